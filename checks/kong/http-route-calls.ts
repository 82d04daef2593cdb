import { dig, fields, items, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';

/** The calls that one match of an HTTPRoute takes. */
export interface HttpRouteCalls {
  readonly kind: 'Exact' | 'PathPrefix' | 'RegularExpression';
  readonly path: string;
  /** Method, headers and query parameters as one text; empty where the match has none. */
  readonly conditions: string;
  /** Position of the rule in the HTTPRoute. */
  readonly rule: number;
}

/** The calls that an HTTPRoute takes, match by match; a rule without matches takes all. */
export function callsOfRoute(route: Manifest): readonly HttpRouteCalls[] {
  return items(dig(route, 'spec', 'rules')).flatMap((value, rule) => {
    const matches = items(dig(value, 'matches'));
    return (matches.length === 0 ? [{}] : matches).flatMap((match): readonly HttpRouteCalls[] => {
      const kind = text(dig(match, 'path', 'type')) ?? 'PathPrefix';
      const path = text(dig(match, 'path', 'value')) ?? '/';
      if (kind !== 'Exact' && kind !== 'PathPrefix' && kind !== 'RegularExpression') return [];
      return [
        { kind, path: kind === 'PathPrefix' ? trimmed(path) : path, conditions: conditionsOf(match), rule },
      ];
    });
  });
}

/** `/a/` is the same prefix as `/a`. */
function trimmed(path: string): string {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

function conditionsOf(match: unknown): string {
  const named = (key: 'headers' | 'queryParams') =>
    items(dig(match, key))
      .map((each) => {
        const { name, type = 'Exact', value } = fields(each);
        return `${key} ${String(name).toLowerCase()} ${String(type)} ${String(value)}`;
      })
      .toSorted();
  const method = text(dig(match, 'method'));
  return [...(method === undefined ? [] : [method]), ...named('headers'), ...named('queryParams')].join('\n');
}

/** Whether every call that `inner` takes is one that `outer` takes, and Kong never finds `outer` the more exact one. */
export function covers(outer: HttpRouteCalls, inner: HttpRouteCalls): boolean {
  if (outer.conditions !== '' && outer.conditions !== inner.conditions) return false;
  if (outer.kind === inner.kind && outer.path === inner.path) return true;
  if (outer.kind !== 'PathPrefix' || inner.kind === 'RegularExpression') return false;
  return outer.path === '/' || inner.path === outer.path || inner.path.startsWith(`${outer.path}/`);
}
