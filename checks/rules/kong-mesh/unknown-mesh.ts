import { kumaGroup } from '../../../references/kinds/kuma';
import { danglingDraft, danglingReferences, fromGroup, targetId } from '../../dangling';
import { kumaFile } from '../../kong-mesh/source';
import type { SetRule } from '../../rule';

export const unknownMesh: SetRule = {
  id: 'kong-mesh/unknown-mesh',
  severity: 'error',
  title: 'an object or a pod belongs to a Mesh that does not exist',
  why: 'The webhook refuses the object, and the injector the pod: both look the Mesh up by the label kuma.io/mesh, or take default.',
  source: kumaFile('pkg/plugins/runtime/k8s/webhooks/owner_reference_mutator.go, injector/precheck.go'),
  measured:
    'kuma-cp 2.14.3, registered as its chart registers it, refuses the MeshTimeout of the failing example and a pod of that mesh (Mesh.kuma.io "djapp" not found), and takes the passing one.',
  *checkSet(context) {
    const isMesh = (group: string | undefined, kind: string | undefined) =>
      group === kumaGroup && kind === 'Mesh';
    for (const dangling of danglingReferences(context, () => true)) {
      const id = targetId(dangling);
      if (!isMesh(id?.group, id?.kind)) continue;
      const draft = danglingDraft(context, dangling);
      const mend = `set the label kuma.io/mesh to a Mesh that is there${draft.nearest === undefined ? '' : `: ${draft.nearest}`}`;
      yield fromGroup(dangling) === kumaGroup ? { ...draft, mend } : draft;
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: dj-app}
spec: {meshServices: {mode: Exclusive}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: all, namespace: prod, labels: {kuma.io/mesh: djapp}}
spec: {to: [{targetRef: {kind: Mesh}, default: {idleTimeout: 60s}}]}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: dj-app}
spec: {meshServices: {mode: Exclusive}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: all, namespace: prod, labels: {kuma.io/mesh: dj-app}}
spec: {to: [{targetRef: {kind: Mesh}, default: {idleTimeout: 60s}}]}
`,
  },
};
