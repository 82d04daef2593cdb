import { dig, items, pointer, strings, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import type { Severity } from '../../finding';
import type { CheckContext, ObjectRule } from '../../rule';

/** Where workloads have their pod template. */
const templates: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Capabilities with which a container may leave its node's confinement. */
const strong = new Set([
  'ALL',
  'SYS_ADMIN',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'DAC_READ_SEARCH',
  'BPF',
]);

/** Paths of a node from which all of it can be had: a runtime's socket, the kubelet's files, the system's own. */
const commanding =
  /^\/(?:$|etc(?:$|\/kubernetes|\/cron)|root|boot|proc|var(?:$|\/lib$|\/lib\/kubelet(?:$|\/pki)|\/run$)|(?:var\/)?run\/(?:docker|containerd\/containerd|crio\/crio)\.sock|(?:var\/)?run\/(?:containerd|crio)$)/;

export const hostAccess: ObjectRule = {
  id: 'general/host-access',
  severity: 'warning',
  title: 'a pod has the means to take over its node',
  why: 'A container that is privileged, in a namespace of its node, or with one of its paths, is the node’s administrator as soon as somebody gets into it; from there all pods of the node, and their rights, are theirs. In a namespace whose Pod Security level forbids it, no pod starts.',
  source: 'Kubernetes documentation, Pod Security Standards (baseline)',
  measured:
    'kube-apiserver v1.35.4 as it starts here, without --allow-privileged, refuses the workload of the failing example (privileged: disallowed by cluster policy), and takes the passing one.',
  kinds: [
    '/Pod',
    ...['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].map((kind) => `apps/${kind}`),
    'batch/Job',
    'batch/CronJob',
  ],
  *checkObject(object, { index }: CheckContext) {
    const path = templates[object.kind] ?? [];
    const spec = dig(object, ...path, 'spec');
    const level = levelOf(object, index);
    for (const { at, found, writes } of accesses(spec)) {
      const severity = severityOf(object, level, writes);
      const refused = severity === 'error';
      yield {
        object,
        path: pointer(...path, 'spec', ...at),
        message: refused
          ? `the namespace’s Pod Security level ${level} refuses the pod`
          : 'the pod has the means to take over its node',
        found,
        expected: refused
          ? `what level ${level} allows`
          : 'a pod that is shut in, or an agent of the node (a DaemonSet)',
        mend: refused
          ? 'take it away, or run the pod in a namespace whose level is privileged'
          : 'take it away where the program does without',
        severity,
      };
    }
  },
  example: {
    given: ['Namespace prod'],
    fails: deployment('securityContext: {privileged: true}'),
    passes: deployment('securityContext: {privileged: false}'),
  },
};

interface Access {
  readonly at: readonly (string | number)[];
  readonly found: string;
  /** Whether the node can be had by it, rather than read in part. */
  readonly writes: boolean;
}

function accesses(spec: unknown): readonly Access[] {
  const found: Access[] = ['hostNetwork', 'hostPID', 'hostIPC']
    .filter((field) => dig(spec, field) === true)
    .map((field) => ({ at: [field], found: `${field}: true`, writes: true }));
  for (const list of ['initContainers', 'containers']) {
    for (const [i, container] of items(dig(spec, list)).entries()) {
      const context = dig(container, 'securityContext');
      const at = [list, i, 'securityContext'];
      if (dig(context, 'privileged') === true)
        found.push({ at: [...at, 'privileged'], found: 'privileged: true', writes: true });
      for (const [j, capability] of items(dig(context, 'capabilities', 'add')).entries())
        if (strong.has(String(capability).replace(/^CAP_/, '')))
          found.push({ at: [...at, 'capabilities', 'add', j], found: String(capability), writes: true });
    }
  }
  for (const [i, volume] of items(dig(spec, 'volumes')).entries()) {
    const path = text(dig(volume, 'hostPath', 'path'));
    if (path === undefined) continue;
    const writes = commanding.test(path) || !isReadOnly(spec, text(dig(volume, 'name')));
    found.push({ at: ['volumes', i, 'hostPath', 'path'], found: `hostPath ${path}`, writes });
  }
  return found;
}

/** Whether every container that mounts a volume only reads it. */
function isReadOnly(spec: unknown, volume: string | undefined): boolean {
  const mounts = ['initContainers', 'containers']
    .flatMap((list) => items(dig(spec, list)))
    .flatMap((container) => items(dig(container, 'volumeMounts')))
    .filter((mount) => dig(mount, 'name') === volume);
  return mounts.every((mount) => dig(mount, 'readOnly') === true);
}

/** The Pod Security level that the pod's namespace enforces, where the set has the namespace and it says so. */
function levelOf(object: Manifest, index: ReferenceIndex): string | undefined {
  const namespace = index.get(objectId('', 'Namespace', undefined, object.metadata.namespace ?? 'default'));
  return strings(namespace?.metadata.labels)['pod-security.kubernetes.io/enforce'];
}

/**
 * An error where the API server refuses the pod, which is sure. Agents of a node are there to do this, and what runs in
 * kube-system, or in a namespace that somebody opened for it, was looked at: worth knowing. Elsewhere it is likely a mistake.
 */
function severityOf(object: Manifest, level: string | undefined, writes: boolean): Severity {
  if (level === 'baseline' || level === 'restricted') return 'error';
  const known =
    object.kind === 'DaemonSet' || object.metadata.namespace === 'kube-system' || level === 'privileged';
  return known || !writes ? 'notice' : 'warning';
}

function deployment(container: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  selector: {matchLabels: {app: jazz}}
  template:
    metadata: {labels: {app: jazz}}
    spec:
      containers: [{name: jazz, image: "ghcr.io/example/jazz:1.0", ${container}}]
`;
}
