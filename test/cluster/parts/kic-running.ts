import { join } from 'node:path';
import { describe, type Manifest } from '../../../references/manifest';
import type { Cluster, Lane } from '../lane';
import { type ApiClient, message } from '../server/client';
import { type IngressController, proxyService, startIngressController } from '../server/kic';
import { waitUntil } from '../server/process';
import { type KongAdminApi, type KongConfiguration, startKongAdminApi } from '../stand-ins/kong-admin-api';

/** What runs for one claim, on a gateway of some version. */
export interface Running {
  readonly client: ApiClient;
  readonly adminApi: KongAdminApi;
  readonly controller: IngressController;
}

export async function withController(
  lane: Lane,
  command: string,
  name: string,
  use: (running: Running) => Promise<void>,
  { gateway, failurePolicy }: { readonly gateway?: string; readonly failurePolicy?: 'Ignore' } = {},
): Promise<string> {
  const cluster: Cluster = await lane.cluster(name);
  const adminApi = await startKongAdminApi(gateway);
  try {
    for (const object of surroundings) await mustApply(cluster.client, object);
    await giveAddress(cluster.client);
    const controller = await startIngressController(
      command,
      cluster,
      adminApi.url,
      join(lane.directory, name),
      failurePolicy,
    );
    try {
      await use({ client: cluster.client, adminApi, controller });
    } finally {
      await controller.stop();
    }
    return controller.version;
  } finally {
    await adminApi.stop();
    await cluster.stop();
  }
}

/** What Kong's chart and the platform make: the class, and the Service of the gateway. */
const surroundings: readonly Manifest[] = [
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'kong' },
    spec: { controller: 'ingress-controllers.konghq.com/kong' },
  },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: proxyService.namespace } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod' } },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: proxyService,
    spec: {
      type: 'LoadBalancer',
      ports: [
        { name: 'http', port: 80, targetPort: 8000, protocol: 'TCP' },
        { name: 'https', port: 443, targetPort: 8443, protocol: 'TCP' },
      ],
    },
  },
];

/** What the load balancer controller writes into the Service: without it no listener of a Gateway is programmed. */
async function giveAddress(client: ApiClient): Promise<void> {
  const { namespace, name } = proxyService;
  const answer = await client.request(
    'PATCH',
    `/api/v1/namespaces/${namespace}/services/${name}/status`,
    { status: { loadBalancer: { ingress: [{ hostname: 'gateway.example.com' }] } } },
    'application/merge-patch+json',
  );
  if (answer.status >= 300) throw new Error(`the status of Service ${name}: ${message(answer)}`);
}

/** The configuration once it has what is waited for; the last one where that never comes. */
export async function configured(
  adminApi: KongAdminApi,
  controller: IngressController,
  complete: (configuration: KongConfiguration) => boolean,
): Promise<KongConfiguration> {
  try {
    await waitUntil(
      `the configuration is complete (the controller's output is in ${controller.log})`,
      40,
      async () => complete(adminApi.configuration() ?? {}),
    );
    // What belongs together comes in one configuration or in two, one round of the controller later.
    await new Promise((resolve) => setTimeout(resolve, 2000));
  } catch {
    // What is missing is said by the claims, each by itself.
  }
  return adminApi.configuration() ?? {};
}

async function mustApply(client: ApiClient, object: Manifest): Promise<void> {
  const answer = await client.apply(object, { manager: 'lane' });
  if (answer.status >= 300) throw new Error(`${describe(object)}: ${message(answer)}`);
}

export async function applyAll(client: ApiClient, objects: readonly Manifest[]): Promise<string[]> {
  const misses: string[] = [];
  for (const object of objects) {
    const answer = await client.apply(object);
    if (answer.status >= 300) misses.push(`${describe(object)}: ${message(answer)}`);
  }
  return misses;
}
