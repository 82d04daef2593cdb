import { dig, pointer } from '../../../references/fields';
import { jazzNode, meshedNamespace } from '../../app-mesh/example';
import { lostFields } from '../../app-mesh/lost-fields';
import { controllerFile } from '../../app-mesh/source';
import { templatesOf, workloadKinds } from '../../production/workloads';
import type { ObjectRule } from '../../rule';
import { shown } from '../../words';

const injector = 'appmesh.k8s.aws/sidecarInjectorWebhook';

export const lostField: ObjectRule = {
  id: 'app-mesh/lost-field',
  severity: 'error',
  title: 'a pod has a field that the injector takes out of it',
  why: 'The injector writes each pod of its namespaces anew as the Kubernetes of 2022 knew pods, also one that is to get no sidecar: a hook that sleeps is left empty and the pod refused, a sidecar among the init containers never lets the pod start, and what protects a container is gone without a word.',
  source: `${controllerFile('go.mod (k8s.io/api v0.26.2), webhooks/core/pod_mutator.go')}; Kubernetes API reference v1.35, Pod`,
  measured:
    'in a namespace of App Mesh controller 1.13.3 the API server refuses pods whose hook sleeps (must specify a handler type) or whose variable is of a file; restartPolicy of an init container, image volumes, trust bundles, AppArmor profiles, resources of the pod and all others here are gone from what it stores, of pods that are to get no sidecar as well.',
  kinds: workloadKinds,
  *checkObject(object, { index }) {
    const { name, namespace = 'default' } = object.metadata;
    if (index.namespaceLabels(namespace)[injector] !== 'enabled') return;
    for (const at of templatesOf(object)) {
      for (const field of lostFields(dig(object, ...at, 'spec'))) {
        yield {
          object,
          severity: field.effect.severity,
          path: pointer(...at, 'spec', ...field.at),
          message: `App Mesh's injector takes ${String(field.at.at(-1))} out of the pods of ${name}: ${field.effect.words}`,
          found: shown(field.value),
          expected: 'fields that Kubernetes 1.26 has, in a namespace of the injector',
          mend: 'write it in a way that Kubernetes 1.26 knows (a hook that sleeps: exec with the command sleep), or put the pods into a namespace that the injector does not look at',
        };
      }
    }
  },
  example: {
    given: ['app-mesh-controller'],
    fails: meshedNamespace() + jazzNode() + jazzPod('sleep: {seconds: 10}'),
    passes: meshedNamespace() + jazzNode() + jazzPod('exec: {command: [sleep, "10"]}'),
  },
};

function jazzPod(action: string): string {
  return `---
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {app: jazz}}
spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0", lifecycle: {preStop: {${action}}}}]}
`;
}
