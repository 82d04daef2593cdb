import { nodeOfTarget } from '../backends';
import type { Context } from '../context';
import type { ConvertedPort, RouteRule } from '../converted';
import { isAny } from '../matches/match';
import type { Node, Protocol } from '../nodes';
import type { AppMeshRoute } from '../read-route';
import { inTheWay } from './in-the-way';
import { partName, uniqueName } from './names';
import type { Part } from './parts';
import { matchOf } from './route-match';
import type { RouteConfig } from './shapes';
import { ownLimit } from './timeouts';

/** The shares of the versions of a service, and the calls that are shared otherwise. */
export interface Shares {
  /** Of every other call. */
  readonly weights: ReadonlyMap<Node, number>;
  readonly routes: Readonly<Record<string, RouteConfig>>;
  /** The route of App Mesh that each of them comes from. */
  readonly sources: ReadonlyMap<string, AppMeshRoute>;
}

/**
 * The routes of a virtual service in the words of an application file: its last one as the weights of the versions, all
 * others as routes, which the compiler puts in Kuma's order again.
 *
 * @param names the versions by their nodes
 * @param portNames the ports' names by their numbers; the first one needs none
 */
export function sharesOf(
  context: Context,
  part: Part,
  names: ReadonlyMap<Node, string>,
  portNames: ReadonlyMap<number, string>,
): Shares {
  const ports = part.virtual?.converted.ports ?? [];
  const [only] = part.nodes;
  const alone = part.nodes.length === 1 && only !== undefined ? new Map([[only, 1]]) : undefined;
  const sources = new Map<string, AppMeshRoute>();
  const isRouted = part.virtual?.service.provider.kind === 'router';
  if (!isRouted) return { weights: alone ?? new Map(), routes: {}, sources };
  const taken = new Set([`/${part.name}-route`]);
  const routes: Record<string, RouteConfig> = {};
  const isTimed = ports.some(({ rules }) =>
    rules.some(({ route, match }) => match !== undefined && ownLimit(part, route) !== undefined),
  );
  let weights: ReadonlyMap<Node, number> | undefined;
  for (const [i, port] of ports.entries()) {
    const rest = port.rules.find(({ route, match }) => match === undefined || takesAll(route));
    if (rest === undefined) tellIncomplete(context, part, port, alone !== undefined);
    const own = rest === undefined ? alone : weightsOf(context, rest.route);
    if (own === undefined) continue;
    if (weights !== undefined && rest !== undefined && shareText(weights) !== shareText(own))
      inTheWay(context, rest.route.document, `${rest.route.typeAt}/action`, {
        why: 'the calls that no route takes are shared alike at every port',
        found: `other shares at port ${port.port.port} than at port ${ports[0]?.port.port}`,
        expected: 'the same shares',
      });
    if (rest !== undefined && ownLimit(part, rest.route) !== undefined)
      inTheWay(context, rest.route.document, `${rest.route.typeAt}/timeout/perRequest`, {
        why: 'the calls that no route takes have one limit at every port',
        found: `another limit at port ${port.port.port} than at another port`,
        expected: 'the same limit',
      });
    weights ??= own;
    for (const rule of port.rules.filter((each) => each !== rest)) {
      // Where there is one version, every call goes there, whatever it asks for.
      const config =
        alone === undefined || isTimed
          ? routeOf(context, rule, port.port.protocol, names)
          : weightsOf(context, rule.route) && undefined;
      if (config === undefined) continue;
      const request = ownLimit(part, rule.route);
      const name = uniqueName(taken, '', partName(rule.route.name));
      sources.set(name, rule.route);
      routes[name] = {
        ...(i === 0 ? {} : { port: portNames.get(port.port.port) ?? '' }),
        ...config,
        ...(request === undefined ? {} : { timeouts: { request } }),
      };
    }
  }
  return { weights: weights ?? alone ?? new Map(), routes, sources };
}

function takesAll({ match }: AppMeshRoute): boolean {
  return (
    isAny(match.path) && match.method === undefined && match.headers.size === 0 && match.query.size === 0
  );
}

/** Where no route takes a request, an application file leads it to the versions by their weights. */
function tellIncomplete(context: Context, part: Part, { port }: ConvertedPort, alone: boolean): void {
  if (alone && context.settings.unmatched === 'service') return;
  const provider = part.virtual?.service.provider;
  const document = provider?.kind === 'router' ? provider.document : part.document;
  inTheWay(context, document, '/spec/routes', {
    why: 'the versions of a service share every call that no route takes',
    found: `routes of port ${port.port} that leave requests to nobody (404)`,
    expected: 'a last route that takes everything: prefix /',
    mend: alone
      ? 'let the one version answer them too: --unmatched service'
      : 'add such a route to the virtual router',
  });
}

/** The weights of a route by virtual node, as whole numbers that make 100 at most; undefined where they are none. */
function weightsOf(context: Context, route: AppMeshRoute): ReadonlyMap<Node, number> | undefined {
  const weights = new Map<Node, number>();
  for (const target of route.targets) {
    const node = nodeOfTarget(context, target);
    if (node !== undefined) weights.set(node, (weights.get(node) ?? 0) + target.weight);
    else if (target.arn !== undefined)
      inTheWay(context, route.document, `${target.at}/virtualNodeARN`, {
        why: 'the pods of a version are in the cluster',
        found: target.arn,
        expected: 'a virtual node of these files',
      });
  }
  const found = [...weights.values()];
  const total = found.reduce((sum, each) => sum + each, 0);
  // Percents where they say the same, and else whatever whole numbers do.
  const scale = found.every((each) => (each * 100) % total === 0)
    ? 100 / total
    : 1 / found.reduce(greatest, 0);
  if (total > 0 && total * scale <= 100)
    return new Map([...weights].map(([node, weight]) => [node, Math.round(weight * scale)]));
  inTheWay(context, route.document, `${route.typeAt}/action/weightedTargets`, {
    why: 'shares are whole percents',
    found: found.join(' and '),
    expected: 'weights of 100 together at most, one of them above 0',
    mend: 'write them so',
  });
  return undefined;
}

function greatest(a: number, b: number): number {
  return b === 0 ? a : greatest(b, a % b);
}

function shareText(weights: ReadonlyMap<Node, number>): string {
  const total = [...weights.values()].reduce((sum, each) => sum + each, 0);
  const parts = [...weights].filter(([, weight]) => weight > 0);
  return parts
    .map(([{ key }, weight]) => `${key} ${(weight / total).toFixed(9)}`)
    .toSorted()
    .join();
}

function routeOf(
  context: Context,
  { route, match, asked }: RouteRule,
  protocol: Protocol,
  names: ReadonlyMap<Node, string>,
): RouteConfig | undefined {
  const weights = weightsOf(context, route);
  const said = match === undefined ? undefined : matchOf(context, route, match, asked, protocol);
  if (weights === undefined || said === undefined) return undefined;
  return {
    matches: [said],
    weights: Object.fromEntries(
      [...weights].map(([node, weight]) => [names.get(node) ?? node.name, weight] as const),
    ),
  };
}
