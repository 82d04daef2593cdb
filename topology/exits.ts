import { dig, items, text } from '../references/fields';
import { idOf } from '../references/identity';
import type { ReferenceIndex } from '../references/reference-index';
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
  return [...passes, ...open];
}
