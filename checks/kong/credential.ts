import { items, pointer, text } from '../../references/fields';
import { objectId } from '../../references/identity';
import { kongGroup } from '../../references/kinds/kong-annotations';
import type { Manifest } from '../../references/manifest';
import type { Provision } from '../../references/provision';
import type { ReferenceIndex } from '../../references/reference-index';
import { perIndex } from '../per-index';
import { deepest } from '../place';

export const credentialLabel = 'konghq.com/credential';

interface CredentialType {
  /** Keys that the Secret needs, each with those that do as well. */
  readonly keys: readonly (readonly string[])[];
  /** The key whose value no other credential of the type may have. */
  readonly unique?: string;
}

/** Types of credentials (Kong/kubernetes-ingress-controller v3.5.13 internal/admission/validation/consumers/credentials). */
export const credentialTypes: Readonly<Record<string, CredentialType>> = {
  acl: { keys: [['group']] },
  'basic-auth': { keys: [['username'], ['password']], unique: 'username' },
  'hmac-auth': { keys: [['username'], ['secret']], unique: 'username' },
  jwt: { keys: [['algorithm'], ['key'], ['secret', 'rsa_public_key']], unique: 'key' },
  'key-auth': { keys: [['key']], unique: 'key' },
  'mtls-auth': { keys: [['subject_name']] },
  oauth2: { keys: [['name'], ['client_id'], ['client_secret'], ['redirect_uris']], unique: 'client_id' },
};

/** A credential that a consumer names. */
export interface NamedCredential {
  readonly consumer: Manifest;
  readonly path: string;
  readonly name: string;
  /** Whatever brings its Secret; undefined when nothing does. */
  readonly secret: Provision | undefined;
}

/** The credentials of a consumer, in order. */
export function credentialsOf(consumer: Manifest, index: ReferenceIndex): readonly NamedCredential[] {
  return items(consumer.credentials).flatMap((entry, position) => {
    const name = text(entry);
    if (name === undefined) return [];
    const secret = index.provisions(objectId('', 'Secret', consumer.metadata.namespace, name))[0];
    return [{ consumer, path: pointer('credentials', position), name, secret }];
  });
}

/** Every credential that a consumer of the set names. */
export const namedCredentials = perIndex((index) =>
  index.ofKind(kongGroup, 'KongConsumer').flatMap((consumer) => credentialsOf(consumer, index)),
);

/** Secrets that consumers name, by whatever object of the set brings them. */
export const credentialSecrets = perIndex((index): ReadonlyMap<Manifest, readonly NamedCredential[]> => {
  const found = new Map<Manifest, NamedCredential[]>();
  for (const credential of namedCredentials(index)) {
    const by = credential.secret?.by;
    if (by === undefined) continue;
    const list = found.get(by) ?? [];
    found.set(by, list);
    list.push(credential);
  }
  return found;
});

/** Where the labels of the Secret stand, or would, in the object that brings it. */
export function labelPlace(by: Manifest): string {
  if (by.kind === 'ExternalSecret') {
    return deepest(by, 'spec', 'target', 'template', 'metadata', 'labels', credentialLabel);
  }
  return by.kind === 'Secret' ? deepest(by, 'metadata', 'labels', credentialLabel) : '';
}
