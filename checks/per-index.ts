import type { ReferenceIndex } from '../references/reference-index';
import type { CheckContext } from './rule';

/** What follows from a whole set of objects, worked out once however many rules and objects ask for it. */
export function perIndex<T>(make: (index: ReferenceIndex) => T): (index: ReferenceIndex) => T {
  return once(make);
}

/** The same for what follows from more than the objects, such as the documents of roles. */
export function perContext<T>(make: (context: CheckContext) => T): (context: CheckContext) => T {
  return once(make);
}

/** What follows from a value that never changes, worked out once and kept as long as the value is. */
export function once<K extends object, T>(make: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { readonly value: T }>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before.value;
    const value = make(key);
    known.set(key, { value });
    return value;
  };
}
