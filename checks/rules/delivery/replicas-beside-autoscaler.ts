import { dig, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { groupOf } from '../../../references/manifest';
import type { ObjectRule } from '../../rule';

export const replicasBesideAutoscaler: ObjectRule = {
  id: 'delivery/replicas-beside-autoscaler',
  severity: 'warning',
  title: 'a workload says how many replicas it has, and an autoscaler does as well',
  why: 'Each sync sets the number back, and the autoscaler sets it again: at every change of anything, pods that carry load are taken away.',
  source:
    'Kubernetes documentation, HorizontalPodAutoscaler, migrating; Argo CD v3.5.1 docs/user-guide/best_practices.md',
  measured:
    'kube-apiserver v1.35.4 is told by the scale of the Deployment that it has 5 replicas: after the next server-side apply of the failing example it has 1, and of the passing one 5.',
  kinds: ['autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject'],
  *checkObject(object, { index }) {
    const target = dig(object, 'spec', 'scaleTargetRef');
    const name = text(dig(target, 'name'));
    if (name === undefined) return;
    const kind = text(dig(target, 'kind')) ?? 'Deployment';
    const group = groupOf(text(dig(target, 'apiVersion')) ?? 'apps/v1');
    const workload = index.get(objectId(group, kind, object.metadata.namespace, name));
    const replicas = dig(workload, 'spec', 'replicas');
    if (workload === undefined || typeof replicas !== 'number' || replicas === 0) return;
    yield {
      object: workload,
      path: '/spec/replicas',
      message: `${object.kind} ${object.metadata.name} scales ${name}, whose replicas are written down as well`,
      found: String(replicas),
      expected: 'no spec.replicas where an autoscaler decides',
      mend: 'remove spec.replicas',
    };
  },
  example: { given: ['Namespace prod'], fails: example('replicas: 1\n  '), passes: example('') },
};

function example(replicas: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  ${replicas}selector: {matchLabels: {app: jazz}}
  template:
    metadata: {labels: {app: jazz}}
    spec: {containers: [{name: jazz, image: "jazz:v1"}]}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: jazz, namespace: prod}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: jazz}
  maxReplicas: 5
`;
}
