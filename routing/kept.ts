/** A function that asks once for each argument, which are objects that do not change. */
export function kept<Argument extends object, Result>(
  ask: (argument: Argument) => Result,
): (argument: Argument) => Result {
  const known = new WeakMap<Argument, { readonly result: Result }>();
  return (argument) => {
    const found = known.get(argument) ?? { result: ask(argument) };
    known.set(argument, found);
    return found.result;
  };
}

/** The value of a key, made where it is not there yet. */
export function once<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = make();
  known.set(key, value);
  return value;
}
