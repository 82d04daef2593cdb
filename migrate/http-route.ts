import { literal } from '../charts/mesh/kong-mesh/literal';
import type { Manifest } from '../references/manifest';
import type { Context } from './context';
import type { GatewayRoute } from './gateway-routes';
import { type KumaPath, kumaMatch } from './matches/kuma-match';
import { isAny, patternOf } from './matches/match';
import { segmentChanges } from './segments';

const source = 'kubernetes-ingress-controller internal/dataplane/translator/subtranslator/httproute.go';

/** Writes a route of a virtual gateway as an HTTPRoute of Gateway API, or a GRPCRoute's paths as such. */
export function addHttpRoute(context: Context, route: GatewayRoute): void {
  const { target, host, name, match, rewrite } = route;
  const { namespace } = target.service;
  const { account, requests } = context;
  const rewritten = rewrite.kind === 'prefix';
  // A prefix can be replaced only where it is whole segments.
  const segments = rewritten || context.settings.prefix === 'segments';
  const said = kumaMatch(match, { prefix: segments ? 'segments' : 'letters', any: 'prefix' });
  if ('why' in said) {
    account.lost(
      route.document,
      '/spec',
      `Gateway API has no words for what is asked of header ${said.header}`,
      source,
    );
    return;
  }
  const { path } = match;
  if (segments && path.kind === 'prefix' && !isAny(path)) {
    account.changed(
      route.document,
      `${route.typeAt}/match/prefix`,
      'whole segments instead of letters: Gateway API rewrites no other prefix',
    );
    const other = 'another route, or 404';
    for (const change of segmentChanges(match, `GatewayRoute ${route.namespace}/${name}`, other, other))
      requests.push({
        outside: true,
        service: target.key,
        host: host ?? '*',
        ...change,
        reason: 'a prefix is whole segments in Gateway API, and letters on App Mesh',
      });
  }
  const { headers = [], queryParams, path: written, ...rest } = said;
  if (queryParams !== undefined) {
    account.lost(
      route.document,
      `${route.typeAt}/match/queryParameters`,
      'Kong asks for query parameters with its router of expressions alone, and its webhook refuses the route otherwise',
      'kubernetes-ingress-controller internal/admission/validation/gateway/httproute.go',
    );
    requests.push({
      outside: true,
      service: target.key,
      host: host ?? '*',
      match: patternOf({ ...match, query: new Map() }),
      before: `only as GatewayRoute ${route.namespace}/${name} asks of the query`,
      after: `Service ${namespace}/${target.service.name}`,
      reason: 'a query is not asked for',
    });
  }
  const unsaid = headers.filter(({ type }) => type === 'Absent');
  if (unsaid.length > 0)
    account.lost(
      route.document,
      `${route.typeAt}/match/${route.protocol === 'grpc' ? 'metadata' : 'headers'}`,
      'Gateway API cannot ask that a header is not there',
      source,
    );
  if (headers.length > 0)
    account.changed(
      route.document,
      `${route.typeAt}/match/${route.protocol === 'grpc' ? 'metadata' : 'headers'}`,
      'Kong compares the values of headers without regard to case',
    );
  const asked = headers.flatMap(({ name: header, type, value = '' }) => {
    if (type === 'Absent') return [];
    if (type === 'Exact') return [{ type, name: header, value }];
    const expression = type === 'Present' ? '.*' : type === 'Prefix' ? `${literal(value)}.*` : value;
    // Kong looks for an expression anywhere in the value.
    return [{ type: 'RegularExpression', name: header, value: `^(?:${expression})$` }];
  });
  const filters = [
    ...(rewrite.kind === 'none'
      ? []
      : [
          {
            type: 'URLRewrite',
            urlRewrite: {
              path:
                rewrite.kind === 'path'
                  ? { type: 'ReplaceFullPath', replaceFullPath: rewrite.value }
                  : { type: 'ReplacePrefixMatch', replacePrefixMatch: rewrite.value },
            },
          },
        ]),
  ];
  const manifest: Manifest = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, namespace },
    spec: {
      parentRefs: [{ name: 'kong', namespace: 'kong' }],
      ...(host === undefined ? {} : { hostnames: [host] }),
      rules: [
        {
          matches: [
            {
              ...rest,
              ...(written === undefined ? {} : { path: anchored(written) }),
              ...(asked.length === 0 ? {} : { headers: asked }),
            },
          ],
          ...(filters.length === 0 ? {} : { filters }),
          backendRefs: [{ name: target.service.name, port: route.port }],
        },
      ],
    },
  };
  context.objects.push({ stage: '40-gateway', manifest });
}

/** An expression that ends where the path does: Kong holds it to the beginning alone. */
function anchored(path: KumaPath): KumaPath {
  return path.type === 'RegularExpression' ? { ...path, value: `${path.value}$` } : path;
}
