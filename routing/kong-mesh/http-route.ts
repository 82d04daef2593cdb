import { dig, items, portOf, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { splitPath } from '../request';
import { escaped, type KongPath, type KongRoute } from './kong-route';

/**
 * The routes that Kong's controller makes of an HTTPRoute for the traditional router: an expression for the path itself and
 * the letters below it for each prefix, headers with an expression without anchors, and nothing where a query is asked for,
 * which its webhook refuses (kubernetes-ingress-controller internal/dataplane/translator/subtranslator/httproute.go,
 * internal/admission/validation/gateway/httproute.go).
 */
export function httpRoutesOf(object: Manifest): readonly KongRoute[] {
  const hosts = items(dig(object, 'spec', 'hostnames')).flatMap((host) => text(host) ?? []);
  return items(dig(object, 'spec', 'rules')).flatMap((rule) => {
    const [backend] = items(dig(rule, 'backendRefs'));
    const path = dig(
      items(dig(rule, 'filters')).find((filter) => dig(filter, 'type') === 'URLRewrite'),
      'urlRewrite',
      'path',
    );
    return items(dig(rule, 'matches')).flatMap((match) => {
      if (items(dig(match, 'queryParams')).length > 0) return [];
      const method = text(dig(match, 'method'));
      const headers = items(dig(match, 'headers')).map((header) => {
        const value = text(dig(header, 'value')) ?? '';
        const expression = dig(header, 'type') === 'RegularExpression';
        return [String(dig(header, 'name')).toLowerCase(), `${expression ? '~*' : ''}${value}`] as const;
      });
      const said = {
        type: text(dig(match, 'path', 'type')),
        value: text(dig(match, 'path', 'value')) ?? '/',
      };
      return (hosts.length === 0 ? [undefined] : hosts).flatMap((host) =>
        pathsOf(said.type, said.value).map(
          (own): KongRoute => ({
            object,
            host,
            path: own,
            methods: method === undefined ? [] : [method],
            headers,
            regexPriority: 0,
            service: text(dig(backend, 'name')) ?? '',
            port: portOf(dig(backend, 'port')) ?? '',
            sent: (whole) => sentOn(path, said.value, whole),
          }),
        ),
      );
    });
  });
}

function pathsOf(type: string | undefined, value: string): readonly KongPath[] {
  if (type === 'Exact') return [{ expression: new RegExp(`^${escaped(value)}$`), prefix: '' }];
  if (type === 'RegularExpression') return [{ expression: new RegExp(`^${value}`), prefix: '' }];
  const base = value.replace(/\/+$/, '');
  return [
    { expression: new RegExp(`^${escaped(base === '' ? '/' : base)}$`), prefix: '' },
    { expression: undefined, prefix: `${base}/` },
  ];
}

/** The path that the service gets: as a URLRewrite says, or as it came. */
function sentOn(rewrite: unknown, matched: string, whole: string): string {
  const { path } = splitPath(whole);
  const query = whole.slice(path.length);
  const full = text(dig(rewrite, 'replaceFullPath'));
  if (full !== undefined) return full + query;
  const prefix = text(dig(rewrite, 'replacePrefixMatch'));
  if (prefix === undefined) return whole;
  const changed = `${prefix.replace(/\/$/, '')}${path.slice(matched.replace(/\/+$/, '').length)}`;
  return (changed === '' ? '/' : changed) + query;
}
