import { oneLine } from './printable';

/** A value that YAML and JSON can both carry. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The metadata of a Kubernetes object, as far as Meshwright reads it. */
export interface ObjectMetadata {
  readonly name: string;
  /** Absent for a cluster-scoped object. */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
}

/**
 * A Kubernetes object in its plain form: what a chart gives, what the reference index holds, what is written. Other
 * top-level fields (`spec`, `data`, a KongPlugin's `config`, ...) are reached by name and narrowed by the reader.
 */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
  readonly [field: string]: unknown;
}

/** A thousand times a cluster a group is asked for and looked up: each is one text, which V8 hashes once. */
const groups = new Map<string, string>();

/** The API group of an `apiVersion`; the core group is the empty string. */
export function groupOf(apiVersion: string): string {
  const known = groups.get(apiVersion);
  if (known !== undefined) return known;
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  groups.set(apiVersion, group);
  return group;
}

/** One line that names an object: `group/Kind namespace/name`, without the parts that it lacks. */
export function describe(object: Manifest): string {
  const group = groupOf(object.apiVersion);
  const { namespace, name } = object.metadata;
  return oneLine(
    `${group === '' ? '' : `${group}/`}${object.kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
  );
}

/**
 * Gives maps that have a key `toString` or `valueOf`, at any depth, a text of their own: JavaScript asks a map by these keys
 * how it reads, and a rule that puts a value into a message would end in a TypeError. Nobody else sees a difference.
 *
 * @returns the value itself
 */
export function readable<T>(value: T): T {
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next)) readableMap(next);
    for (const each of Object.values(next)) if (typeof each === 'object') open.push(each);
  }
  return value;
}

/** The same for one map alone. */
export function readableMap<T extends object>(map: T): T {
  if ((Object.hasOwn(map, 'toString') || Object.hasOwn(map, 'valueOf')) && !Object.isFrozen(map))
    Object.defineProperty(map, Symbol.toPrimitive, { value: () => 'a map', configurable: true });
  return map;
}

/** Whether two values of plain data are written with the same text: equal, and their keys in the same order. */
export function saysTheSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => saysTheSame(item, other[index]))
    );
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
  const keys = Object.keys(one);
  const others = Object.keys(other);
  return (
    keys.length === others.length &&
    keys.every((key, at) => key === others[at] && saysTheSame(Reflect.get(one, key), Reflect.get(other, key)))
  );
}

/** The objects of a `List`, and of Lists in it, as API servers and their clients take it; any other object is its only item. */
export function itemsOfList(object: Manifest): readonly Manifest[] {
  const { items } = object;
  if (!object.kind.endsWith('List') || !Array.isArray(items)) return [object];
  const kind = object.kind.slice(0, -'List'.length);
  const typed = items.map((item: unknown) =>
    kind === '' || typeof item !== 'object' || item === null
      ? item
      : { apiVersion: object.apiVersion, kind, ...item },
  );
  // What is no object is left where it is, so that it is judged and not lost.
  return typed.every(isNamed) ? typed.flatMap(itemsOfList) : [object];
}

function isNamed(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  const metadata: unknown = Reflect.get(value, 'metadata');
  const name: unknown =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'name') : undefined;
  const texts = [Reflect.get(value, 'apiVersion'), Reflect.get(value, 'kind')];
  return (
    texts.every((text) => typeof text === 'string') &&
    (typeof name === 'string' || String(texts[1]).endsWith('List'))
  );
}
