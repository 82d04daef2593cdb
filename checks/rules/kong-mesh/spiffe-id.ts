import { dig, pointer, text } from '../../../references/fields';
import { meshOf } from '../../../references/kinds/kuma';
import { identitiesOf } from '../../kong-mesh/identity';
import { permissionExample, permissionGiven } from '../../kong-mesh/permission-example';
import { namedCallers } from '../../kong-mesh/permissions';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';
import { matches } from '../../schema/pattern';

/** Scheme, trust domain, and a path of segments without a slash at the end. Source: SPIFFE-ID, section 2. */
const spiffeId = /^spiffe:\/\/[a-z0-9._-]+((?:\/[A-Za-z0-9._-]+)+)$/;

/** The path of identities on Kubernetes where a MeshIdentity says none. */
const defaultPath = '/ns/{{ .Namespace }}/sa/{{ .ServiceAccount }}';

export const spiffeIdentity: ObjectRule = {
  id: 'kong-mesh/spiffe-id',
  severity: 'error',
  title: 'a permission names an identity that no workload of the mesh can have',
  why: 'An identity is compared whole: one that is written another way matches nobody, and every call ends with 403.',
  source: `SPIFFE-ID, section 2; ${kumaFile('pkg/core/resources/apis/meshidentity/api/v1alpha1/meshidentity.go')}`,
  kinds: ['kuma.io/MeshTrafficPermission'],
  *checkObject(object, { index }) {
    const identities = identitiesOf(index, meshOf(object));
    const paths = identities.map((each) => text(dig(each, 'spec', 'spiffeID', 'path')) ?? defaultPath);
    for (const { at, type, value } of namedCallers(object)) {
      if (type !== 'Exact') continue;
      const path = spiffeId.exec(value)?.[1];
      // What is no SPIFFE id at all is refused as such, by kong-mesh/setting-range.
      if (path === undefined || paths.length === 0 || paths.some((each) => matches(formOf(each), path)))
        continue;
      yield {
        object,
        path: pointer(...at),
        message: 'no identity of the mesh has a path like this one',
        found: value,
        expected: `spiffe://<trust domain>${paths.join(' or ')}`,
        mend: 'write the identity as the MeshIdentity gives it',
      };
    }
  },
  example: {
    given: permissionGiven,
    fails: permissionExample({ path: '/workload/{{ .Workload }}' }),
    passes: permissionExample(),
  },
};

/** What paths that a template makes look like, as an expression of RE2: the template may be anybody's. */
function formOf(template: string): string {
  const literals = template
    .split(/\{\{[^{}]*\}\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return `^${literals.join('[^/]+')}$`;
}
