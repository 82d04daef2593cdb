import { dig, fields } from '../references/fields';
import { type StructuralSchema, sharedDefinitions } from '../references/schemas';

/** A key for each item of two versions of a list, unique within each version: equal keys mean the same item. */
export interface ListKeys {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * What makes two items of a list the same one, from the most telling to the least. Kubernetes says it only for its own
 * kinds (`x-kubernetes-list-map-keys`); the other kinds name their items by what they hold for.
 */
const identities: readonly (readonly (readonly string[])[])[] = [
  [['name']],
  [['name'], ['namespace']],
  [['name'], ['kind'], ['group'], ['port']],
  [['virtualNodeRef', 'name']],
  [['virtualNodeRef', 'name'], ['virtualNodeRef', 'namespace'], ['port']],
  [['virtualService', 'virtualServiceRef', 'name']],
  [
    ['virtualService', 'virtualServiceRef', 'name'],
    ['virtualService', 'virtualServiceRef', 'namespace'],
  ],
  [['targetRef', 'name']],
  [
    ['targetRef', 'kind'],
    ['targetRef', 'name'],
    ['targetRef', 'namespace'],
    ['targetRef', 'labels'],
    ['targetRef', 'sectionName'],
  ],
  [['secretKey']],
  [['Sid']],
  [['spiffeID', 'value']],
  [['containerPort']],
  [['containerPort'], ['protocol']],
  [['portMapping', 'port']],
  [['mountPath']],
  [['host']],
  [['path']],
  [['path'], ['pathType']],
  [['path', 'value']],
  [['key']],
  [['extract', 'key']],
  [['from', 'name']],
  [['group'], ['kind']],
  [['namespace'], ['server']],
  [['repoURL'], ['chart'], ['path']],
  [['value']],
  [['value'], ['type'], ['port']],
  [['port']],
  [['port'], ['protocol']],
];

/** Says which items of two versions of a list are the same ones, whatever their positions. */
export function listKeys(
  before: readonly unknown[],
  after: readonly unknown[],
  schema?: StructuralSchema,
): ListKeys {
  const all = [...before, ...after];
  if (all.every((item) => typeof item !== 'object' || item === null)) return byValue(before, after);
  const declared = schema?.['x-kubernetes-list-map-keys'];
  const mapKeys = Array.isArray(declared) ? [declared.map((key) => [String(key)])] : [];
  for (const paths of [...mapKeys, ...identities]) {
    const keyed = {
      before: before.map((item) => keyBy(item, paths)),
      after: after.map((item) => keyBy(item, paths)),
    };
    if (isUnique(keyed.before) && isUnique(keyed.after))
      return { before: keyed.before.map(String), after: keyed.after.map(String) };
  }
  return byPosition(before, after);
}

/** The parts of an item's identity, the first of which has to be there. */
function keyBy(item: unknown, paths: readonly (readonly string[])[]): string | undefined {
  const parts = paths.map((path) => dig(item, ...path));
  if (parts[0] === undefined) return undefined;
  return parts
    .flatMap((part) =>
      part === undefined ? [] : [typeof part === 'object' ? canonical(part) : String(part)],
    )
    .join(' ');
}

function isUnique(keys: readonly (string | undefined)[]): boolean {
  return keys.every((key) => key !== undefined) && new Set(keys).size === keys.length;
}

function byValue(before: readonly unknown[], after: readonly unknown[]): ListKeys {
  const number = (list: readonly unknown[]) => {
    const seen = new Map<string, number>();
    return list.map((item) => {
      const value = typeof item === 'string' ? item : JSON.stringify(item);
      const key = `${typeof item === 'string' ? '' : `${typeof item}:`}${value}`;
      const times = (seen.get(key) ?? 0) + 1;
      seen.set(key, times);
      // A text that looks like the second of another would be taken for it, so every repeated one is numbered alike.
      return times === 1 ? key : `${key} (${times})`;
    });
  };
  const keys = { before: number(before), after: number(after) };
  return isUnique(keys.before) && isUnique(keys.after) ? keys : byPosition(before, after);
}

/** Items that nothing names: those that are equal are the same ones, the others by their place among the rest. */
function byPosition(before: readonly unknown[], after: readonly unknown[]): ListKeys {
  const waiting = new Map<string, number[]>();
  for (const [index, item] of before.entries()) {
    const text = canonical(item);
    waiting.set(text, [...(waiting.get(text) ?? []), index]);
  }
  const keys = after.map((item) => waiting.get(canonical(item))?.shift());
  const taken = new Set(keys);
  const rest = before.map((_, index) => index).filter((index) => !taken.has(index));
  let next = before.length;
  return {
    before: before.map((_, index) => String(index)),
    after: keys.map((key) => String(key ?? rest.shift() ?? next++)),
  };
}

/** Equal for values that differ in the order of their keys alone. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'undefined';
}

/** The schema of a field or of a list's items, as far as it is known. */
export function schemaBelow(
  schema: StructuralSchema | undefined,
  key: string | undefined,
): StructuralSchema | undefined {
  const at = resolved(schema);
  if (at === undefined) return undefined;
  if (key === undefined) return resolved(at.items);
  const own = Object.hasOwn(fields(at.properties), key) ? at.properties?.[key] : undefined;
  if (own !== undefined) return resolved(own);
  return typeof at.additionalProperties === 'object' ? resolved(at.additionalProperties) : undefined;
}

function resolved(schema: StructuralSchema | undefined): StructuralSchema | undefined {
  const name = /#\/definitions\/([^#]+)$/.exec(schema?.$ref ?? '')?.[1];
  if (name !== undefined) return sharedDefinitions().definitions[name];
  const [only] = Array.isArray(schema?.allOf) && schema.allOf.length === 1 ? schema.allOf : [];
  return only === undefined ? schema : { ...schema, ...resolved(only) };
}
