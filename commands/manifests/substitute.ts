import type { Manifest } from '../../references/manifest';
import { plainScalar } from './scalars';

/** What a Kustomization of Flux fills in. */
export interface Variables {
  readonly values: ReadonlyMap<string, string>;
  /** Whether no other source may have more: then what has no value becomes nothing. */
  readonly complete: boolean;
}

const mark = 'kustomize.toolkit.fluxcd.io/substitute';

/**
 * An object after Flux has filled in its variables (`${X}`, `${X:=y}`, `${X:-y}`); what has no value stays as it is, unless
 * it has a default (kustomize-controller docs/spec/v1/kustomizations.md, post build variable substitution).
 */
export function substituted(object: Manifest, { values }: Variables): Manifest {
  const { labels, annotations } = object.metadata;
  if (labels?.[mark] === 'disabled' || annotations?.[mark] === 'disabled') return object;
  const filled = fill(object, values);
  return isManifest(filled) ? filled : object;
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && 'kind' in value && 'metadata' in value;
}

/** The value with its variables filled in; the value itself where it has none. */
function fill(value: unknown, values: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return value.includes('${') ? fillText(value, values) : value;
  if (Array.isArray(value)) {
    const items = value.map((item) => fill(item, values));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  let changed = false;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
    const name = key.includes('${') ? replaced(key, values) : key;
    const filled = fill(item, values);
    changed ||= name !== key || filled !== item;
    return [name, filled];
  });
  return changed ? Object.fromEntries(entries) : value;
}

/** Flux fills in text, which is read anew: a value that is nothing but a variable may become a number. */
function fillText(text: string, values: ReadonlyMap<string, string>): unknown {
  const filled = replaced(text, values);
  if (filled === text || !/^\$\{[^}]*\}$/.test(text)) return filled;
  const value = plainScalar(filled);
  return value === undefined ? filled : value;
}

function replaced(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(
    /(\$?)\$\{([A-Za-z_][A-Za-z0-9_]*)(?:(:=|:-|=|-)([^}]{0,1000}))?\}/g,
    (found, dollar, name, sign, otherwise) => {
      if (dollar === '$') return found.slice(1);
      const value = values.get(name);
      if (value !== undefined && (value !== '' || !String(sign).startsWith(':'))) return value;
      return sign === undefined ? found : unquoted(String(otherwise));
    },
  );
}

function unquoted(text: string): string {
  return /^"[^"]*"$/.test(text) ? text.slice(1, -1) : text;
}
