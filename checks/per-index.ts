import type { ReferenceIndex } from '../references/reference-index';
import type { CheckContext } from './rule';

/**
 * What follows from a whole set of objects, worked out once however many rules and objects ask for it. It is kept until
 * another set is asked about.
 */
export function perIndex<T>(make: (index: ReferenceIndex) => T): (index: ReferenceIndex) => T {
  return ofTheLast(make);
}

/** The same for what follows from more than the objects, such as the documents of roles. */
export function perContext<T>(make: (context: CheckContext) => T): (context: CheckContext) => T {
  return ofTheLast(make);
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

/**
 * What follows from the key that was asked for last. A `WeakMap` would let V8's quick collections of young memory keep all
 * that its values lead to, which are whole clusters.
 */
function ofTheLast<K extends object, T>(make: (key: K) => T): (key: K) => T {
  let last: { readonly key: K; readonly value: T } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: make(key) };
    return last.value;
  };
}
