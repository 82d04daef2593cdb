import { dig, items, text } from '../references/fields';
import { idOf } from '../references/identity';
import type { ReferenceIndex } from '../references/reference-index';
import { workloadOf } from './calls';
import { nameOf } from './names';
import type { Exit } from './topology';

/** The ways out of the mesh: hosts that Kuma lets pods pass to, and hosts that App Mesh knows as services. */
export function exitsOf(index: ReferenceIndex): readonly Exit[] {
  const passes = index.ofKind('kuma.io', 'MeshPassthrough').flatMap((policy) => {
    const mode = text(dig(policy, 'spec', 'default', 'passthroughMode'));
    if (mode === 'All') return [{ from: nameOf(policy), to: 'everywhere' }];
    return items(dig(policy, 'spec', 'default', 'appendMatch')).flatMap((match): Exit[] => {
      const host = text(dig(match, 'value'));
      const port = dig(match, 'port');
      return host === undefined
        ? []
        : [{ from: nameOf(policy), to: port === undefined ? host : `${host}:${port}` }];
    });
  });
  const open = index
    .ofKind('appmesh.k8s.aws', 'Mesh')
    .filter((mesh) => dig(mesh, 'spec', 'egressFilter', 'type') === 'ALLOW_ALL')
    .map((mesh): Exit => ({ from: `mesh ${idOf(mesh).name}`, to: 'everywhere' }));
  return [...passes, ...throughEgress(index), ...open];
}

/** Hosts that the egress of the zone leads to, by the callers whom a permission names for them. */
function throughEgress(index: ReferenceIndex): readonly Exit[] {
  const allowed = index
    .ofKind('kuma.io', 'MeshTrafficPermission')
    .flatMap((permission) => items(dig(permission, 'spec', 'rules')))
    .flatMap((rule) => items(dig(rule, 'default', 'allow')));
  return index.ofKind('kuma.io', 'MeshExternalService').flatMap((service) => {
    const { namespace, name } = service.metadata;
    const ending = `.${namespace}.${name}.${dig(service, 'spec', 'match', 'port')}`;
    const callers = allowed
      .filter((entry) => text(dig(entry, 'sni', 'value'))?.endsWith(ending))
      .flatMap((entry) => text(dig(entry, 'spiffeID', 'value')) ?? []);
    const hosts = items(dig(service, 'spec', 'endpoints')).flatMap((endpoint) => {
      const address = text(dig(endpoint, 'address'));
      return address === undefined ? [] : [`${address}:${dig(endpoint, 'port')}`];
    });
    return callers.flatMap((caller) => hosts.map((to) => ({ from: workloadOf(caller), to })));
  });
}
