import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../../references/manifest';
import { type ApiClient, message } from './client';
import { freePort, type Running, start } from './process';

/** A pod of the mesh: an object of the API server, and beside it a sidecar that really runs. */
export interface MeshPod {
  readonly namespace: string;
  readonly name: string;
  readonly serviceAccount: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** An address of the loopback network that no other pod has. */
  readonly address: string;
  /** Further arguments of kuma-dp. */
  readonly args?: readonly string[];
}

/** What a sidecar is started with. */
export interface SidecarPrograms {
  readonly dataplane: string;
  readonly envoy: string;
}

/** The node that all pods are on: the control plane reads its labels. */
export async function addNode(client: ApiClient, name: string): Promise<void> {
  await applied(client, { apiVersion: 'v1', kind: 'Node', metadata: { name } });
}

/**
 * Stores a pod as the injector would leave it, with the address that a kubelet would report.
 *
 * @param port that its container listens on
 */
export async function addPod(client: ApiClient, node: string, pod: MeshPod, port = 10_002): Promise<void> {
  const { namespace, name, serviceAccount, labels, annotations = {}, address } = pod;
  const containers = [
    { name: 'main', image: 'example.com/none', ports: [{ containerPort: port }] },
    { name: 'kuma-sidecar', image: 'example.com/none' },
  ];
  const metadata = {
    name,
    namespace,
    labels: { ...labels },
    annotations: { 'kuma.io/sidecar-injected': 'true', ...annotations },
  };
  const object = { apiVersion: 'v1', kind: 'Pod', metadata };
  await applied(client, {
    ...object,
    spec: { nodeName: node, serviceAccountName: serviceAccount, containers },
  });
  const status = {
    phase: 'Running',
    podIP: address,
    podIPs: [{ ip: address }],
    containerStatuses: containers.map((container) => ({
      name: container.name,
      image: container.image,
      imageID: '',
      ready: true,
      restartCount: 0,
    })),
  };
  const answer = await client.request(
    'PATCH',
    `/api/v1/namespaces/${namespace}/pods/${name}/status`,
    { status },
    'application/merge-patch+json',
  );
  if (answer.status >= 300) throw new Error(`Pod ${name}: ${message(answer)}`);
}

/**
 * Starts the sidecar of a pod, with a token of its ServiceAccount.
 *
 * @param control the control plane, and the file with its certificate and that of its authority
 */
export async function startSidecar(
  client: ApiClient,
  programs: SidecarPrograms,
  control: { readonly url: string; readonly certificates: string },
  directory: string,
  { namespace, name, serviceAccount, args = [] }: MeshPod,
): Promise<Running> {
  const answer = await client.request(
    'POST',
    `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}/token`,
    { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
  );
  const { status } = answer.body as { status?: { token?: string } };
  if (status?.token === undefined) throw new Error(`the token of ${serviceAccount}: ${message(answer)}`);
  // Envoy's sockets lie here, whose paths have at most 107 characters.
  mkdirSync(directory, { recursive: true });
  const token = join(directory, 'token');
  writeFileSync(token, status.token, { mode: 0o600 });
  const authority = join(directory, 'authority.crt');
  writeFileSync(authority, lastCertificate(readFileSync(control.certificates, 'utf8')));
  const ports = [await freePort(), await freePort()];
  return start({
    name: `kuma-dp of ${name}`,
    command: programs.dataplane,
    log: join(directory, 'kuma-dp.log'),
    args: [
      'run',
      `--cp-address=${control.url}`,
      `--ca-cert-file=${authority}`,
      `--name=${name}.${namespace}`,
      '--mesh=default',
      `--dataplane-token-file=${token}`,
      `--binary-path=${programs.envoy}`,
      `--work-dir=${directory}`,
      '--dns-enabled=false',
      '--concurrency=1',
      '--drain-time=1s',
      ...args,
    ],
    env: {
      KUMA_READINESS_PORT: String(ports[0]),
      KUMA_APPLICATION_PROBE_PROXY_PORT: '0',
    },
  });
}

/** The certificate of the authority: that of the server stands before it in its file. */
function lastCertificate(chain: string): string {
  return chain.slice(Math.max(0, chain.lastIndexOf('-----BEGIN')));
}

async function applied(client: ApiClient, object: Manifest): Promise<void> {
  const answer = await client.apply(object);
  if (answer.status >= 300) throw new Error(`${object.kind} ${object.metadata.name}: ${message(answer)}`);
}
