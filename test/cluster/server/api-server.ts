import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiClient } from './client';
import { freePort, type Running, start, waitUntil } from './process';

/** A bare API server: no controller manager (so no garbage collection and no namespace deletion), no scheduler, no nodes. */
export interface ApiServer {
  readonly client: ApiClient;
  readonly kubeconfig: string;
  readonly stop: () => Promise<void>;
}

/** How an API server differs from an empty one. */
export interface ApiServerOptions {
  /** The directory of a stopped API server, whose objects the new one begins with. */
  readonly from?: string;
  /** In whose name service account tokens are signed, in place of a cluster's OIDC provider. */
  readonly issuer?: string;
}

/** The paths of the two programs. */
export interface ApiServerPrograms {
  readonly etcd: string;
  readonly apiServer: string;
}

async function startEtcd(command: string, directory: string): Promise<{ program: Running; url: string }> {
  const [client, peer] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${client}`;
  const peers = `http://127.0.0.1:${peer}`;
  const program = start({
    name: 'etcd',
    command,
    log: join(directory, 'etcd.log'),
    args: [
      `--data-dir=${join(directory, 'etcd')}`,
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${peers}`,
      `--initial-advertise-peer-urls=${peers}`,
      `--initial-cluster=default=${peers}`,
      // The data lives as long as the lane: a write need not reach the disk.
      '--unsafe-no-fsync',
    ],
  });
  await waitUntil('etcd is healthy', 30, async () => (await fetch(`${url}/health`)).ok, program);
  return { program, url };
}

/** Starts etcd and kube-apiserver in `directory`, and waits until the API server is ready. */
export async function startApiServer(
  programs: ApiServerPrograms,
  directory: string,
  { from, issuer = 'https://issuer.example' }: ApiServerOptions = {},
): Promise<ApiServer> {
  mkdirSync(directory, { recursive: true });
  if (from !== undefined && existsSync(join(from, 'etcd'))) {
    cpSync(join(from, 'etcd'), join(directory, 'etcd'), { recursive: true });
  }
  const etcd = await startEtcd(programs.etcd, directory);
  const port = await freePort();
  const keyFile = join(directory, 'service-account.key');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });
  const token = randomBytes(24).toString('hex');
  const tokenFile = join(directory, 'tokens.csv');
  writeFileSync(tokenFile, `${token},lane,lane,"system:masters"\n`, { mode: 0o600 });
  const certificates = join(directory, 'certificates');
  const program = start({
    name: 'kube-apiserver',
    command: programs.apiServer,
    log: join(directory, 'kube-apiserver.log'),
    args: [
      `--etcd-servers=${etcd.url}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      `--cert-dir=${certificates}`,
      `--token-auth-file=${tokenFile}`,
      '--authorization-mode=RBAC',
      '--service-cluster-ip-range=10.100.0.0/16',
      `--service-account-issuer=${issuer}`,
      `--service-account-key-file=${keyFile}`,
      `--service-account-signing-key-file=${keyFile}`,
      // Nothing makes the service accounts' default here, and without it no Pod could be admitted.
      '--disable-admission-plugins=ServiceAccount',
    ],
  });
  const url = `https://127.0.0.1:${port}`;
  const authority = join(certificates, 'apiserver.crt');
  let client: ApiClient | undefined;
  await waitUntil(
    'kube-apiserver is ready',
    120,
    async () => {
      client = new ApiClient({ url, token, authority: readFileSync(authority, 'utf8') });
      return (await client.request('GET', '/readyz')).status === 200;
    },
    program,
  );
  if (client === undefined) throw new Error('kube-apiserver is ready, but no client was made');
  const kubeconfig = join(directory, 'kubeconfig.json');
  writeFileSync(kubeconfig, kubeconfigText(url, authority, token), { mode: 0o600 });
  return {
    client,
    kubeconfig,
    stop: async () => {
      client?.close();
      await program.stop();
      await etcd.program.stop();
    },
  };
}

function kubeconfigText(server: string, authority: string, token: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'lane',
    contexts: [{ name: 'lane', context: { cluster: 'lane', user: 'lane' } }],
    clusters: [{ name: 'lane', cluster: { server, 'certificate-authority': authority } }],
    users: [{ name: 'lane', user: { token } }],
  });
}
