import { describeId, type ObjectId } from '../references/identity';
import { nearest } from '../references/nearest';
import type { ReferenceIndex } from '../references/reference-index';
import { push } from '../references/selector-postings';
import { perIndex } from './per-index';

const byKind = perIndex((index): ReadonlyMap<string, readonly string[]> => {
  const names = new Map<string, string[]>();
  for (const [first] of index.allProvisions()) {
    if (first === undefined || first.id.name === '*') continue;
    const { group, kind, namespace, name } = first.id;
    push(names, `${group}/${kind}/${namespace ?? ''}`, name);
  }
  return names;
});

/** The first object of each kind and name, whatever its namespace. */
const byName = perIndex((index): ReadonlyMap<string, ObjectId> => {
  const ids = new Map<string, ObjectId>();
  for (const [first] of index.allProvisions()) {
    if (first === undefined) continue;
    const key = `${first.id.group}/${first.id.kind}/${first.id.name}`;
    if (!ids.has(key)) ids.set(key, first.id);
  }
  return ids;
});

/** Names of the objects of a kind that will exist in a namespace, for finding the one that was meant. */
export function existingNames(
  index: ReferenceIndex,
  group: string,
  kind: string,
  namespace: string | undefined,
): readonly string[] {
  return byKind(index).get(`${group}/${kind}/${namespace ?? ''}`) ?? [];
}

/** So many names are compared for one set: twenty thousand misspelt names among as many take minutes otherwise. */
const MOST_COMPARISONS = 100_000;

const answers = perIndex(() => ({ known: new Map<string, string | undefined>(), left: MOST_COMPARISONS }));

/**
 * The name of an object of the same kind and namespace that is spelled most like one that is missing. Each name is looked
 * for once, and only so many in a set: help costs time that grows with the objects, never with their square.
 *
 * @param others further names that may be meant
 */
export function nearestExisting(
  index: ReferenceIndex,
  { group, kind, namespace, name }: ObjectId,
  others: readonly string[] = [],
): string | undefined {
  const asked = answers(index);
  const key = [group, kind, namespace ?? '', name, ...others].join('/');
  if (asked.known.has(key)) return asked.known.get(key);
  const names = existingNames(index, group, kind, namespace);
  asked.left -= names.length + others.length;
  const found = asked.left < 0 ? undefined : nearest(name, [...names, ...others]);
  asked.known.set(key, found);
  return found;
}

/** An object of the same kind and name in another namespace, as one line. */
export function sameNameElsewhere(index: ReferenceIndex, { group, kind, namespace, name }: ObjectId) {
  const found = byName(index).get(`${group}/${kind}/${name}`);
  return found === undefined || found.namespace === namespace ? undefined : describeId(found);
}
