import { dig, text } from '../references/fields';
import { nameOf } from './account';
import type { Context } from './context';

/** Canaries of Flagger that shift the weights of a virtual router, which is no more: nobody shifts those of a MeshHTTPRoute. */
export function tellCanaries({ world, losses }: Context): void {
  for (const document of world.all('flagger.app/Canary')) {
    const provider = text(dig(document.manifest, 'spec', 'provider'));
    if (provider !== undefined && !provider.startsWith('appmesh')) continue;
    const field = provider === undefined ? '/spec' : '/spec/provider';
    losses.push({
      kind: 'Canary',
      object: nameOf(document),
      field,
      file: document.file,
      line: document.lineOf(field),
      verdict: 'lost',
      reason:
        'Flagger shifts weights of App Mesh here, and knows Kuma’s TrafficRoute alone, which a mesh of MeshServices does not have: let it finish, and keep its last weights in the MeshHTTPRoute',
      upstream: 'fluxcd/flagger pkg/router/kuma.go',
    });
  }
}
