import { objectId } from '../../../references/identity';
import { kumaGroup } from '../../../references/kinds/kuma';
import { isInKongMesh } from '../../../references/kinds/kuma-pods';
import { kumaFile } from '../../kong-mesh/source';
import { podsOf } from '../../pods';
import type { SetRule } from '../../rule';

const label = 'kuma.io/sidecar-injection';
/** What runs the cluster has no place in the mesh. */
const system =
  /^(?:kube-.*|.*-system|argocd|cert-manager|external-secrets|monitoring|observability|flux-.*)$/;

export const outsideMesh: SetRule = {
  id: 'production/outside-mesh',
  severity: 'warning',
  profile: 'production',
  title: 'workloads lie in a namespace that the mesh leaves out, beside others that are in it',
  why: 'Their calls are in plain text and nobody permits them; with mutual TLS those that they call refuse them.',
  source: kumaFile('pkg/plugins/runtime/k8s/webhooks/injector'),
  measured:
    'kuma-cp 2.14.3, registered as its chart registers it, gives a pod of the failing example no sidecar, and one of the passing example kuma-init and kuma-sidecar.',
  *checkSet({ index }) {
    const meshed = podsOf(index).filter((pod) => isInKongMesh(pod, index));
    if (meshed.length === 0 && index.ofKind(kumaGroup, 'Mesh').length === 0) return;
    const said = new Set<string>();
    for (const pod of podsOf(index)) {
      const { namespace } = pod;
      if (said.has(namespace) || system.test(namespace) || pod.by.kind === 'Job' || pod.by.kind === 'CronJob')
        continue;
      const own = index.get(objectId('', 'Namespace', undefined, namespace));
      // One that says `disabled` is meant.
      if (own === undefined || own.metadata.labels?.[label] !== undefined) continue;
      said.add(namespace);
      yield {
        object: own,
        path: '/metadata',
        message: `the workloads of namespace ${namespace} get no proxy`,
        found: `no label ${label}`,
        expected: `${label}: enabled, or disabled where that is meant`,
        mend: `label the namespace ${label}: enabled`,
      };
    }
  },
  example: {
    given: ['kong-mesh'],
    fails: example(''),
    passes: example(', labels: {kuma.io/sidecar-injection: enabled}'),
  },
};

function example(more: string): string {
  return `
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: default}
spec: {meshServices: {mode: Exclusive}}
---
apiVersion: v1
kind: Namespace
metadata: {name: prod${more}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  selector: {matchLabels: {app: jazz}}
  template:
    metadata: {labels: {app: jazz}}
    spec: {containers: [{name: jazz, image: "jazz:v1"}]}
`;
}
