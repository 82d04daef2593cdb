import { type Cluster, includes, type ServiceView, type Workload } from '../cluster';
import type { Caller } from '../request';

/** Pods that carry Kuma's proxy, as the control plane knows them. */
export interface Dataplane {
  readonly namespace: string;
  readonly name: string;
  readonly serviceAccount: string;
  readonly mesh: string;
  /** A gateway that Kuma did not make takes nothing in. */
  readonly gateway: boolean;
  /** The pods' labels with those that Kuma adds. */
  readonly tags: Readonly<Record<string, string>>;
  /** `name_namespace_svc_port` of each Service port that leads here: what old policies call a service. */
  readonly kumaServices: readonly string[];
}

const injection = 'kuma.io/sidecar-injection';

/**
 * The proxy of pods; undefined where they carry none. The label of the pods is asked before that of their namespace
 * (pkg/plugins/runtime/k8s/webhooks/injector/injector.go); in a namespace without the label the webhook is not asked at
 * all. A namespace that the objects do not show is taken to inject where they have policies in it, or no workload: such are
 * a gateway's pods, which its chart makes.
 */
export function dataplaneOf(cluster: Cluster, pods: Caller, zone: string): Dataplane | undefined {
  const namespace = cluster.namespaceLabels(pods.namespace);
  const said = pods.labels[injection] ?? pods.annotations?.[injection];
  if (namespace !== undefined && namespace[injection] === undefined) return undefined;
  const unknown = namespace === undefined && isMeshed(cluster, pods.namespace) ? 'enabled' : 'disabled';
  if (!on(said ?? namespace?.[injection] ?? unknown)) return undefined;
  const mesh =
    pods.labels['kuma.io/mesh'] ??
    pods.annotations?.['kuma.io/mesh'] ??
    namespace?.['kuma.io/mesh'] ??
    (namespace === undefined ? onlyMesh(cluster) : 'default');
  return {
    namespace: pods.namespace,
    name: pods.name,
    serviceAccount: pods.serviceAccount,
    mesh,
    gateway: on(pods.annotations?.['kuma.io/gateway'] ?? 'disabled'),
    tags: {
      ...pods.labels,
      'k8s.kuma.io/namespace': pods.namespace,
      'k8s.kuma.io/service-account': pods.serviceAccount,
      'kuma.io/mesh': mesh,
      'kuma.io/zone': zone,
    },
    kumaServices: servicesOf(cluster, pods).flatMap(({ name, namespace: place, ports }) =>
      ports.map(({ port }) => `${name}_${place}_svc_${port}`),
    ),
  };
}

/** The mesh of pods whose namespace the objects do not show: the only one that they have, or `default`. */
export function onlyMesh(cluster: Cluster): string {
  const [first, ...more] = cluster.ofKind('kuma.io', 'Mesh');
  return first === undefined || more.length > 0 ? 'default' : first.metadata.name;
}

function isMeshed(cluster: Cluster, namespace: string): boolean {
  const policies = cluster.objects.some(
    ({ apiVersion, metadata }) => apiVersion.startsWith('kuma.io/') && metadata.namespace === namespace,
  );
  return policies || cluster.workloads.every((workload) => workload.namespace !== namespace);
}

/** Whether a label or annotation turns something on. */
export function on(value: string): boolean {
  return value === 'enabled' || value === 'true' || value === 'yes';
}

/** The Services whose selector finds pods: each of their ports is a way in (controllers/inbound_converter.go). */
export function servicesOf(
  cluster: Cluster,
  pods: Pick<Caller, 'namespace' | 'labels'>,
): readonly ServiceView[] {
  return cluster.services.filter(
    ({ namespace, selector, annotations }) =>
      namespace === pods.namespace &&
      selector !== undefined &&
      includes(pods.labels, selector) &&
      !on(annotations['kuma.io/ignore'] ?? ''),
  );
}

/** The ports of pods that their proxy takes in. */
export function inboundPorts(cluster: Cluster, workload: Workload): ReadonlySet<number> {
  return new Set(
    servicesOf(cluster, workload).flatMap((service) =>
      service.ports.flatMap(({ targetPort }) => {
        const number = /^\d+$/.test(targetPort) ? Number(targetPort) : workload.named[targetPort];
        return number ?? [];
      }),
    ),
  );
}
