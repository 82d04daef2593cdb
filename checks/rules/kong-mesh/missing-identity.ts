import { dig, items } from '../../../references/fields';
import { kumaGroup, meshOf } from '../../../references/kinds/kuma';
import { controlPlanes, federatedZone } from '../../kong-mesh/control-plane';
import { identitiesOf } from '../../kong-mesh/identity';
import { permissionExample, permissionGiven } from '../../kong-mesh/permission-example';
import { nextVersion } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const missingIdentity: ObjectRule = {
  id: 'kong-mesh/missing-identity',
  severity: 'error',
  title: 'a permission names identities, and nothing gives the workloads of its mesh one',
  why: 'Without a MeshIdentity calls are in plain text, and the permission is passed over: everybody may call.',
  source: nextVersion,
  kinds: ['kuma.io/MeshTrafficPermission'],
  *checkObject(object, { given, index }) {
    const mesh = meshOf(object);
    // Somebody else's control plane may have an identity that is not in this set.
    if (controlPlanes(index).length === 0 || given.some((entry) => entry.startsWith('MeshIdentity '))) return;
    if (items(dig(object, 'spec', 'rules')).length === 0 || identitiesOf(index, mesh).length > 0) return;
    const federated = federatedZone(index) !== undefined;
    const mtls = index.ofKind(kumaGroup, 'Mesh').some((each) => dig(each, 'spec', 'mtls') !== undefined);
    if (mtls) return;
    yield {
      object,
      path: '/spec/rules',
      message: `no MeshIdentity gives the workloads of mesh ${mesh} an identity`,
      found: 'permissions by identity, and no MeshIdentity',
      expected: 'a MeshIdentity of this mesh that selects the callers and the called',
      mend: federated
        ? 'add a MeshIdentity, or declare the one of the global control plane as given: MeshIdentity <name>'
        : 'add a MeshIdentity',
    };
  },
  example: {
    given: permissionGiven,
    fails: permissionExample({ identity: false }),
    passes: permissionExample(),
  },
};
