import { dig, fields, pointer, text } from '../fields';
import { objectId } from '../identity';
import type { Manifest } from '../manifest';
import { type ReferenceDraft, refer, toObject } from '../reference';

/** Names of the fields that point to a key of a Secret, in every provider: they end alike. */
const secretField = /SecretRef$|^secretRef$|^tokenSecretRef$/;

/**
 * What a store logs in with: the ServiceAccount whose role it assumes, or keys of a Secret. In a namespaced store both
 * are in its own namespace (the webhook refuses any other).
 */
export function storeReferences(object: Manifest): readonly ReferenceDraft[] {
  return walk(object, dig(object, 'spec', 'provider'), ['spec', 'provider']);
}

function walk(object: Manifest, value: unknown, at: readonly (string | number)[]): readonly ReferenceDraft[] {
  return Object.entries(fields(value)).flatMap(([field, inner]) => {
    const path = [...at, field];
    const name = text(dig(inner, 'name'));
    if (name === undefined) return walk(object, inner, path);
    const namespace = object.metadata.namespace ?? text(dig(inner, 'namespace'));
    if (field === 'serviceAccountRef') {
      const target = toObject(objectId('', 'ServiceAccount', namespace, name));
      return [
        refer(pointer(...path), target, 'with', 'the store assumes the role of this ServiceAccount', {
          source: 'external-secrets providers/v1/aws/auth/auth.go',
        }),
      ];
    }
    if (!secretField.test(field)) return walk(object, inner, path);
    const key = text(dig(inner, 'key'));
    const part = key === undefined ? undefined : ({ type: 'key', name: key } as const);
    const target = toObject(objectId('', 'Secret', namespace, name), part);
    return [refer(pointer(...path), target, 'with', 'the store logs in with it')];
  });
}
