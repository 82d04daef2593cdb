import { keyText, LONE_SURROGATE, stringText } from './yaml-strings';

/** A value that has no safe form in YAML; the message names the path, what stands there and what may stand there. */
export class YamlError extends Error {
  override readonly name = 'YamlError';
}

/**
 * One value as a YAML document in block style, with a final newline: the bytes that the `yaml` package writes with
 * `YAML_OPTIONS`, several times faster. A property that is `undefined` is left out; an empty map or list stays. Keys are
 * written in the order they have (see `orderKeys`).
 *
 * @throws YamlError for `null` (the API server reads it as "not given", Helm as "delete"), a number that is not finite,
 *   half of a surrogate pair, `undefined` in a list, and anything that is not plain data
 */
export function toYaml(value: unknown): string {
  try {
    return `${nodeText(value, '')}\n`;
  } catch (error) {
    // Deep recursion is a RangeError: a value that contains itself.
    if (error === UNWRITABLE || error instanceof RangeError) throw new YamlError(explain(value, '', 0));
    throw error;
  }
}

/** Several values as one YAML stream: each its own document, `---` between them, a final newline. */
export function documentsToYaml(values: readonly unknown[]): string {
  return values.map(toYaml).join('---\n');
}

/** Thrown on the quick path, which keeps no path; `explain` then walks the value again to say where and what. */
const UNWRITABLE = Symbol('unwritable');
const MAX_DEPTH = 1000;

function nodeText(value: unknown, indent: string): string {
  if (typeof value === 'string') return valueText(value, indent);
  if (typeof value !== 'object' || value === null) return plainText(value);
  return Array.isArray(value) ? listText(value, indent) : mapText(value, indent);
}

function plainText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' && Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  throw UNWRITABLE;
}

/** A block map whose first line the caller has already indented. */
function mapText(map: object, indent: string): string {
  if (!isPlainData(map)) throw UNWRITABLE;
  const inner = `${indent}  `;
  const separator = `\n${indent}`;
  let text = '';
  for (const key of Object.keys(map)) {
    const value: unknown = map[key];
    if (value === undefined) continue;
    if (text !== '') text += separator;
    const name = key.length < MAX_MEMO && indent !== '' ? memo(KEYS, key, nestedKey) : otherKey(key, indent);
    // YAML limits a key on the line of its value to 1024 characters; a longer one is marked with `?`.
    if (name.length > 1024) text += `? ${name}\n${indent}: ${nodeText(value, inner)}`;
    else if (typeof value !== 'object' || value === null) text += `${name}: ${nodeText(value, inner)}`;
    else {
      const nested = nodeText(value, inner);
      text += nested === '{}' || nested === '[]' ? `${name}: ${nested}` : `${name}:\n${inner}${nested}`;
    }
  }
  return text === '' ? '{}' : text;
}

/** Whether an object is a plain map; what has a form of its own in JSON, or is iterated (Date, Map), is not. */
function isPlainData(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || !('toJSON' in value || Symbol.iterator in value);
}

function listText(list: readonly unknown[], indent: string): string {
  const inner = `${indent}  `;
  const separator = `\n${indent}`;
  let text = '';
  for (const item of list) {
    if (text !== '') text += separator;
    text += `- ${nodeText(item, inner)}`;
  }
  return text === '' ? '[]' : text;
}

/**
 * The same keys and short words return by the thousand (`metadata`, `kind`, a namespace), and how a string has to be
 * quoted takes three regular expressions: so it is remembered, for strings that need no indentation.
 */
const KEYS = new Map<string, string>();
const WORDS = new Map<string, string>();
const MAX_MEMO = 64;
const MEMO_ENTRIES = 20_000;

function memo(table: Map<string, string>, text: string, make: (text: string) => string): string {
  let made = table.get(text);
  if (made === undefined) {
    made = make(text);
    if (table.size >= MEMO_ENTRIES) table.clear();
    table.set(text, made);
  }
  return made;
}

function nestedKey(key: string): string {
  if (LONE_SURROGATE.test(key)) throw UNWRITABLE;
  return keyText(key, false);
}

function otherKey(key: string, indent: string): string {
  if (LONE_SURROGATE.test(key)) throw UNWRITABLE;
  return keyText(key, indent === '');
}

function valueText(value: string, indent: string): string {
  if (value.length < MAX_MEMO && !value.includes('\n') && indent !== '') return memo(WORDS, value, lineText);
  if (LONE_SURROGATE.test(value)) throw UNWRITABLE;
  return stringText(value, indent);
}

function lineText(value: string): string {
  if (LONE_SURROGATE.test(value)) throw UNWRITABLE;
  return stringText(value, '  ');
}

/** Finds what `toYaml` stumbled over, and says it. */
function explain(value: unknown, path: string, depth: number): string {
  return problemIn(value, path, depth) ?? 'the value cannot be written as YAML';
}

function problemIn(value: unknown, path: string, depth: number): string | undefined {
  const at = path === '' ? 'the document' : path;
  if (depth > MAX_DEPTH)
    return `${at.slice(0, 80)}...: nested deeper than ${MAX_DEPTH} levels; does it contain itself?`;
  if (value === null)
    return `${at}: null; leave the field out, or give it a value (an empty map or list is kept)`;
  if (typeof value === 'boolean') return undefined;
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : `${at}: ${value} is not a number that JSON knows`;
  if (typeof value === 'string')
    return LONE_SURROGATE.test(value)
      ? `${at}: text with half of a surrogate pair, which is no Unicode`
      : undefined;
  if (typeof value !== 'object') return `${at}: ${typeof value}; expected plain data`;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const problem = problemIn(item, `${path}[${index}]`, depth + 1);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  if (!isPlainData(value))
    return `${at}: ${value.constructor.name}; expected plain data (text, number, boolean, list or map)`;
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    if (LONE_SURROGATE.test(key)) return `${at}: a key with half of a surrogate pair, which is no Unicode`;
    const problem = problemIn(item, path === '' ? key : `${path}.${key}`, depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
