import { danglingDraft, danglingReferences, fromGroup, targetId } from '../../dangling';
import type { SetRule } from '../../rule';

/** Groups whose references these rules judge; those of Kong, of the meshes and of delivery have families of their own. */
const groups = new Set([
  '',
  'apps',
  'batch',
  'autoscaling',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
]);

export const danglingReference: SetRule = {
  id: 'general/dangling-reference',
  severity: 'error',
  title: 'an object of the core kinds names another that nothing brings',
  why: 'The API server takes it, and the pod, Service or Ingress then waits for ever or answers nobody.',
  source: 'Kubernetes API reference v1.35',
  measured:
    'the controller of EndpointSlices of Kubernetes v1.35.4, asked as a library, gives the Service of the failing example no address, and that of the passing one the pod at port 9080.',
  *checkSet(context) {
    for (const dangling of danglingReferences(context, (each) => groups.has(fromGroup(each)))) {
      const { type } = dangling.target;
      const id = targetId(dangling);
      const own =
        type === 'pods' ||
        (id !== undefined && !['Namespace', 'Secret'].includes(id.kind) && coreTarget(id.group));
      if (own) yield danglingDraft(context, dangling);
    }
  },
  example: {
    given: ['Namespace prod'],
    fails: `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec: {selector: {app: jaz}, ports: [{port: 9080, targetPort: 9080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  selector: {matchLabels: {app: jazz}}
  template:
    metadata: {labels: {app: jazz}}
    spec: {containers: [{name: jazz, image: "jazz:v1", ports: [{containerPort: 9080}]}]}
`,
    passes: `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec: {selector: {app: jazz}, ports: [{port: 9080, targetPort: 9080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  selector: {matchLabels: {app: jazz}}
  template:
    metadata: {labels: {app: jazz}}
    spec: {containers: [{name: jazz, image: "jazz:v1", ports: [{containerPort: 9080}]}]}
`,
  },
};

function coreTarget(group: string): boolean {
  return groups.has(group);
}
