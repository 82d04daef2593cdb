import { dig, items, strings, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { type ApiClient, message } from '../server/client';

/** Plays those who make pods of workloads, until it is stopped. */
export interface Playing {
  readonly stop: () => Promise<void>;
  /** What went wrong while it played. */
  readonly errors: readonly string[];
}

const kinds = ['deployments', 'statefulsets', 'daemonsets'];
/** Annotation of a pod: the workload and template that it was made of. */
const madeOf = 'lane.example/made-of';
const pause = 150;

/**
 * Plays the controllers of Deployments, StatefulSets and DaemonSets, the injectors of both meshes, the scheduler and the kubelet: a
 * workload whose template is another one gets new pods, which run at once, with the sidecar that their labels and annotations ask for.
 */
export function playWorkloads(client: ApiClient, node: string): Playing {
  const errors: string[] = [];
  let ended = false;
  const played = (async () => {
    while (!ended) {
      await playOnce(client, node).catch((error: unknown) => {
        errors.push(error instanceof Error ? error.message : String(error));
      });
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  })();
  return {
    errors,
    stop: async () => {
      ended = true;
      await played;
    },
  };
}

async function playOnce(client: ApiClient, node: string): Promise<void> {
  const namespaces = await listed(client, '/api/v1/namespaces');
  const pods = await listed(client, '/api/v1/pods');
  const wanted = new Set<string>();
  for (const kind of kinds)
    for (const workload of await listed(client, `/apis/apps/v1/${kind}`)) {
      const { namespace = '', name } = workload.metadata;
      const origin = `${kind}/${name} ${JSON.stringify(dig(workload, 'spec', 'template'))}`;
      const replicas = kind === 'daemonsets' ? 1 : Number(dig(workload, 'spec', 'replicas') ?? 1);
      for (let i = 0; i < replicas; i += 1) wanted.add(`${namespace} ${i} ${origin}`);
      const own = pods.filter(
        ({ metadata }) =>
          metadata.namespace === namespace && (metadata.annotations?.[madeOf] ?? '').endsWith(` ${origin}`),
      );
      const home = namespaces.find(({ metadata }) => metadata.name === namespace);
      for (let i = own.length; i < replicas; i += 1)
        await run(client, podOf(workload, node, home, `${i} ${origin}`));
      await sayAvailable(client, kind, workload, replicas);
    }
  for (const pod of pods) {
    const { namespace = '', name, annotations = {} } = pod.metadata;
    const own = annotations[madeOf];
    if (own === undefined || wanted.has(`${namespace} ${own}`)) continue;
    await asked(client, 'DELETE', `/api/v1/namespaces/${namespace}/pods/${name}?gracePeriodSeconds=0`);
  }
}

let made = 0;

function podOf(workload: Manifest, node: string, namespace: Manifest | undefined, origin: string): Manifest {
  const template = dig(workload, 'spec', 'template');
  const labels = strings(dig(template, 'metadata', 'labels'));
  const annotations = strings(dig(template, 'metadata', 'annotations'));
  const injector = 'appmesh.k8s.aws/sidecarInjectorWebhook';
  const ofAppMesh =
    namespace?.metadata.labels?.[injector] === 'enabled' && annotations[injector] !== 'disabled';
  const sidecars = [
    ...(labels['kuma.io/sidecar-injection'] === 'enabled'
      ? [{ name: 'kuma-sidecar', image: 'example.com/kuma-dp:1' }]
      : []),
    ...(ofAppMesh ? [{ name: 'envoy', image: 'example.com/aws-appmesh-envoy:1' }] : []),
  ];
  const own = items(dig(template, 'spec', 'containers'));
  const names = new Set(own.map((container) => text(dig(container, 'name'))));
  made += 1;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace: workload.metadata.namespace ?? 'default',
      name: `${workload.metadata.name}-${made}`,
      labels,
      annotations: { ...annotations, [madeOf]: origin },
    },
    spec: {
      serviceAccountName: text(dig(template, 'spec', 'serviceAccountName')) ?? 'default',
      nodeName: node,
      containers: [...own, ...sidecars.filter(({ name }) => !names.has(name))],
    },
  };
}

async function run(client: ApiClient, pod: Manifest): Promise<void> {
  const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods`;
  await asked(client, 'POST', path, pod);
  await asked(client, 'PATCH', `${path}/${pod.metadata.name}/status`, { status: { phase: 'Running' } });
}

async function sayAvailable(
  client: ApiClient,
  kind: string,
  workload: Manifest,
  replicas: number,
): Promise<void> {
  const { namespace, name } = workload.metadata;
  const generation = dig(workload, 'metadata', 'generation');
  if (
    dig(workload, 'status', 'observedGeneration') === generation &&
    (kind === 'daemonsets' || (dig(workload, 'status', 'replicas') ?? 0) === replicas)
  )
    return;
  const status =
    kind === 'daemonsets'
      ? {
          desiredNumberScheduled: 1,
          currentNumberScheduled: 1,
          updatedNumberScheduled: 1,
          numberAvailable: 1,
          numberMisscheduled: 0,
          numberReady: 1,
        }
      : {
          replicas,
          updatedReplicas: replicas,
          readyReplicas: replicas,
          availableReplicas: replicas,
          ...(kind === 'statefulsets' ? { currentRevision: 'one', updateRevision: 'one' } : {}),
        };
  await asked(client, 'PATCH', `/apis/apps/v1/namespaces/${namespace}/${kind}/${name}/status`, {
    status: { observedGeneration: generation, ...status },
  });
}

async function listed(client: ApiClient, path: string): Promise<readonly Manifest[]> {
  const { status, body } = await client.request('GET', path);
  if (status !== 200) throw new Error(`${path}: status ${status}`);
  return items(body.items) as readonly Manifest[];
}

/** A request whose object may be gone meanwhile. */
async function asked(client: ApiClient, method: string, path: string, body?: object): Promise<void> {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : undefined;
  const answer = await client.request(method, path, body, type);
  if (answer.status >= 300 && answer.status !== 404) throw new Error(`${method} ${path}: ${message(answer)}`);
}
