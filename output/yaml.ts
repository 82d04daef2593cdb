import { keysInOrder, type Place, placeUnder } from './key-order';
import { explain, isPlainMap, YamlError } from './yaml-problem';
import { keyText, LONE_SURROGATE, stringText } from './yaml-strings';

/**
 * One value as a YAML document in block style, with a final newline: the bytes that the `yaml` package writes with
 * `YAML_OPTIONS`, several times faster. A property that is `undefined` is left out; an empty map or list stays. Keys are
 * written in the order they have.
 *
 * @throws YamlError for `null` (the API server reads it as "not given"; only among Helm values it stays, where it means
 *   "delete the default"), a number that is not finite,
 *   half of a surrogate pair, `undefined` in a list, and anything that is not plain data
 */
export function toYaml(value: unknown): string {
  return document(value, undefined);
}

/** A Kubernetes object as a YAML document: as `toYaml`, with its keys in the order of `keysInOrder`. */
export function objectToYaml(object: object): string {
  return document(object, 'object');
}

/** Several values as one YAML stream: each its own document, `---` between them, a final newline. */
export function documentsToYaml(values: readonly unknown[]): string {
  return values.map(toYaml).join('---\n');
}

/** Several Kubernetes objects as one YAML stream. */
export function objectsToYaml(objects: readonly object[]): string {
  return objects.map(objectToYaml).join('---\n');
}

function document(value: unknown, place: Place | undefined): string {
  try {
    const emitter = new Emitter(place !== undefined);
    emitter.value(value, 0, place ?? 'other', true);
    return `${emitter.text}\n`;
  } catch (error) {
    // Deep recursion is a RangeError: a value that contains itself.
    if (error === UNWRITABLE || error instanceof RangeError)
      throw new YamlError(explain(value, place === 'object'));
    throw error;
  }
}

/** Thrown on the quick path, which keeps no path; `explain` then walks the value again to say where and what. */
const UNWRITABLE = Symbol('unwritable');

/** Adds to one text, and to nothing else: that is what makes it quick. */
class Emitter {
  text = '';
  /** Whether null may stand here: among the values of a Helm chart alone, where it deletes a default. */
  private nulls = false;

  constructor(private readonly inOrder: boolean) {}

  /**
   * @param depth how many steps of indentation the value's lines have
   * @param inline whether its first line continues the present one (after `- `, or at the beginning of the document)
   */
  value(value: unknown, depth: number, place: Place, inline: boolean): void {
    if (typeof value === 'string') this.text += scalarText(value, depth, inline);
    else if (typeof value === 'object' && value !== null) {
      if (Array.isArray(value)) this.list(value, depth, inline);
      else this.map(value, depth, place, inline);
    } else {
      const text = value === null && this.nulls ? 'null' : plainText(value);
      this.text += inline ? text : ` ${text}`;
    }
  }

  private list(list: readonly unknown[], depth: number, inline: boolean): void {
    if (list.length === 0) this.text += inline ? '[]' : ' []';
    let dash = inline ? '- ' : itemBreak(depth);
    for (const item of list) {
      this.text += dash;
      this.value(item, depth + 1, 'item', true);
      dash = itemBreak(depth);
    }
  }

  private map(map: object, depth: number, place: Place, inline: boolean): void {
    if (!isPlainMap(map)) throw UNWRITABLE;
    let first = true;
    for (const key of this.inOrder ? keysInOrder(map, place) : Object.keys(map)) {
      const value = map[key];
      if (value === undefined) continue;
      const name = first && inline ? keyWithColon(key, depth) : keyOnNewLine(key, depth);
      first = false;
      this.text += name;
      const nulls = this.nulls;
      if (this.inOrder && isHelmValues(key, depth)) this.nulls = true;
      // After a key of more than 1024 characters, which stands after `?`, the value continues the line of the colon.
      this.value(value, depth + 1, placeUnder(place, key), name.length > 1024 && name.endsWith(': '));
      this.nulls = nulls;
    }
    if (first) this.text += inline ? '{}' : ' {}';
  }
}

/** Whether a key is that of a chart's values: `spec.values` of a HelmRelease, `spec.source.helm.valuesObject` of an Application. */
function isHelmValues(key: string, depth: number): boolean {
  return (key === 'values' && depth === 1) || (key === 'valuesObject' && depth === 3);
}

function plainText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' && Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  throw UNWRITABLE;
}

/**
 * The same keys and short words return by the thousand (`metadata`, `kind`, a namespace), and how a string has to be
 * quoted takes three regular expressions: so it is remembered, where it is the same at every depth.
 */
const KEYS: Map<string, string>[] = [];
const WORDS = new Map<string, string>();
const INLINE_WORDS = new Map<string, string>();
const LONGEST_REMEMBERED = 64;
/** As many as 150 clusters have; a larger table is slower to look into than what it saves. */
const MOST_REMEMBERED = 5_000;

/** A key and its colon, on a line of its own. */
function keyOnNewLine(key: string, depth: number): string {
  const keys = KEYS[depth] ?? new Map<string, string>();
  KEYS[depth] = keys;
  return keys.get(key) ?? remember(keys, key, `${lineBreak(depth)}${keyWithColon(key, depth)}`);
}

function keyWithColon(key: string, depth: number): string {
  if (LONE_SURROGATE.test(key)) throw UNWRITABLE;
  const name = keyText(key, depth === 0);
  return name.length > 1024 ? `? ${name}${lineBreak(depth)}: ` : `${name}:`;
}

/** A string, after a space unless it is `inline`. */
function scalarText(value: string, depth: number, inline: boolean): string {
  if (depth === 0 || value.length > LONGEST_REMEMBERED) return newScalarText(value, depth, inline);
  const words = inline ? INLINE_WORDS : WORDS;
  const known = words.get(value);
  if (known !== undefined) return known;
  const text = newScalarText(value, depth, inline);
  return value.includes('\n') ? text : remember(words, value, text);
}

function newScalarText(value: string, depth: number, inline: boolean): string {
  if (LONE_SURROGATE.test(value)) throw UNWRITABLE;
  return `${inline ? '' : ' '}${stringText(value, lineBreak(depth).slice(1))}`;
}

function remember(table: Map<string, string>, text: string, made: string): string {
  if (text.length > LONGEST_REMEMBERED) return made;
  if (table.size >= MOST_REMEMBERED) table.clear();
  table.set(text, made);
  return made;
}

const LINE_BREAKS: string[] = [];
const ITEM_BREAKS: string[] = [];

/** A line break and the spaces after it. */
function lineBreak(depth: number): string {
  const text = LINE_BREAKS[depth] ?? `\n${'  '.repeat(depth)}`;
  LINE_BREAKS[depth] = text;
  return text;
}

/** A line break, the spaces after it, and the dash of a list's item. */
function itemBreak(depth: number): string {
  const text = ITEM_BREAKS[depth] ?? `${lineBreak(depth)}- `;
  ITEM_BREAKS[depth] = text;
  return text;
}
