import type { Manifest } from '../references/manifest';
import { credentialsInObject, type PlacedCredential } from './in-object';

const known = new WeakMap<Manifest, readonly PlacedCredential[]>();

/**
 * The credentials in a Kubernetes object, looked for once. Left out is what a Secret holds, which is judged as a whole; what is
 * encrypted (SealedSecret, SOPS); and the schemas of a CustomResourceDefinition.
 */
export function credentialsOfObject(object: Manifest): readonly PlacedCredential[] {
  let found = known.get(object);
  if (found === undefined) {
    found = credentialsInObject(object, skipped(object.kind));
    known.set(object, found);
  }
  return found;
}

/** What a Secret holds: every text is to be hidden, whatever it looks like. */
export function contentOfSecret(object: Manifest): readonly string[] {
  if (object.kind !== 'Secret' || object.apiVersion !== 'v1') return [];
  return ['data', 'stringData'].flatMap((field) => {
    const content: unknown = object[field];
    if (typeof content !== 'object' || content === null) return [];
    return Object.values(content).flatMap((value: unknown) => {
      if (typeof value !== 'string') return [];
      return field === 'data' ? [value, Buffer.from(value, 'base64').toString('utf8')] : [value];
    });
  });
}

type At = readonly (string | number)[];

function skipped(kind: string): (at: At) => boolean {
  const isSecret = kind === 'Secret';
  const isDefinition = kind === 'CustomResourceDefinition';
  const isSealed = kind === 'SealedSecret';
  return (at) => {
    if (at.length > 2) return false;
    const [first, second] = at;
    if (at.length === 1)
      return (
        first === 'sops' ||
        (isSecret && (first === 'data' || first === 'stringData')) ||
        (isDefinition && first === 'spec')
      );
    return isSealed && first === 'spec' && second === 'encryptedData';
  };
}
