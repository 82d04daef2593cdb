import { refusalsOf } from '../../../pod-spec/definitions';
import { podRefusals, type Workload } from '../../../pod-spec/pod';
import { below, type Refusal } from '../../../pod-spec/refusal';
import { numbersOf } from '../../../pod-spec/workload';
import { dig, items, pointer, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { ObjectRule } from '../../rule';

const running = { path: ['spec', 'template', 'spec'], workload: 'running' } as const;
const ending = { path: ['spec', 'template', 'spec'], workload: 'Job' } as const;
const kinds: Readonly<Record<string, { readonly path: readonly string[]; readonly workload: Workload }>> = {
  '/Pod': { path: ['spec'], workload: 'Pod' },
  'apps/Deployment': running,
  'apps/ReplicaSet': running,
  'apps/StatefulSet': running,
  'apps/DaemonSet': running,
  'batch/Job': ending,
  'batch/CronJob': { path: ['spec', 'jobTemplate', 'spec', 'template', 'spec'], workload: 'Job' },
};

export const refusedPod: ObjectRule = {
  id: 'general/refused-pod',
  severity: 'error',
  title:
    'the API server refuses a pod whose structure is right: a probe without a handler, a port named twice, a mount of no volume and the like',
  why: 'The schema that Kubernetes publishes does not say it; the object is refused when it is applied, and so is all that comes with it.',
  source: 'kubernetes v1.35.4 pkg/apis/core/validation/validation.go, pkg/apis/apps/validation/validation.go',
  kinds: Object.keys(kinds),
  *checkObject(object) {
    for (const { at, ...rest } of refusals(object)) yield { object, path: pointer(...at), ...rest };
  },
  example: {
    given: ['Namespace prod'],
    fails: example('periodSeconds: 5'),
    passes: example('periodSeconds: 5, tcpSocket: {port: 9080}'),
  },
};

function refusals(object: Manifest): readonly Refusal[] {
  const { apiVersion, kind } = object;
  const known = kinds[`${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}/${kind}`];
  if (known === undefined) return [];
  const { path, workload } = known;
  const pod = below(path, podRefusals(dig(object, ...path), workload, claimsOf(object)));
  if (kind === 'Pod') return pod;
  const strategy =
    kind === 'Deployment' ? refusalsOf('DeploymentStrategy', dig(object, 'spec', 'strategy')) : [];
  return [...pod, ...below(['spec'], numbersOf(object.spec)), ...below(['spec', 'strategy'], strategy)];
}

function example(probe: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  selector: {matchLabels: {app: jazz}}
  template:
    metadata: {labels: {app: jazz}}
    spec:
      containers:
        - name: jazz
          image: "registry.example/jazz:1.0"
          ports: [{containerPort: 9080}]
          readinessProbe: {${probe}}
`;
}

function claimsOf(object: Manifest): readonly string[] {
  return items(dig(object, 'spec', 'volumeClaimTemplates')).flatMap(
    (claim) => text(dig(claim, 'metadata', 'name')) ?? [],
  );
}
