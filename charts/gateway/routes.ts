import type { Construct } from 'constructs';
import type { PublishedMatch, PublishedRoute } from '../../config/application/publish/published';
import { KubeIngress } from '../../imports/k8s';
import { ingressClass } from './names';
import { rewrittenPath } from './route-plugins';

/** A host's certificate: a Secret of the route's namespace. */
export interface RouteCertificate {
  readonly hosts: readonly string[];
  readonly secretName: string;
}

/** Where a published route is put, and what it does not say itself. */
export interface RoutePlace {
  readonly namespace: string;
  /** Names of the KongPlugins and KongClusterPlugins that run on it. */
  readonly plugins: readonly string[];
  readonly certificates: readonly RouteCertificate[];
}

/** What one Ingress holds: all its matches have these conditions. */
interface Group {
  readonly methods: readonly string[];
  readonly headers: PublishedMatch['headers'];
  readonly matches: readonly PublishedMatch[];
}

/**
 * The Ingresses of a route: one for each set of methods and headers, which Kong's annotations say of a whole Ingress. The
 * protocols are stated, for Kong Gateway takes HTTPS alone from 3.14 on and the ingress controller sends none of its own
 * from 3.5.7 on. Annotations: kubernetes-ingress-controller v3.5.13 internal/annotations/annotations.go.
 */
export function addIngresses(scope: Construct, route: PublishedRoute, place: RoutePlace): void {
  const groups = groupsOf(route.matches);
  for (const [index, group] of groups.entries()) {
    const name = index === 0 ? route.name : `${route.name}-${index + 1}`;
    const hosts = route.hosts.length === 0 ? [undefined] : route.hosts;
    const http = { paths: group.matches.map((match) => pathOf(route, match)) };
    new KubeIngress(scope, `ingress-${name}`, {
      metadata: {
        name,
        namespace: place.namespace,
        annotations: {
          ...route.annotations,
          ...(place.plugins.length === 0 ? {} : { 'konghq.com/plugins': place.plugins.join(',') }),
          ...conditions(group),
          ...settings(route),
        },
      },
      spec: {
        ingressClassName: ingressClass,
        rules: hosts.map((host) => ({ ...(host === undefined ? {} : { host }), http })),
        ...(place.certificates.length === 0
          ? {}
          : { tls: place.certificates.map(({ hosts, secretName }) => ({ hosts: [...hosts], secretName })) }),
      },
    });
  }
}

/**
 * Matches that differ in their method alone are one with several methods, and those that have methods and headers in common
 * share an Ingress, in the order of the file.
 */
function groupsOf(matches: readonly PublishedMatch[]): readonly Group[] {
  const merged = new Map<string, { readonly match: PublishedMatch; readonly methods: Set<string> }>();
  for (const match of matches) {
    const { method, ...rest } = match;
    const key = JSON.stringify([rest, method === undefined]);
    const found = merged.get(key) ?? { match, methods: new Set() };
    merged.set(key, found);
    if (method !== undefined) found.methods.add(method);
  }
  const groups = new Map<string, Group>();
  for (const { match, methods } of merged.values()) {
    const all = [...methods];
    const key = JSON.stringify([all, match.headers]);
    const found = groups.get(key);
    groups.set(key, {
      methods: all,
      headers: match.headers,
      matches: [...(found?.matches ?? []), match],
    });
  }
  return [...groups.values()];
}

type IngressPath = NonNullable<
  NonNullable<NonNullable<ConstructorParameters<typeof KubeIngress>[2]>['spec']>['rules']
>[number]['http'] extends infer Http
  ? NonNullable<Http> extends { paths: (infer Path)[] }
    ? Path
    : never
  : never;

/** Where the controller sees this prefix it passes the rest on as a regular expression of Kong's. */
const regexPrefix = '/~';

function pathOf(route: PublishedRoute, { path, backend }: PublishedMatch): IngressPath {
  const to = { backend: { service: { name: backend.service, port: { number: backend.port } } } };
  const rewritten = rewrittenPath(route, path);
  if (rewritten !== undefined) {
    return { path: `${regexPrefix}${rewritten}`, pathType: 'ImplementationSpecific', ...to };
  }
  switch (path.type) {
    case 'Exact':
      return { path: path.value, pathType: 'Exact', ...to };
    case 'PathPrefix':
      return { path: path.value, pathType: 'Prefix', ...to };
    default: {
      const whole = path.value.endsWith('$') ? path.value : `${path.value}$`;
      return { path: `${regexPrefix}${whole}`, pathType: 'ImplementationSpecific', ...to };
    }
  }
}

function conditions({ methods, headers }: Group): Readonly<Record<string, string>> {
  const separator = [',', ';', '|', '#'].find((each) => headers.every(({ value }) => !value.includes(each)));
  return {
    ...(methods.length === 0 ? {} : { 'konghq.com/methods': methods.join(',') }),
    ...Object.fromEntries(
      headers.map(({ name, type, value }) => [
        `konghq.com/headers.${name}`,
        type === 'Exact' ? value : `~*^(?:${value})$`,
      ]),
    ),
    ...(separator === ',' || separator === undefined ? {} : { 'konghq.com/headers-separator': separator }),
  };
}

/** 308 keeps the method and the body of the call that is sent on; Kong's own 426 sends nobody anywhere. */
const redirectStatus = '308';

function settings(route: PublishedRoute): Readonly<Record<string, string>> {
  const { http, preserveHost, protocol, stripPath, requestBuffering, responseBuffering, priority } = route;
  const plain = http === 'serve' ? [protocol] : [];
  return {
    ...(http === 'redirect' && protocol === 'http'
      ? { 'konghq.com/https-redirect-status-code': redirectStatus }
      : {}),
    'konghq.com/preserve-host': String(preserveHost),
    'konghq.com/protocols': [...plain, `${protocol}s`].join(','),
    ...(priority === undefined ? {} : { 'konghq.com/regex-priority': String(priority) }),
    ...(requestBuffering === undefined ? {} : { 'konghq.com/request-buffering': String(requestBuffering) }),
    ...(responseBuffering === undefined
      ? {}
      : { 'konghq.com/response-buffering': String(responseBuffering) }),
    'konghq.com/strip-path': String(stripPath),
  };
}
