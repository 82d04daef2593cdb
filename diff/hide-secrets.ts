import type { ObjectId } from '../references/identity';
import type { FieldChange } from './change';

/** What stands in a report where a secret would. */
const hidden = '(hidden)';

const secretField =
  /(^|[_.-])(password|passwd|passphrase|secret|token|private_?key|client_?secret|api_?key|license)$/i;

/**
 * The changes of an object's fields without what a Secret holds, and without what the settings of plugins and charts call a
 * secret; such a place is one change, whatever it holds.
 */
export function hideSecrets(id: ObjectId, changes: readonly FieldChange[]): readonly FieldChange[] {
  const seen = new Set<string>();
  return changes.flatMap((change): FieldChange[] => {
    const depth = secretDepth(id, change.path);
    if (depth === undefined) {
      const { path, kind, before, after } = change;
      return [
        {
          path,
          kind,
          ...(before === undefined ? {} : { before: withoutSecrets(id, path, before) }),
          ...(after === undefined ? {} : { after: withoutSecrets(id, path, after) }),
        },
      ];
    }
    const path = change.path.slice(0, depth);
    const key = JSON.stringify(path);
    if (seen.has(key)) return [];
    seen.add(key);
    if (depth < change.path.length) return [{ path, kind: 'changed', before: hidden, after: hidden }];
    return [
      {
        path,
        kind: change.kind,
        ...(change.before === undefined ? {} : { before: hidden }),
        ...(change.after === undefined ? {} : { after: hidden }),
      },
    ];
  });
}

/** A value at a path of an object, without its secrets. */
export function withoutSecrets(id: ObjectId, path: readonly string[], value: unknown): unknown {
  if (secretDepth(id, path) !== undefined) return hidden;
  if (Array.isArray(value)) return value.map((each) => withoutSecrets(id, path, each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withoutSecrets(id, [...path, key], each)]),
  );
}

/** How many parts of a path lead to the secret that it is in; undefined for a path into none. */
function secretDepth(id: ObjectId, path: readonly string[]): number | undefined {
  if (id.group === '' && id.kind === 'Secret') {
    return ['data', 'stringData'].includes(path[0] ?? '') && path.length > 1 ? 2 : undefined;
  }
  const settings =
    path[0] === 'config' ? 0 : path.findIndex((part) => part === 'values' || part === 'valuesObject');
  if (settings < 0) return undefined;
  const found = path.findIndex((part, index) => index > settings && secretField.test(part));
  return found < 0 ? undefined : found + 1;
}
