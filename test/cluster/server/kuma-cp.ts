import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../../references/manifest';
import { type ApiClient, message } from './client';
import { onMachine } from './on-machine';
import { freePort, type Running, start, waitUntil } from './process';

/** The control plane of Kuma, as a program on the machine: users take it from upstream's release. */
export interface KumaPrograms {
  readonly controlPlane: string;
  readonly kumactl: string;
}

/** A zone's control plane that judges what the API server is given. */
export interface KumaControlPlane {
  readonly version: string;
  /** Where data planes connect to, over TLS with the API server's certificate. */
  readonly dataplanes: string;
  /** Its own HTTP API, which takes calls of this machine for an administrator's. */
  readonly api: string;
  /** Where the API server calls its webhooks, and what it knows them by, in base64. */
  readonly webhooks: { readonly url: string; readonly caBundle: string };
  /** Where Prometheus fetches what it counts. */
  readonly metrics: string;
  readonly stop: () => Promise<void>;
}

/** The namespace that the control plane calls its own. */
export const systemNamespace = 'kong-mesh-system';

/** The two programs, where both are on the machine. */
export function kumaPrograms(): KumaPrograms | undefined {
  const controlPlane = onMachine('MESHWRIGHT_KUMA_CP', 'kuma-cp');
  const kumactl = onMachine('MESHWRIGHT_KUMACTL', 'kumactl');
  return controlPlane === undefined || kumactl === undefined ? undefined : { controlPlane, kumactl };
}

/** The definitions of Kuma's kinds, as upstream ships them. */
export function shippedKumaDefinitions({ kumactl }: KumaPrograms): readonly Manifest[] {
  const text = execFileSync(kumactl, ['install', 'crds'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return parseAllDocuments(text)
    .map((document) => document.toJS() as Manifest | null)
    .filter((object): object is Manifest => object?.kind === 'CustomResourceDefinition');
}

/**
 * Starts a zone's control plane on an API server that has its definitions, and lets it judge every object of its kinds.
 *
 * @param directory the API server's directory: its certificate for 127.0.0.1 serves the webhooks too
 * @param settings further settings, by the names of their variables
 */
export async function startKumaControlPlane(
  programs: KumaPrograms,
  api: { readonly client: ApiClient; readonly kubeconfig: string },
  directory: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<KumaControlPlane> {
  const version = versionOf(programs);
  const certificates = join(directory, 'kuma-webhooks');
  mkdirSync(certificates, { recursive: true });
  const authority = join(directory, 'certificates', 'apiserver.crt');
  copyFileSync(authority, join(certificates, 'tls.crt'));
  copyFileSync(join(directory, 'certificates', 'apiserver.key'), join(certificates, 'tls.key'));
  const ports = await freePorts(9);
  const [
    webhooks = 0,
    http = 0,
    https = 0,
    dataplanes = 0,
    diagnostics = 0,
    metrics = 0,
    mads = 0,
    inter = 0,
  ] = ports;
  const [host = '', apiPort = ''] = new URL(api.client.access.url).host.split(':');
  const program = start({
    name: 'kuma-cp',
    command: programs.controlPlane,
    args: ['run'],
    log: join(directory, 'kuma-cp.log'),
    env: {
      KUBECONFIG: api.kubeconfig,
      KUBERNETES_SERVICE_HOST: host,
      KUBERNETES_SERVICE_PORT: apiPort,
      KUMA_ENVIRONMENT: 'kubernetes',
      KUMA_MODE: 'zone',
      KUMA_MULTIZONE_ZONE_NAME: 'zone-1',
      KUMA_STORE_TYPE: 'kubernetes',
      KUMA_STORE_KUBERNETES_SYSTEM_NAMESPACE: systemNamespace,
      KUMA_DEFAULTS_SKIP_MESH_CREATION: 'true',
      KUMA_REPORTS_ENABLED: 'false',
      KUMA_RUNTIME_KUBERNETES_ADMISSION_SERVER_ADDRESS: '127.0.0.1',
      KUMA_RUNTIME_KUBERNETES_ADMISSION_SERVER_PORT: String(webhooks),
      KUMA_RUNTIME_KUBERNETES_ADMISSION_SERVER_CERT_DIR: certificates,
      KUMA_RUNTIME_KUBERNETES_INJECTOR_CA_CERT_FILE: authority,
      KUMA_RUNTIME_KUBERNETES_ALLOWED_USERS: 'kuma-control-plane',
      // Nobody else would lead: where the machine stops for minutes, the control plane goes on after it.
      KUMA_RUNTIME_KUBERNETES_LEADER_ELECTION_LEASE_DURATION: '15m',
      KUMA_RUNTIME_KUBERNETES_LEADER_ELECTION_RENEW_DEADLINE: '10m',
      KUMA_API_SERVER_HTTP_PORT: String(http),
      KUMA_API_SERVER_HTTPS_PORT: String(https),
      KUMA_DP_SERVER_PORT: String(dataplanes),
      KUMA_DIAGNOSTICS_SERVER_PORT: String(diagnostics),
      KUMA_MONITORING_ASSIGNMENT_SERVER_PORT: String(mads),
      KUMA_INTER_CP_SERVER_PORT: String(inter),
      KUMA_METRICS_CONTROL_PLANE_ENABLED: 'false',
      KUMA_GENERAL_WORK_DIR: join(directory, `kuma-work-${metrics}`),
      KUMA_GENERAL_TLS_CERT_FILE: join(certificates, 'tls.crt'),
      KUMA_GENERAL_TLS_KEY_FILE: join(certificates, 'tls.key'),
      ...settings,
    },
  });
  await ready(program, diagnostics);
  for (const object of registrations(webhooks, readFileSync(authority, 'utf8'))) {
    const answer = await api.client.apply(object, { manager: 'lane' });
    if (answer.status >= 300) throw new Error(`${object.kind}: ${message(answer)}`);
  }
  // The API server reads webhook configurations on a watch: these judge a moment after they were stored.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return {
    version,
    dataplanes: `https://127.0.0.1:${dataplanes}`,
    api: `http://127.0.0.1:${http}`,
    webhooks: {
      url: `https://127.0.0.1:${webhooks}`,
      caBundle: readFileSync(authority).toString('base64'),
    },
    metrics: `http://127.0.0.1:${diagnostics}/metrics`,
    stop: () => program.stop(),
  };
}

/** The webhook that gives pods of the mesh their sidecar, for the pods that its chart registers it for. */
export function injection({ webhooks: { url, caBundle } }: KumaControlPlane): Manifest {
  const webhook = (name: string, selectors: object) => ({
    name: `${name}.kuma.io`,
    admissionReviewVersions: ['v1'],
    sideEffects: 'None',
    failurePolicy: 'Fail',
    clientConfig: { url: `${url}/inject-sidecar`, caBundle },
    rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
    ...selectors,
  });
  const enabled = {
    key: 'kuma.io/sidecar-injection',
    operator: 'In',
    values: ['enabled', 'true'],
  };
  const proxy = ['kuma.io/mesh', 'k8s.kuma.io/zone-proxy-type'].map((key) => ({ key, operator: 'Exists' }));
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name: 'kuma-injector' },
    webhooks: [
      webhook('namespace-kuma-injector', { namespaceSelector: { matchExpressions: [enabled] } }),
      webhook('mesh-zoneproxy-kuma-injector', { objectSelector: { matchExpressions: proxy } }),
    ],
  };
}

/** What a zone joins. */
export interface GlobalControlPlane {
  /** The address that a zone is given. */
  readonly address: string;
  readonly api: string;
  readonly stop: () => Promise<void>;
}

/** Starts a global control plane that keeps everything in memory, and has no cluster of its own, as Konnect's has none. */
export async function startGlobalControlPlane(
  programs: KumaPrograms,
  directory: string,
): Promise<GlobalControlPlane> {
  mkdirSync(directory, { recursive: true });
  const [http = 0, https = 0, zones = 0, diagnostics = 0, inter = 0, dataplanes = 0, mads = 0] =
    await freePorts(7);
  const program = start({
    name: 'kuma-cp, the global one',
    command: programs.controlPlane,
    args: ['run'],
    log: join(directory, 'kuma-cp-global.log'),
    env: {
      KUMA_ENVIRONMENT: 'universal',
      KUMA_MODE: 'global',
      KUMA_STORE_TYPE: 'memory',
      KUMA_DEFAULTS_SKIP_MESH_CREATION: 'true',
      KUMA_REPORTS_ENABLED: 'false',
      KUMA_MULTIZONE_GLOBAL_KDS_GRPC_PORT: String(zones),
      KUMA_MULTIZONE_GLOBAL_KDS_TLS_ENABLED: 'false',
      KUMA_API_SERVER_HTTP_PORT: String(http),
      KUMA_API_SERVER_HTTPS_PORT: String(https),
      KUMA_DIAGNOSTICS_SERVER_PORT: String(diagnostics),
      KUMA_INTER_CP_SERVER_PORT: String(inter),
      KUMA_DP_SERVER_PORT: String(dataplanes),
      KUMA_MONITORING_ASSIGNMENT_SERVER_PORT: String(mads),
      KUMA_GENERAL_WORK_DIR: join(directory, 'kuma-work-global'),
    },
  });
  await ready(program, diagnostics);
  return {
    address: `grpc://127.0.0.1:${zones}`,
    api: `http://127.0.0.1:${http}`,
    stop: () => program.stop(),
  };
}

function versionOf({ controlPlane }: KumaPrograms): string {
  const said = execFileSync(controlPlane, ['version'], { encoding: 'utf8' });
  return /\d+\.\d+\.\d+\S*/.exec(said)?.[0] ?? said.trim();
}

async function ready(program: Running, port: number): Promise<void> {
  const path = `http://127.0.0.1:${port}/ready`;
  await waitUntil('kuma-cp is ready', 90, async () => (await fetch(path)).ok, program);
}

async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}

/** The two webhooks that judge Kuma's objects, at the paths that its chart registers, failing closed. */
function registrations(port: number, authority: string): readonly Manifest[] {
  const webhook = (name: string, path: string) => ({
    name,
    admissionReviewVersions: ['v1'],
    sideEffects: 'None',
    failurePolicy: 'Fail',
    clientConfig: {
      url: `https://127.0.0.1:${port}${path}`,
      caBundle: Buffer.from(authority).toString('base64'),
    },
    rules: [
      {
        apiGroups: ['kuma.io'],
        apiVersions: ['v1alpha1'],
        operations: ['CREATE', 'UPDATE'],
        resources: ['*'],
      },
    ],
  });
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const metadata = { name: 'kuma' };
  const defaulter = webhook('mesh.defaulter.kuma-admission.kuma.io', '/default-kuma-io-v1alpha1-mesh');
  const validator = webhook('validator.kuma-admission.kuma.io', '/validate-kuma-io-v1alpha1');
  return [
    { apiVersion, kind: 'MutatingWebhookConfiguration', metadata, webhooks: [defaulter] },
    { apiVersion, kind: 'ValidatingWebhookConfiguration', metadata, webhooks: [validator] },
  ];
}
