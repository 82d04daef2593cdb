import { parseAllDocuments } from 'yaml';
import { isReference } from './harmless';

/** A Secret with content that stands inside another object: in the values of a chart, in a patch, in a text. */
export interface InnerSecret {
  /** Keys and indices that lead to it, or to the text that it is in. */
  readonly at: readonly (string | number)[];
  /** Keys of its content. */
  readonly keys: readonly string[];
  readonly values: readonly string[];
}

/** Longer texts are not read as YAML. */
const longest = 1024 * 1024;
const deepest = 200;

/** The Secrets with content below a value, as maps or as YAML in texts; not the value itself. */
export function secretsWithin(value: unknown): readonly InnerSecret[] {
  const found: InnerSecret[] = [];
  walk(value, [], found);
  return found;
}

function walk(value: unknown, above: (string | number)[], found: InnerSecret[]): void {
  if (above.length > deepest) return;
  if (typeof value === 'string') {
    if (value.length < longest && value.includes('Secret') && /\bkind\b.{0,20}\bSecret\b/.test(value))
      found.push(...secretsInText(value, above));
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) below(value[index], index, above, found);
  } else if (typeof value === 'object' && value !== null) {
    const content = above.length === 0 ? undefined : contentOf(value);
    if (content !== undefined) found.push({ at: [...above], ...content });
    for (const key of Object.keys(value)) below(Reflect.get(value, key), key, above, found);
  }
}

function below(value: unknown, key: string | number, above: (string | number)[], found: InnerSecret[]): void {
  if (typeof value !== 'object' && typeof value !== 'string') return;
  above.push(key);
  walk(value, above, found);
  above.pop();
}

/** What a Secret holds in clear; undefined for any other map, and for one whose values are templates, references or encrypted. */
function contentOf(value: object): Pick<InnerSecret, 'keys' | 'values'> | undefined {
  const kind: unknown = Reflect.get(value, 'kind');
  if (Reflect.get(value, 'apiVersion') !== 'v1' || (kind !== 'Secret' && kind !== 'SecretList'))
    return undefined;
  const items: unknown = kind === 'Secret' ? [value] : Reflect.get(value, 'items');
  const secrets = (Array.isArray(items) ? items : []).filter(
    (item: unknown) => typeof item === 'object' && item !== null,
  );
  const entries = secrets
    .flatMap((secret) => ['data', 'stringData'].map((field): unknown => Reflect.get(secret, field)))
    .flatMap((content) => {
      return typeof content === 'object' && content !== null ? Object.entries(content) : [];
    });
  const clear = entries.flatMap(([key, text]): [string, string][] =>
    typeof text === 'string' && !isReference(text) ? [[key, text]] : [],
  );
  return clear.length === 0
    ? undefined
    : { keys: clear.map(([key]) => key), values: clear.map(([, text]) => text) };
}

function secretsInText(text: string, above: readonly (string | number)[]): readonly InnerSecret[] {
  try {
    return parseAllDocuments(text, {
      schema: 'failsafe',
      uniqueKeys: false,
      strict: false,
      logLevel: 'silent',
    }).flatMap((document) => {
      const value: unknown = document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });
      const found: InnerSecret[] = [];
      walk({ document: value }, [], found);
      return found.map(({ keys, values }) => ({ at: [...above], keys, values }));
    });
  } catch {
    return [];
  }
}
