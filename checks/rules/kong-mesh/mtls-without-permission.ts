import { dig, text } from '../../../references/fields';
import { kumaGroup, meshOf } from '../../../references/kinds/kuma';
import { isInKongMesh } from '../../../references/kinds/kuma-pods';
import { meshOfPod } from '../../kong-mesh/identity';
import { kumaFile } from '../../kong-mesh/source';
import { podsOf } from '../../pods';
import type { SetRule } from '../../rule';

const permissionKinds = ['MeshTrafficPermission', 'TrafficPermission'];

export const mtlsWithoutPermission: SetRule = {
  id: 'kong-mesh/mtls-without-permission',
  severity: 'warning',
  title: 'a Mesh has mutual TLS switched on, and no permission lets any call through',
  why: 'With spec.mtls everything is denied unless a permission allows it: each call between the workloads ends with 403, or a reset.',
  source: kumaFile('pkg/plugins/policies/meshtrafficpermission/plugin/v1alpha1/plugin.go'),
  *checkSet({ index, given }) {
    if (given.some((entry) => permissionKinds.some((kind) => entry.startsWith(`${kind} `)))) return;
    for (const mesh of index.ofKind(kumaGroup, 'Mesh')) {
      const backend = text(dig(mesh, 'spec', 'mtls', 'enabledBackend'));
      if (backend === undefined) continue;
      const { name } = mesh.metadata;
      const permissions = permissionKinds.flatMap((kind) => index.ofKind(kumaGroup, kind));
      if (permissions.some((each) => meshOf(each) === name || dig(each, 'mesh') === name)) continue;
      const workloads = podsOf(index).some(
        (pod) => isInKongMesh(pod, index) && meshOfPod(pod, index) === name,
      );
      yield {
        object: mesh,
        path: '/spec/mtls/enabledBackend',
        message: `mutual TLS is on in mesh ${name}, and nothing permits a call`,
        found: `enabledBackend: ${backend}, and no MeshTrafficPermission of the mesh`,
        expected: 'a MeshTrafficPermission for each service that is called',
        mend: 'add permissions for the callers of each service, or switch mutual TLS on later',
        absent: { id: { group: kumaGroup, kind: 'MeshTrafficPermission' }, kin: workloads },
      };
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod'],
    fails: example(''),
    passes: example(`---
apiVersion: kuma.io/v1alpha1
kind: MeshTrafficPermission
metadata: {name: jazz, namespace: prod, labels: {kuma.io/mesh: default}}
spec: {from: [{targetRef: {kind: Mesh}, default: {action: Allow}}]}
`),
  },
};

function example(permission: string): string {
  return `
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: default}
spec: {meshServices: {mode: Exclusive}, mtls: {enabledBackend: ca-1, backends: [{name: ca-1, type: builtin}]}}
${permission}`;
}
