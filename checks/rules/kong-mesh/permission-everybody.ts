import { pointer } from '../../../references/fields';
import { namedCallers } from '../../kong-mesh/permissions';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const permissionEverybody: ObjectRule = {
  id: 'kong-mesh/permission-everybody',
  severity: 'warning',
  title: 'a permission lets in everybody, or more callers than it names',
  why: 'A prefix that ends inside a name also matches every longer name, and one that ends at the trust domain matches the whole mesh.',
  source: kumaFile('pkg/plugins/policies/meshtrafficpermission/api/v1alpha1/meshtrafficpermission.go'),
  kinds: ['kuma.io/MeshTrafficPermission'],
  *checkObject(object) {
    for (const { at, list, type, value } of namedCallers(object)) {
      if (type !== 'Prefix' || list === 'deny') continue;
      const everybody = /^spiffe:\/\/[^/]*\/?(ns\/?)?$/.test(value);
      // The webhook takes no slash at the end, so the one end that no longer name shares is the whole segment `sa`.
      const namespace = /\/ns\/[^/]+$/.test(value);
      if (!everybody && (value.endsWith('/') || /\/ns\/[^/]+\/sa$/.test(value))) continue;
      yield {
        object,
        path: pointer(...at),
        message: everybody ? 'everybody in the mesh may call' : 'the prefix ends inside a name',
        found: value,
        expected: everybody ? 'the callers by name' : 'an Exact id, or a prefix that ends with /sa',
        mend: everybody
          ? 'name the callers: type: Exact, value: spiffe://<trust domain>/ns/<namespace>/sa/<service account>'
          : namespace
            ? `write ${value}/sa for all service accounts of the namespace`
            : 'write type: Exact',
      };
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default', 'ServiceAccount kong/kong-gateway'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshTrafficPermission
metadata: {name: jazz, namespace: prod}
spec:
  rules: [{default: {allow: [{spiffeID: {type: Prefix, value: spiffe://default.zone-1.mesh.local/ns/kong/sa/kong-gateway}}]}}]
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshTrafficPermission
metadata: {name: jazz, namespace: prod}
spec:
  rules: [{default: {allow: [{spiffeID: {type: Exact, value: spiffe://default.zone-1.mesh.local/ns/kong/sa/kong-gateway}}]}}]
`,
  },
};
