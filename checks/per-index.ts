import type { ReferenceIndex } from '../references/reference-index';

/** What follows from a whole set of objects, worked out once however many rules and objects ask for it. */
export function perIndex<T>(make: (index: ReferenceIndex) => T): (index: ReferenceIndex) => T {
  const known = new WeakMap<ReferenceIndex, { readonly value: T }>();
  return (index) => {
    const before = known.get(index);
    if (before !== undefined) return before.value;
    const value = make(index);
    known.set(index, { value });
    return value;
  };
}
