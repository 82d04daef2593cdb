import { dig, fields, pointer, text } from '../fields';
import { objectId } from '../identity';
import type { Manifest } from '../manifest';
import { type ReferenceDraft, refer, toObject } from '../reference';

/** Names of the fields that point to a key of a Secret, in every provider: they end alike. */
const secretField = /SecretRef$|^secretRef$|^tokenSecretRef$/;

/**
 * What a store logs in with: the ServiceAccount whose role it assumes, or keys of a Secret. In a namespaced store both
 * are in its own namespace (the webhook refuses any other); in a ClusterSecretStore they are in the namespace that is written,
 * or else in that of each object that reads through it.
 *
 * @param homes the namespaces of what is named without one
 */
export function storeReferences(
  object: Manifest,
  homes: readonly (string | undefined)[],
): readonly ReferenceDraft[] {
  return walk(object, homes, dig(object, 'spec', 'provider'), ['spec', 'provider']);
}

function walk(
  object: Manifest,
  homes: readonly (string | undefined)[],
  value: unknown,
  at: readonly (string | number)[],
): readonly ReferenceDraft[] {
  return Object.entries(fields(value)).flatMap(([field, inner]) => {
    const path = [...at, field];
    const name = text(dig(inner, 'name'));
    if (name === undefined) return walk(object, homes, inner, path);
    if (field !== 'serviceAccountRef' && !secretField.test(field)) return walk(object, homes, inner, path);
    const written = object.metadata.namespace === undefined ? text(dig(inner, 'namespace')) : undefined;
    const namespaces = written === undefined ? homes : [written];
    return namespaces.map((namespace) =>
      field === 'serviceAccountRef'
        ? account(pointer(...path), namespace, name)
        : key(pointer(...path), namespace, name, text(dig(inner, 'key'))),
    );
  });
}

function account(path: string, namespace: string | undefined, name: string): ReferenceDraft {
  const target = toObject(objectId('', 'ServiceAccount', namespace, name));
  return refer(path, target, 'with', 'the store assumes the role of this ServiceAccount', {
    source: 'external-secrets providers/v1/aws/auth/auth.go',
  });
}

function key(path: string, namespace: string | undefined, name: string, part: string | undefined) {
  const id = objectId('', 'Secret', namespace, name);
  const target = toObject(id, part === undefined ? undefined : { type: 'key', name: part });
  return refer(path, target, 'with', 'the store logs in with it');
}
