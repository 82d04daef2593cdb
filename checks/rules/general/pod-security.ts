import { type PodSecurityLevel, podSecurityLevels, violationsOf } from '../../../pod-spec/pod-security';
import { dig, pointer } from '../../../references/fields';
import { templatesOf, workloadKinds } from '../../production/workloads';
import type { ObjectRule } from '../../rule';

const enforced = 'pod-security.kubernetes.io/enforce';

export const podSecurityOfNamespace: ObjectRule = {
  id: 'general/pod-security',
  severity: 'error',
  title: 'the Pod Security of a namespace refuses the pods of a workload',
  why: 'The workload itself is accepted, and stays at zero replicas: its pods are refused one by one, where nobody looks.',
  source: 'k8s.io/pod-security-admission v0.35 policy; Kubernetes documentation, Pod Security Standards',
  kinds: workloadKinds,
  *checkObject(object, { index }) {
    const namespace = object.metadata.namespace ?? 'default';
    const labels = index.namespaceLabels(namespace);
    const level = podSecurityLevels.find((each) => each === labels[enforced]);
    // An older version of the standard refuses less.
    if (level === undefined || (labels[`${enforced}-version`] ?? 'latest') !== 'latest') return;
    for (const at of templatesOf(object)) {
      const violations = refused(dig(object, ...at, 'spec'), level);
      const [first] = violations;
      if (first === undefined) continue;
      const more = new Set(violations.map(({ found }) => found));
      const isSure = violationsOf(dig(object, ...at, 'spec'), 'baseline').length > 0;
      yield {
        object,
        // What only restricted asks for, somebody's webhook may fill in on the way.
        severity: isSure ? 'error' : 'warning',
        path: pointer(...at, 'spec', ...first.at),
        message: `Pod Security of namespace ${namespace} refuses the pods of ${object.metadata.name}`,
        found: `${[...more].join('; ')}, where ${enforced} is ${level}`,
        expected: first.expected,
        mend: 'correct the pod, or label the namespace for what its pods need',
      };
    }
  },
  example: {
    fails: example('containerPort: 9080, hostPort: 9080'),
    passes: example('containerPort: 9080'),
  },
};

/** What the level refuses, but for what another rule says of what pods do to their node. */
function refused(spec: unknown, level: PodSecurityLevel) {
  if (dig(spec, 'os', 'name') === 'windows') return [];
  return violationsOf(spec, level).filter(({ at }) => !accesses.has(String(at.at(-1))));
}

/** Places of which `general/host-access` speaks. */
const accesses = new Set(['hostNetwork', 'hostPID', 'hostIPC', 'hostPath', 'privileged']);

function example(port: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {${enforced}: baseline}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  selector: {matchLabels: {app: jazz}}
  template:
    metadata: {labels: {app: jazz}}
    spec:
      containers: [{name: jazz, image: "registry.example.com/jazz:1.4.2", ports: [{${port}}]}]
`;
}
