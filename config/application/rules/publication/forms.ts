import type { PublishingGateway } from '../../publish/gateway';
import { grpcCall } from '../../publish/grpc-call';
import { hostsOf } from '../../publish/published';
import type { RouteConfig } from '../../publish/routes';
import type { ApplicationFinding, Running } from '../../running';
import { isGrpc } from './grpc';

/** Most headers that one match of Gateway API has. */
const mostHeaders = 16;
/** Longest path of a match of Gateway API. */
const longestPath = 1024;

/** What the form in which the gateway reads routes cannot say. */
export function formFindings(
  running: Running,
  gateway: PublishingGateway | undefined,
): readonly ApplicationFinding[] {
  if (gateway === undefined || gateway.routes === 'ingress') return [];
  const routes = Object.entries(running.head?.publish.routes ?? {});
  return routes.flatMap(([name, route]) => [
    ...matchFindings(name, route),
    ...exactRoot(name, route, routes),
    ...(!gateway.grpcAsIngress && isGrpc(running, name, route) ? unsaidCalls(name, route) : []),
  ]);
}

function matchFindings(name: string, { matches = [] }: RouteConfig): readonly ApplicationFinding[] {
  return matches.flatMap(({ headers, path }, index): ApplicationFinding[] => [
    ...(Object.keys(headers).length > mostHeaders
      ? [
          {
            path: ['publish', 'routes', name, 'matches', index, 'headers'],
            message: 'more headers than a match of Gateway API has',
            found: `${Object.keys(headers).length} headers`,
            expected: `at most ${mostHeaders}, since this gateway reads routes as Gateway API`,
            mend: 'match by fewer, or use routes: ingress under gateway of the cluster',
          },
        ]
      : []),
    ...((path?.value.length ?? 0) >= longestPath
      ? [
          {
            path: ['publish', 'routes', name, 'matches', index, 'path', 'value'],
            message: 'a path longer than one of Gateway API',
            found: `${path?.value.length} characters`,
            expected: `less than ${longestPath}, since this gateway reads routes as Gateway API`,
            mend: 'shorten it, or use routes: ingress under gateway of the cluster',
          },
        ]
      : []),
  ]);
}

/**
 * Kong's controller makes of the prefix / of Gateway API an expression for / itself besides, which has the rank of the exact path, and
 * of any other expression without a higher priority: the older route would win (v3.5.13 subtranslator/httproute.go,
 * generateKongRoutePathFromHTTPRouteMatch).
 */
function exactRoot(
  name: string,
  { matches = [], ...route }: RouteConfig,
  routes: readonly (readonly [string, RouteConfig])[],
): readonly ApplicationFinding[] {
  const hosts = hostsOf(route);
  const all = routes.find(([, other]) => {
    const others = hostsOf(other);
    const meet = hosts.length === 0 || others.length === 0 || others.some((host) => hosts.includes(host));
    return meet && prefixesOf(other).includes('/');
  });
  if (all === undefined) return [];
  return matches.flatMap(({ path }, index): readonly ApplicationFinding[] => {
    const at = ['publish', 'routes', name, 'matches', index, 'path', 'value'];
    const expected = 'one of the two: Kong’s controller gives both the same rank in routes of Gateway API';
    if (path?.type === 'Exact' && path.value === '/') {
      return [
        {
          path: at,
          message: 'an exact path beside a prefix that is all paths',
          found: `/, beside the prefix / of route ${all[0]}`,
          expected,
          mend: 'write {type: RegularExpression, value: /} in a route with a priority, or use routes: ingress under gateway of the cluster',
        },
      ];
    }
    if (
      path?.type !== 'RegularExpression' ||
      (route.priority ?? 0) > (all[1].priority ?? 0) ||
      !meetsRoot(path.value)
    )
      return [];
    return [
      {
        path: at,
        severity: 'notice',
        message: 'an expression for / beside a prefix that is all paths',
        found: `${path.value}, beside the prefix / of route ${all[0]}`,
        expected: `${expected}, and either may take the path /`,
        mend: 'give the route of the expression a higher priority, or write an expression that / does not meet',
      },
    ];
  });
}

/** Expressions that people write for all paths, / among them. Somebody else's are not run, and nothing is said of them. */
const forAllPaths: ReadonlySet<string> = new Set(['/', '/.*', '/(.*)', '/(?:.*)', '/.*?', '/?.*', '.*']);

function meetsRoot(value: string): boolean {
  return forAllPaths.has(value.endsWith('$') ? value.slice(0, -1) : value);
}

/** Whether a path is known to be every path; it is where nothing is said. */
export function isForAllPaths(
  path: NonNullable<NonNullable<RouteConfig['matches']>[number]['path']> | undefined,
): boolean {
  if (path === undefined) return true;
  if (path.type === 'PathPrefix') return path.value === '/';
  return path.type === 'RegularExpression' && meetsRoot(path.value) && !/^\/\$?$/.test(path.value);
}

function prefixesOf({ paths = {}, matches }: RouteConfig): readonly string[] {
  const ofMatches = (matches ?? (Object.keys(paths).length === 0 ? [{ path: undefined }] : [])).flatMap(
    ({ path = { type: 'PathPrefix' as const, value: '/' } }) =>
      path.type === 'PathPrefix' ? [path.value] : [],
  );
  return [...Object.keys(paths), ...ofMatches];
}

/** A GRPCRoute matches by service and method; of paths it knows those that say the same. */
function unsaidCalls(name: string, { paths = {}, matches = [] }: RouteConfig): readonly ApplicationFinding[] {
  const at = ['publish', 'routes', name];
  const finding = (path: readonly PropertyKey[], found: string, atKey: boolean): ApplicationFinding => ({
    path,
    ...(atKey ? { atKey } : {}),
    message: 'a path that a GRPCRoute cannot say',
    found,
    expected: 'the service and method of a call: this gateway reads routes as Gateway API',
    mend: 'match by method: {service: shop.Stock, method: Reserve}, or use routes: ingress under gateway of the cluster',
  });
  const said = (type: 'Exact' | 'PathPrefix' | 'RegularExpression', value: string) =>
    (type === 'PathPrefix' && value === '/') || grpcCall({ type, value }) !== undefined;
  return [
    ...Object.keys(paths).flatMap((path) =>
      said('PathPrefix', path) ? [] : [finding([...at, 'paths', path], path, true)],
    ),
    ...matches.flatMap(({ path }, index) =>
      path === undefined || said(path.type, path.value)
        ? []
        : [finding([...at, 'matches', index, 'path', 'value'], path.value, false)],
    ),
  ];
}
