/** What a class says to a value that would not reach the YAML. */

/** A JSON object of any shape. */
export type Fields = Readonly<Record<string, unknown>>;

/** Thrown while an object is rendered; the class adds the object's name. */
export class Refusal extends Error {
  /** Where the value stands that was refused. */
  readonly path: string[] = [];
}

/** What was thrown at a key, on its way out: whoever goes through a map or a list adds the key to the path. */
export function inside(key: string | number, error: unknown): unknown {
  if (error instanceof Refusal) {
    error.path.unshift(String(key));
  }
  return error;
}

/** A map, not an instance of a class: what a Lazy or a construct stands for comes later, and it may hold its whole tree. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && value.constructor === Object;
}

/** The end of a message's subject: `, at spec.listeners.0`. */
export function at(path: readonly string[]): string {
  return path.length === 0 ? '' : `, at ${path.join('.')}`;
}

/** Renders, and names the object and the place to whoever is refused. @throws Error in place of a Refusal */
export function named<T>(object: string, render: () => T): T {
  try {
    return render();
  } catch (error) {
    throw error instanceof Refusal ? new Error(`${object}${at(error.path)}: ${error.message}`) : error;
  }
}

export function refuse(expected: string, value: unknown): never {
  const found = value === undefined ? 'undefined' : JSON.stringify(value);
  throw new Refusal(
    `expected ${expected}, found ${found.length > 80 ? `${found.slice(0, 77)}...` : found} (${nameOf(value)})`,
  );
}

function nameOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
}

/** @param fields the known keys, with the spelling that the API server uses */
export function unknownKey(key: string, fields: ReadonlyMap<string, { readonly spelling: string }>): string {
  const respelt = [...fields].find(([, field]) => field.spelling === key)?.[0];
  if (respelt !== undefined) {
    return `there is no field ${JSON.stringify(key)} here; the class spells it ${JSON.stringify(respelt)}`;
  }
  const [nearest] = [...fields.keys()]
    .map((name) => ({ name, distance: editDistance(name.toLowerCase(), key.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  const hint =
    nearest === undefined
      ? `the fields are ${[...fields.keys()].join(', ') || 'none'}`
      : `did you mean ${JSON.stringify(nearest.name)}?`;
  return `there is no field ${JSON.stringify(key)} here; ${hint}`;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
