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

/** Names of the objects of a kind that will exist in a namespace, for finding the one that was meant. */
export function existingNames(
  index: ReferenceIndex,
  group: string,
  kind: string,
  namespace: string | undefined,
): readonly string[] {
  return byKind(index).get(`${group}/${kind}/${namespace ?? ''}`) ?? [];
}
