/** Methods of lists that look at every item, or may. */
const scans: readonly string[] = [
  ...['concat', 'every', 'filter', 'find', 'findIndex', 'findLast', 'flatMap', 'includes', 'indexOf', 'join'],
  ...['lastIndexOf', 'map', 'reduce', 'slice', 'some', 'splice', 'unshift'],
];

/** How many items of lists are looked at, by whatever code, while some work is done: a measure of work without a clock. */
export function itemsScanned(work: () => void): number {
  let items = 0;
  const originals = scans.map(
    (name) => [name, Object.getOwnPropertyDescriptor(Array.prototype, name)] as const,
  );
  for (const [name, descriptor] of originals) {
    const original: unknown = descriptor?.value;
    if (typeof original !== 'function') throw new Error(`lists have no ${name}`);
    const value = function counted(this: readonly unknown[], ...parameters: unknown[]): unknown {
      items += this.length;
      return Reflect.apply(original, this, parameters);
    };
    Object.defineProperty(Array.prototype, name, { ...descriptor, value });
  }
  try {
    work();
  } finally {
    for (const [name, descriptor] of originals) {
      if (descriptor !== undefined) Object.defineProperty(Array.prototype, name, descriptor);
    }
  }
  return items;
}
