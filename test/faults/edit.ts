import type { Manifest } from '../../references/manifest';

/** Keys and positions that lead to a place in an object. */
export type Path = readonly (string | number)[];

/** A copy with a value at a path; maps on the way are made where there are none. */
export function withValue(object: Manifest, path: Path, value: unknown): Manifest {
  const copy = structuredClone(object);
  const last = path.at(-1);
  if (last === undefined) throw new Error('a path leads somewhere');
  let parent: object = copy;
  for (const key of path.slice(0, -1)) {
    const inner: unknown = Reflect.get(parent, key);
    const next = isContainer(inner) ? inner : {};
    if (next !== inner) Reflect.set(parent, key, next);
    parent = next;
  }
  Reflect.set(parent, last, value);
  return copy;
}

/** A copy without the value at a path. */
export function without(object: Manifest, path: Path): Manifest {
  const copy = structuredClone(object);
  const last = path.at(-1);
  const parent = parentAt(copy, path);
  if (last === undefined || parent === undefined) return copy;
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else Reflect.deleteProperty(parent, last);
  return copy;
}

/** A copy whose key at a path has another name, in the same place of its map. */
export function withKey(object: Manifest, path: Path, key: string): Manifest {
  const copy = structuredClone(object);
  const last = path.at(-1);
  const parent = parentAt(copy, path);
  if (parent === undefined) return copy;
  const entries = Object.entries(parent);
  for (const [name] of entries) Reflect.deleteProperty(parent, name);
  for (const [name, value] of entries) Reflect.set(parent, name === last ? key : name, value);
  return copy;
}

function parentAt(object: Manifest, path: Path): object | undefined {
  let parent: unknown = object;
  for (const key of path.slice(0, -1)) parent = isContainer(parent) ? Reflect.get(parent, key) : undefined;
  return isContainer(parent) ? parent : undefined;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A name as a hand misspells it: two letters change places, or the last one is doubled. */
export function misspelt(name: string): string {
  for (let at = Math.max(1, Math.floor(name.length / 2)); at + 1 < name.length; at++) {
    const [a = '', b = ''] = [name[at], name[at + 1]];
    if (a !== b && /^[a-z]{2}$/i.test(a + b)) return name.slice(0, at) + b + a + name.slice(at + 2);
  }
  return `${name}${name.at(-1) ?? 'x'}`;
}
