import { isRecord } from '../../kong-plugins/context';
import type { Edition, FieldType, PluginScope } from '../../kong-plugins/schema';

/** One line of a source file: a field of a plugin's configuration, and what is known of it. */
export interface SourceField {
  /**
   * Key by key from the top of the configuration; `[]` is an array's item, `{}` a map's value, `|word` the form that a
   * record has where its `type` is the word.
   */
  readonly path: readonly string[];
  readonly type: FieldType;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly defaultBefore?: { readonly version: string; readonly default: unknown };
  /** Keywords of the schema that held before a gateway version, such as another type. */
  readonly was?: { readonly version: string; readonly keywords: Readonly<Record<string, unknown>> };
}

/** A source file: `kong-plugins/source/<plugin>.txt`. */
export interface PluginSource {
  readonly plugin: string;
  readonly edition: Edition;
  readonly since: string;
  readonly until?: string;
  readonly protocols: readonly string[];
  readonly scopes: readonly PluginScope[];
  readonly fields: readonly SourceField[];
}

const types: readonly string[] = ['string', 'number', 'integer', 'boolean', 'array', 'object'];
const flags = new Set(['required', 'nonnull', 'empty', 'enterprise', 'agrees', 'encrypted', 'public']);
/** Attributes that are plain words, not JSON (`3.10` must not become the number 3.1), or stand alone. */
const words = new Set(['since', 'until', 'replaced-by', 'replaced-from', 'referenceable', 'form', 'keys']);
const values = new Set([
  'enum',
  'minimum',
  'maximum',
  'above',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'pattern',
  'not',
  'enum-since',
  'enum-until',
  'enum-enterprise',
]);

/**
 * Reads a source file. Its form: a head of `key: value` lines, an empty line, then one line per field,
 * `path: type =default name=value flag`; `#` begins a comment line.
 *
 * A text is not empty, unless its line says so.
 *
 * @param shared gives the field lines of `include path file`, a block that several plugins have in common (without a
 * path: at the top); a later line of the same path replaces the block's.
 * @throws Error naming plugin and line where a line does not have that form
 */
export function parseSource(plugin: string, text: string, shared: (file: string) => string): PluginSource {
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  const end = lines.indexOf('');
  const head = new Map<string, string>();
  for (const line of lines.slice(0, end)) {
    const [key, value] = split(line, ': ', plugin);
    head.set(key, value);
  }
  const fields = new Map<string, SourceField>();
  const add = (line: string, prefix: string): void => {
    if (line === '') return;
    const field = parseField(prefix + line, plugin);
    fields.set(field.path.join('.'), field);
  };
  const addLine = (line: string, prefix: string): void => {
    const include = /^include (?:(\S+) )?(\S+)$/.exec(line);
    if (include === null) {
      add(line, prefix);
      return;
    }
    const [, at, file = ''] = include;
    const inside = at === undefined ? prefix : `${prefix}${at}.`;
    for (const inner of shared(file).split('\n')) if (!inner.startsWith('#')) addLine(inner, inside);
  };
  for (const line of lines.slice(end)) addLine(line, '');
  const until = head.get('until');
  return {
    plugin,
    edition: head.get('edition') === 'enterprise' ? 'enterprise' : 'open-source',
    since: head.get('since') ?? '',
    ...(until === undefined ? {} : { until }),
    protocols: (head.get('protocols') ?? '').split(' '),
    scopes: (head.get('scopes') ?? '').split(' ').filter(isScope),
    fields: [...fields.values()],
  };
}

function isScope(word: string): word is PluginScope {
  return ['consumer', 'consumer_group', 'route', 'service'].includes(word);
}

function split(line: string, by: string, plugin: string): [string, string] {
  const at = line.indexOf(by);
  if (at < 0) throw new Error(`${plugin}: no '${by}' in the line: ${line}`);
  return [line.slice(0, at), line.slice(at + by.length)];
}

function isType(word: string): word is FieldType {
  return types.includes(word);
}

function parseField(line: string, plugin: string): SourceField {
  const [name, facts] = split(line, ': ', plugin);
  const type = facts.split(' ', 1)[0] ?? '';
  if (!isType(type)) throw new Error(`${plugin}: '${type}' is not a type: ${line}`);
  const attributes: Record<string, unknown> = {};
  let defaultBefore: SourceField['defaultBefore'];
  let was: SourceField['was'];
  for (const [key, value] of attributesOf(facts.slice(type.length), line)) {
    const before = /^before-(\d+\.\d+)$/.exec(key)?.[1];
    const older = /^was-(\d+\.\d+)$/.exec(key)?.[1];
    if (older !== undefined) was = { version: older, keywords: recordOf(json(value, line), line) };
    else if (before !== undefined) defaultBefore = { version: before, default: json(value, line) };
    else if (key === '') attributes.default = json(value, line);
    else if (flags.has(key) && value === 'true') attributes[key] = true;
    else if (words.has(key)) attributes[key] = value === 'true' ? true : value;
    else if (values.has(key)) attributes[key] = json(value, line);
    else throw new Error(`${plugin}: unknown attribute '${key}': ${line}`);
  }
  return {
    path: pathOf(name),
    type,
    attributes,
    ...(defaultBefore === undefined ? {} : { defaultBefore }),
    ...(was === undefined ? {} : { was }),
  };
}

function recordOf(value: unknown, line: string): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new Error(`no object after was-: ${line}`);
  return value;
}

function json(text: string, line: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`cannot read '${text}' of: ${line}`);
  }
}

/** `a.b[].c{}|d.e` is a, b, [], c, {}, |d, e. */
function pathOf(name: string): string[] {
  return name.split('.').flatMap((part) => {
    const marks = /^(.*?)((?:\[\]|\{\})*)(\|\w+)?$/.exec(part);
    const variant = marks?.[3] === undefined ? [] : [marks[3]];
    return [marks?.[1] ?? part, ...(marks?.[2]?.match(/\[\]|\{\}/g) ?? []), ...variant];
  });
}

/** The pieces `name=value`, `=value` and `flag` of a line; a value is JSON or a word. */
function* attributesOf(text: string, line: string): Generator<[string, string]> {
  const piece = /\s+([A-Za-z][\w.-]*)?(?:=("(?:[^"\\]|\\.)*"|\[[^\]]*\]|\{[^}]*\}|\S+))?/y;
  while (piece.lastIndex < text.length) {
    const at = piece.lastIndex;
    const found = piece.exec(text);
    if (found === null || (found[1] === undefined && found[2] === undefined)) {
      throw new Error(`cannot read '${text.slice(at)}' of: ${line}`);
    }
    yield [found[1] ?? '', found[2] ?? 'true'];
  }
}
