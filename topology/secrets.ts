import { dig, items, text } from '../references/fields';
import type { Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import { nameOf, sorted } from './names';
import type { SecretSource } from './topology';

/** Where each Secret that External Secrets makes comes from, and which objects use it. */
export function secretsOf(index: ReferenceIndex): readonly SecretSource[] {
  return index.ofKind('external-secrets.io', 'ExternalSecret').flatMap((object) => {
    const { namespace = 'default' } = object.metadata;
    const secret = `${namespace}/${text(dig(object, 'spec', 'target', 'name')) ?? object.metadata.name}`;
    const users = usersOf(index, object);
    const single = items(dig(object, 'spec', 'data')).map((entry) => ({
      source: text(dig(entry, 'remoteRef', 'key')) ?? '?',
      key: text(dig(entry, 'secretKey')) ?? '?',
    }));
    const whole = items(dig(object, 'spec', 'dataFrom')).map((entry) => ({
      source: text(dig(entry, 'extract', 'key')) ?? 'a search',
      key: '*',
    }));
    return [...single, ...whole].map((entry): SecretSource => ({ ...entry, secret, users }));
  });
}

function usersOf(index: ReferenceIndex, external: Manifest): readonly string[] {
  return sorted(index.referrers(external).map(({ from }) => `${from.kind} ${nameOf(from)}`));
}
