import type { PublishedMatch, PublishedRoute } from '../../config/application/publish/published';

/** A plugin that a route has because of a filter or of its hosts, and no person declares. */
export interface RoutePlugin {
  readonly name: string;
  readonly plugin: 'request-transformer' | 'response-transformer' | 'redirect' | 'pre-function';
  readonly config: Readonly<Record<string, unknown>>;
}

type Headers = NonNullable<PublishedRoute['filters']['requestHeaderModifier']>;

/**
 * The plugins that do what the filters of a route say, as Kong's controller makes them of an HTTPRoute's filters.
 *
 * @param hsts value of Strict-Transport-Security for its answers
 */
export function routePlugins(
  { name, filters }: PublishedRoute,
  hsts: string | undefined,
): readonly RoutePlugin[] {
  const { requestHeaderModifier, responseHeaderModifier, urlRewrite, requestRedirect } = filters;
  const uri = rewriteTemplate(urlRewrite);
  const request = headerConfig(requestHeaderModifier);
  const rewritten = uri === undefined ? request : { ...request, replace: { ...request.replace, uri } };
  const response = headerConfig(responseHeaderModifier, hsts);
  const all: readonly RoutePlugin[] = [
    { name: `${name}-request-transformer`, plugin: 'request-transformer', config: { ...rewritten } },
    { name: `${name}-response-transformer`, plugin: 'response-transformer', config: { ...response } },
    { name: `${name}-redirect`, plugin: 'redirect', config: redirectConfig(requestRedirect) },
  ];
  return all.filter(({ config }) => Object.keys(config).length > 0);
}

function redirectConfig(
  redirect: PublishedRoute['filters']['requestRedirect'],
): Readonly<Record<string, unknown>> {
  return redirect === undefined
    ? {}
    : {
        location: redirect.location,
        keep_incoming_path: redirect.keepPath,
        status_code: redirect.statusCode,
      };
}

interface HeaderConfig {
  readonly add?: { readonly headers: readonly string[] };
  readonly append?: { readonly headers: readonly string[] };
  readonly remove?: { readonly headers: readonly string[] };
  readonly replace?: { readonly headers: readonly string[] };
}

/** `set` is two of Kong's: replace a header that is there, and add one that is not. */
function headerConfig(headers: Headers | undefined, hsts?: string): HeaderConfig {
  const { set = {}, add = {}, remove = [] } = headers ?? {};
  const lines = (values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([name, value]) => `${name}:${value}`);
  // The application's own answer is left as it is where it has the header already.
  const added = [...lines(set), ...(hsts === undefined ? [] : [`Strict-Transport-Security:${hsts}`])];
  return {
    ...(added.length === 0 ? {} : { add: { headers: added } }),
    ...(Object.keys(add).length === 0 ? {} : { append: { headers: lines(add) } }),
    ...(remove.length === 0 ? {} : { remove: { headers: remove } }),
    ...(Object.keys(set).length === 0 ? {} : { replace: { headers: lines(set) } }),
  };
}

type UrlRewrite = PublishedRoute['filters']['urlRewrite'];

/** What the path becomes, in the template language of the request-transformer; undefined where nothing is rewritten by it. */
function rewriteTemplate(rewrite: UrlRewrite): string | undefined {
  if (rewrite?.replaceFullPath !== undefined) return rewrite.replaceFullPath;
  const prefix = rewrite?.replacePrefixMatch;
  // A prefix of / is cut off by the route itself.
  if (prefix === undefined || prefix === '/') return undefined;
  return `${prefix.replace(/\/$/, '')}$(uri_captures[1] or "")`;
}

/**
 * The regular expression of Kong's that stands for a prefix of which another one is made: what follows the prefix is its
 * first group. Undefined where the path is not rewritten so.
 */
export function rewrittenPath(
  { filters: { urlRewrite } }: PublishedRoute,
  path: PublishedMatch['path'],
): string | undefined {
  if (path.type !== 'PathPrefix' || rewriteTemplate(urlRewrite) === undefined) return undefined;
  if (urlRewrite?.replaceFullPath !== undefined) return undefined;
  const prefix = path.value.replace(/(?<!\/)\/+$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return `${prefix}(/.*)?$`;
}
