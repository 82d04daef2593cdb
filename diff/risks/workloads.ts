import { dig, items, strings, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import type { ObjectChange } from '../change';
import { listed, say } from '../sentence';
import { eachChange, everyChange, named, news, placed, type RiskRule, type Said } from './risk';

const workloads = [
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'batch/Job',
  'batch/CronJob',
  '/Pod',
];

/** Labels and annotations that bring a proxy into a pod, and the value that does. */
const injection: readonly (readonly [name: string, on: string])[] = [
  ['kuma.io/sidecar-injection', 'enabled'],
  ['appmesh.k8s.aws/sidecarInjectorWebhook', 'enabled'],
];

/** Rules about pods: whether they run, are asked for their health, are in the mesh, and what they may do on a node. */
export const workloadRules: readonly RiskRule[] = [
  {
    id: 'replicas-zero',
    level: 'high',
    title: 'A workload is scaled to nothing',
    find: eachChange(workloads, ({ id, kind, before, after }) => {
      const replicas = (object: Manifest | undefined) => dig(object, 'spec', 'replicas');
      return kind === 'changed' && replicas(after) === 0 && replicas(before) !== 0
        ? [say`${named({ id })} is scaled to 0: nothing answers any more`]
        : [];
    }),
  },
  {
    id: 'replicas-fewer',
    level: 'medium',
    title: 'A workload has fewer replicas',
    find: eachChange(workloads, ({ id, before, after }) => {
      const [was, now] = [dig(before, 'spec', 'replicas'), dig(after, 'spec', 'replicas')];
      return typeof was === 'number' && typeof now === 'number' && now < was && now > 0
        ? [
            say`${named({ id })}: replicas ${was} -> ${now}${now === 1 ? ': the loss of its node takes it down' : ''}`,
          ]
        : [];
    }),
  },
  {
    id: 'injection-removed',
    level: 'high',
    title: 'A namespace or pod loses what brings the mesh’s proxy into it, or is switched off',
    find: everyChange((change) => {
      if (change.kind !== 'changed') return [];
      const now = marks(change.after);
      // A pod that goes to the other mesh has a proxy still, that mesh's own.
      if (injection.some(([name, on]) => now[name] === on)) return [];
      return injection.flatMap(([name]): Said[] => {
        const was = marks(change.before)[name];
        if (was === now[name] || was === 'disabled') return [];
        return [
          say`${named(change)}: new pods have no proxy (${name}: ${was ?? 'nothing'} -> ${now[name] ?? 'nothing'}), so no mutual TLS, no permissions and no routes of the mesh`,
        ];
      });
    }),
  },
  {
    id: 'mesh-changed',
    level: 'high',
    title: 'A namespace or pod moves to another mesh',
    find: everyChange((change) => {
      if (change.kind !== 'changed') return [];
      const [was, now] = [meshOf(change.before), meshOf(change.after)];
      return was === now || was === undefined || now === undefined
        ? []
        : [say`${named(change)}: its mesh is ${now}, was ${was}`];
    }),
  },
  {
    id: 'health-check-removed',
    level: 'medium',
    title: 'A probe, the health check of a VirtualNode, or a MeshHealthCheck goes',
    find: everyChange(healthChecks),
  },
  {
    id: 'resilience-removed',
    level: 'low',
    title: 'A circuit breaker, retry or time-out of the mesh goes',
    find: eachChange(['kuma.io/MeshCircuitBreaker', 'kuma.io/MeshRetry', 'kuma.io/MeshTimeout'], (change) =>
      change.kind === 'removed' ? [say`${named(change)} is gone`] : [],
    ),
  },
  {
    id: 'pod-privileges',
    level: 'high',
    title: 'A container may do more on its node: privileged, root, host network or paths, capabilities',
    find: eachChange(workloads, (change) => {
      if (change.kind === 'removed') return [];
      const more = news(privileges(change.before), privileges(change.after));
      return more.length === 0 ? [] : [say`${named(change)} may do more on its node: ${listed(more)}`];
    }),
  },
];

function podSpec(object: Manifest | undefined): unknown {
  if (object?.kind === 'Pod') return object.spec;
  return (
    dig(object, 'spec', 'jobTemplate', 'spec', 'template', 'spec') ?? dig(object, 'spec', 'template', 'spec')
  );
}

/** Labels and annotations of an object and of its pods. */
function marks(object: Manifest | undefined): Readonly<Record<string, string>> {
  const pod = dig(object, 'spec', 'template', 'metadata');
  return {
    ...strings(object?.metadata.annotations),
    ...strings(object?.metadata.labels),
    ...strings(dig(pod, 'annotations')),
    ...strings(dig(pod, 'labels')),
  };
}

/** The mesh that an object's labels name: Kuma's, or that which an App Mesh `Mesh` selects namespaces by. */
function meshOf(object: Manifest | undefined): string | undefined {
  const labels = marks(object);
  return labels['kuma.io/mesh'] ?? (object?.kind === 'Namespace' ? labels.mesh : undefined);
}

function healthChecks(change: ObjectChange): readonly Said[] {
  const { id, kind, before, after } = change;
  if (id.group === 'kuma.io' && id.kind === 'MeshHealthCheck') {
    const targets = (object: Manifest | undefined) =>
      items(dig(object, 'spec', 'to')).map((to) => text(dig(to, 'targetRef', 'name')) ?? 'all');
    const gone = news(targets(after), targets(before));
    return gone.length === 0
      ? []
      : [say`the health of ${listed(gone)} is no longer asked for (${named(change)})`];
  }
  if (kind !== 'changed') return [];
  if (id.group === 'appmesh.k8s.aws') {
    const asked = (object: Manifest | undefined) =>
      items(dig(object, 'spec', 'listeners')).filter((listener) => dig(listener, 'healthCheck') !== undefined)
        .length;
    return asked(after) < asked(before) ? [say`the health of ${placed(id)} is no longer asked for`] : [];
  }
  const probes = (object: Manifest | undefined) =>
    items(dig(podSpec(object), 'containers')).flatMap((container) =>
      ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) =>
        dig(container, probe) === undefined
          ? []
          : [`${probe} of container ${text(dig(container, 'name')) ?? '?'}`],
      ),
    );
  const present = new Set(
    items(dig(podSpec(after), 'containers')).map((container) => text(dig(container, 'name'))),
  );
  const gone = news(probes(after), probes(before)).filter((probe) =>
    present.has(probe.slice(probe.lastIndexOf(' ') + 1)),
  );
  return gone.length === 0 ? [] : [say`${named(change)}: ${listed(gone)} is gone`];
}

function privileges(object: Manifest | undefined): readonly string[] {
  const spec = podSpec(object);
  const host = ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => dig(spec, field) === true);
  const paths = items(dig(spec, 'volumes')).flatMap((volume) => {
    const path = text(dig(volume, 'hostPath', 'path'));
    return path === undefined ? [] : [`hostPath ${path}`];
  });
  const containers = [...items(dig(spec, 'initContainers')), ...items(dig(spec, 'containers'))].flatMap(
    (container) => {
      const name = text(dig(container, 'name')) ?? '?';
      const context = dig(container, 'securityContext');
      const root = dig(context, 'runAsUser') === 0 || dig(context, 'runAsNonRoot') === false;
      return [
        ...(dig(context, 'privileged') === true ? [`${name} is privileged`] : []),
        ...(dig(context, 'allowPrivilegeEscalation') === true ? [`${name} may gain privileges`] : []),
        ...(root ? [`${name} may be root`] : []),
        ...items(dig(context, 'capabilities', 'add')).map((each) => `${name} has ${String(each)}`),
      ];
    },
  );
  return [...host, ...paths, ...containers];
}
