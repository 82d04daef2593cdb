import { valueWithoutCredentials, withoutCredentials } from '../credentials/shown';
import { credentialTexts } from '../credentials/texts-of-object';
import { dig } from '../references/fields';
import { idOf, keyOf } from '../references/identity';
import { groupOf, type Manifest } from '../references/manifest';
import { schemaFor } from '../references/schemas';
import type { FieldChange, ObjectChange, PatchOperation } from './change';
import { compareValues } from './compare-values';
import { hideSecrets } from './hide-secrets';

/** Compares two sets of objects; changes in the order of the new set, then of what is gone. */
export function compareObjects(
  before: readonly Manifest[],
  after: readonly Manifest[],
): readonly ObjectChange[] {
  const old = byId(before);
  const changes: ObjectChange[] = [];
  const seen = new Set<string>();
  for (const object of after) {
    const key = keyOf(idOf(object));
    if (seen.has(key)) continue;
    seen.add(key);
    const was = old.get(key);
    if (was === undefined) changes.push({ kind: 'added', id: idOf(object), after: object, fields: [] });
    else {
      const { fields } = compareValues(
        readable(was),
        readable(object),
        schemaFor(object.apiVersion, object.kind),
      );
      if (fields.length > 0) {
        const id = idOf(object);
        changes.push({
          kind: 'changed',
          id,
          before: was,
          after: object,
          fields: discreet(hideSecrets(id, fields), was, object),
        });
      }
    }
  }
  for (const [key, object] of old) {
    if (!seen.has(key)) changes.push({ kind: 'removed', id: idOf(object), before: object, fields: [] });
  }
  return changes;
}

/** The changes without what neither version would be written with: a credential in any field, whatever the field is called. */
function discreet(
  changes: readonly FieldChange[],
  before: Manifest,
  after: Manifest,
): readonly FieldChange[] {
  const known = [...credentialTexts(before), ...credentialTexts(after)];
  return changes.map(({ path, kind, before, after }) => ({
    path: path.map((part) => withoutCredentials(part, known)),
    kind,
    ...(before === undefined ? {} : { before: valueWithoutCredentials(before, known) }),
    ...(after === undefined ? {} : { after: valueWithoutCredentials(after, known) }),
  }));
}

/** By identity, the first of duplicates, in order. */
function byId(objects: readonly Manifest[]): ReadonlyMap<string, Manifest> {
  const map = new Map<string, Manifest>();
  for (const object of objects) {
    const key = keyOf(idOf(object));
    if (!map.has(key)) map.set(key, object);
  }
  return map;
}

/** An object whose policy documents, which ACK takes as JSON texts, can be compared statement by statement. */
export function readable(object: Manifest): Manifest {
  if (groupOf(object.apiVersion) !== 'iam.services.k8s.aws') return object;
  const { spec } = object;
  if (typeof spec !== 'object' || spec === null) return object;
  const inline = dig(spec, 'inlinePolicies');
  return {
    ...object,
    spec: {
      ...spec,
      ...parsedFields(spec, ['assumeRolePolicyDocument', 'policyDocument']),
      ...(typeof inline === 'object' && inline !== null
        ? { inlinePolicies: { ...inline, ...parsedFields(inline, Object.keys(inline)) } }
        : {}),
    },
  };
}

function parsedFields(map: object, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = dig(map, name);
      return typeof text === 'string' ? [[name, parsed(text)]] : [];
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A JSON Patch (RFC 6902) that makes a changed object into what it is now, byte for byte as it is written. */
export function patchOf({ before, after }: ObjectChange): readonly PatchOperation[] {
  if (before === undefined || after === undefined) return [];
  return compareValues(before, after, schemaFor(after.apiVersion, after.kind)).patch;
}
