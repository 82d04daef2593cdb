import { LONE_SURROGATE } from './yaml-strings';

/** A value that has no safe form in YAML; the message names the path, what stands there and what may stand there. */
export class YamlError extends Error {
  override readonly name = 'YamlError';
}

const MAX_DEPTH = 1000;

/** What the emitter stumbled over in a value, and where; after the name of the Kubernetes object, if it is one. */
export function explain(value: unknown, isObject: boolean): string {
  const problem = problemIn(value, '', 0) ?? 'the value cannot be written as YAML';
  return isObject ? `${[textAt(value, 'kind'), ...nameIn(value)].join(' ')}: ${problem}` : problem;
}

function nameIn(object: unknown): string[] {
  const metadata = fieldOf(object, 'metadata') ?? object;
  const namespace = textAt(metadata, 'namespace');
  const name = textAt(metadata, 'name') ?? '';
  return [namespace === undefined ? name : `${namespace}/${name}`];
}

function textAt(value: unknown, field: string): string | undefined {
  const text = fieldOf(value, field);
  return typeof text === 'string' ? text : undefined;
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null && isPlainMap(value) ? value[field] : undefined;
}

/** Whether an object is a plain map; what has a form of its own in JSON (a date) or is iterated (a Map) is not. */
export function isPlainMap(value: object): value is Readonly<Record<string, unknown>> {
  return (
    Object.getPrototypeOf(value) === Object.prototype || !('toJSON' in value || Symbol.iterator in value)
  );
}

function problemIn(value: unknown, path: string, depth: number): string | undefined {
  const at = path === '' ? 'the document' : path;
  if (depth > MAX_DEPTH)
    return `${at.slice(0, 80)}...: nested deeper than ${MAX_DEPTH} levels; does it contain itself?`;
  if (value === null)
    return /^spec\.(?:values|source\.helm\.valuesObject)[.[]/.test(path)
      ? undefined
      : `${at}: null; leave the field out, or give it a value (an empty map or list is kept)`;
  if (typeof value === 'boolean') return undefined;
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : `${at}: ${value} is not a number that JSON knows`;
  if (typeof value === 'string') return textProblem(value, at, 'text');
  if (typeof value !== 'object') return `${at}: ${typeof value}; expected plain data`;
  if (Array.isArray(value))
    return firstProblem(value, (item, index) => problemIn(item, `${path}[${index}]`, depth + 1));
  if (!isPlainMap(value))
    return `${at}: ${value.constructor.name}; expected plain data (text, number, boolean, list or map)`;
  return firstProblem(Object.entries(value), ([key, item]) => {
    if (item === undefined) return undefined;
    return textProblem(key, at, 'a key') ?? problemIn(item, path === '' ? key : `${path}.${key}`, depth + 1);
  });
}

function textProblem(text: string, at: string, what: string): string | undefined {
  return LONE_SURROGATE.test(text)
    ? `${at}: ${what} with half of a surrogate pair, which is no Unicode`
    : undefined;
}

function firstProblem<T>(items: readonly T[], problem: (item: T, index: number) => string | undefined) {
  for (const [index, item] of items.entries()) {
    const found = problem(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
