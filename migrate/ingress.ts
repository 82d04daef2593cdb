import { literal } from '../charts/mesh/kong-mesh/literal';
import { dig, items, text } from '../references/fields';
import type { Manifest } from '../references/manifest';
import type { Context } from './context';
import { type GatewayRoute, objectOf } from './gateway-routes';
import { isAny, overlap, patternOf } from './matches/match';
import { kumaForm } from './matches/value-condition';
import { segmentChanges } from './segments';

const source = 'kubernetes-ingress-controller internal/annotations/annotations.go';

/** Writes a route of a virtual gateway as an Ingress of Kong's. */
export function addIngress(context: Context, route: GatewayRoute, others: readonly GatewayRoute[]): void {
  const { target, match, host, name } = route;
  const { namespace } = target.service;
  const ranked = isRanked(route, others);
  const { path, pathType } = pathOf(context, route, ranked);
  const uri = uriOf(route);
  const annotations: Record<string, string> = {
    'konghq.com/strip-path': String(route.rewrite.kind === 'prefix' && uri === undefined),
    'konghq.com/preserve-host': String(route.keepsHost),
    ...(ranked ? { 'konghq.com/regex-priority': String(regexPriority(route)) } : {}),
    ...(match.method === undefined ? {} : { 'konghq.com/methods': match.method }),
    ...(route.protocol === 'grpc' ? { 'konghq.com/protocols': 'grpc,grpcs' } : {}),
    ...headers(context, route),
    ...(uri === undefined ? {} : { 'konghq.com/plugins': `${name}-rewrite` }),
  };
  enterQuery(context, route);
  if (uri !== undefined) addRewrite(context, namespace, name, uri);
  const rule = {
    http: {
      paths: [
        {
          path,
          pathType,
          backend: { service: { name: target.service.name, port: { number: route.port } } },
        },
      ],
    },
  };
  const manifest: Manifest = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace, annotations },
    spec: { ingressClassName: 'kong', rules: [host === undefined ? rule : { host, ...rule }] },
  };
  context.objects.push({ stage: '40-gateway', manifest });
}

/** Whether App Mesh's order is another than Kong's, somewhere among the routes of a gateway: all of them are then ranked. */
function isRanked(route: GatewayRoute, others: readonly GatewayRoute[]): boolean {
  const all = [route, ...others];
  return all.some((one) =>
    all.some(
      (other) =>
        regexPriority(one) > regexPriority(other) &&
        overlap(one.match, other.match) &&
        kongRank(one) <= kongRank(other),
    ),
  );
}

/** App Mesh tries the smaller priority first, and of equal ones the longer path; none is the last, 1000. */
function regexPriority(route: GatewayRoute): number {
  return (1000 - (route.priority ?? 1000)) * 500 + Math.min(lengthOf(route), 499);
}

/** What Kong tries first has the larger number: expressions, whose length does not count, then longer paths. */
function kongRank(route: GatewayRoute): number {
  const { path } = route.match;
  const expression = path.kind === 'regex' || (uriOf(route) !== undefined && route.rewrite.kind === 'prefix');
  return expression ? 1000 : lengthOf(route);
}

function lengthOf({ match: { path } }: GatewayRoute): number {
  return path.kind === 'any' ? 0 : path.value.length;
}

/** A path in Kong's words: without a type of Kubernetes' own it is letters, as App Mesh's prefixes are. */
function pathOf(
  { settings, account, requests }: Context,
  route: GatewayRoute,
  ranked: boolean,
): { readonly path: string; readonly pathType: string } {
  const { path } = route.match;
  const asExpression = (value: string) => ({ path: `/~${value}`, pathType: 'ImplementationSpecific' });
  if (path.kind === 'regex') return asExpression(`${path.value}$`);
  if (uriOf(route) !== undefined && route.rewrite.kind === 'prefix' && path.kind !== 'any')
    return asExpression(`${literal(path.value)}(.*)$`);
  if (isAny(path) || path.kind === 'any')
    return ranked ? asExpression('/') : { path: '/', pathType: 'Prefix' };
  if (path.kind === 'exact')
    return ranked ? asExpression(`${literal(path.value)}$`) : { path: path.value, pathType: 'Exact' };
  if (ranked) return asExpression(literal(path.value));
  if (settings.prefix === 'letters') return { path: path.value, pathType: 'ImplementationSpecific' };
  account.changed(
    route.document,
    `${route.typeAt}/match/prefix`,
    'whole segments instead of letters, as --prefix segments asks',
  );
  const other = 'another route, or 404';
  for (const change of segmentChanges(
    route.match,
    `GatewayRoute ${route.namespace}/${route.name}`,
    other,
    other,
  ))
    requests.push({
      outside: true,
      service: route.target.key,
      host: route.host ?? '*',
      ...change,
      reason: 'a prefix is whole segments, as --prefix segments asks, and letters on App Mesh',
    });
  return { path: path.value, pathType: 'Prefix' };
}

/** The path that the service sees, in the words of the plugin; undefined where the route itself cuts off the prefix. */
function uriOf({ rewrite }: GatewayRoute): string | undefined {
  if (rewrite.kind === 'path') return rewrite.value;
  return rewrite.kind === 'prefix' && rewrite.value !== '/'
    ? `${rewrite.value}$(uri_captures[1] or "")`
    : undefined;
}

function addRewrite({ objects }: Context, namespace: string, name: string, uri: string): void {
  objects.push({
    stage: '40-gateway',
    manifest: {
      apiVersion: 'configuration.konghq.com/v1',
      kind: 'KongPlugin',
      metadata: { name: `${name}-rewrite`, namespace },
      plugin: 'request-transformer',
      config: { replace: { uri } },
    },
  });
}

/** Conditions on headers: Kong compares values without regard to case. */
function headers(context: Context, route: GatewayRoute): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const list = route.protocol === 'grpc' ? 'metadata' : 'headers';
  for (const [name, conditions] of route.match.headers) {
    const form = kumaForm(conditions);
    const value =
      typeof form === 'string'
        ? undefined
        : form.type === 'Exact'
          ? form.value
          : form.type === 'Present'
            ? '~*.*'
            : form.type === 'Prefix'
              ? `~*^${literal(form.value ?? '')}`
              : form.type === 'RegularExpression'
                ? `~*^(?:${form.value ?? ''})$`
                : undefined;
    if (value !== undefined) {
      found[`konghq.com/headers.${name}`] = value;
      continue;
    }
    for (const [i, item] of items(
      dig(route.document.manifest, 'spec', typeOf(route), 'match', list),
    ).entries())
      if (text(dig(item, 'name'))?.toLowerCase() === name)
        lose(context, route, `${route.typeAt}/match/${list}/${i}`, `what is asked of header ${name}`);
  }
  if (route.match.headers.size > 0)
    context.account.changed(
      route.document,
      `${route.typeAt}/match/${list}`,
      'Kong compares the values of headers without regard to case',
      objectOf(context, route),
    );
  return found;
}

/** The field of a route's type. */
function typeOf({ typeAt }: GatewayRoute): string {
  return typeAt.slice('/spec/'.length);
}

function enterQuery(context: Context, route: GatewayRoute): void {
  if (route.match.query.size > 0)
    lose(context, route, `${route.typeAt}/match/queryParameters`, 'what is asked of query parameters');
}

function lose(context: Context, route: GatewayRoute, at: string, what: string): void {
  context.account.lost(
    route.document,
    at,
    `an Ingress cannot say ${what}${what.includes('query') ? '' : ': --gateway gateway-api can say more'}`,
    source,
  );
  context.requests.push({
    outside: true,
    service: route.target.key,
    host: route.host ?? '*',
    match: { ...patternOf({ ...route.match, headers: new Map(), query: new Map() }) },
    before: `only as GatewayRoute ${route.namespace}/${route.name} asks`,
    after: `Service ${route.target.service.namespace}/${route.target.service.name}`,
    reason: `an Ingress cannot say ${what}`,
  });
}
