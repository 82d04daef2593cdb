import { dig, items, pointer } from '../../../references/fields';
import { kumaGroup, meshOf } from '../../../references/kinds/kuma';
import { nearest } from '../../../references/nearest';
import { danglingDraft } from '../../dangling';
import { trustDomains } from '../../kong-mesh/identity';
import { namedCallers } from '../../kong-mesh/permissions';
import { kumaFile } from '../../kong-mesh/source';
import { present } from '../../one-of';
import type { CheckContext, SetRule } from '../../rule';
import { either } from '../../words';

export const permissionNobody: SetRule = {
  id: 'kong-mesh/permission-nobody',
  severity: 'error',
  title: 'a permission names a caller that cannot be, or nobody at all',
  why: 'An id of another trust domain or of a ServiceAccount that does not exist never calls; those who were meant are denied.',
  source: kumaFile('pkg/plugins/policies/meshtrafficpermission/api/v1alpha1/validator.go'),
  *checkSet(context: CheckContext) {
    const { index } = context;
    for (const object of index.ofKind(kumaGroup, 'MeshTrafficPermission')) {
      for (const [i, rule] of items(dig(object, 'spec', 'rules')).entries()) {
        const set = present(dig(rule, 'default'), ['allow', 'deny', 'allowWithShadowDeny']);
        if (set.some((list) => items(dig(rule, 'default', list)).length > 0)) continue;
        yield {
          object,
          path: pointer('spec', 'rules', i),
          message: `rule ${i + 1} names nobody`,
          found: 'neither allow nor deny nor allowWithShadowDeny',
          expected: 'at least one caller in allow, deny or allowWithShadowDeny',
          mend: 'add allow: [{spiffeID: {type: Exact, value: spiffe://...}}]',
        };
      }
      const domains = trustDomains(index, meshOf(object)) ?? [];
      for (const { at, value } of namedCallers(object)) {
        const domain = /^spiffe:\/\/([^/]+)\//.exec(value)?.[1];
        if (domain === undefined || domains.length === 0 || domains.includes(domain)) continue;
        const close = nearest(domain, domains);
        yield {
          object,
          path: pointer(...at),
          message: `no MeshIdentity of the mesh gives identities of the trust domain ${domain}`,
          found: value,
          expected: `spiffe://${either(domains)}/...`,
          mend: `write the trust domain of the MeshIdentity: ${either(domains)}`,
          ...(close === undefined ? {} : { nearest: value.replace(domain, close) }),
        };
      }
      for (const reference of index.references(object)) {
        if (!reference.path.endsWith('/spiffeID/value') || reference.resolution.found) continue;
        yield danglingDraft(context, reference);
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default', 'Namespace kong'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshTrafficPermission
metadata: {name: jazz, namespace: prod}
spec:
  rules: [{default: {allow: [{spiffeID: {type: Exact, value: spiffe://default.zone-1.mesh.local/ns/kong/sa/kong-gatway}}]}}]
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: kong-gateway, namespace: kong}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshTrafficPermission
metadata: {name: jazz, namespace: prod}
spec:
  rules: [{default: {allow: [{spiffeID: {type: Exact, value: spiffe://default.zone-1.mesh.local/ns/kong/sa/kong-gateway}}]}}]
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: kong-gateway, namespace: kong}
`,
  },
};
