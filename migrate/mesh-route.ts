import { dig } from '../references/fields';
import { type BackendRef, backendOf, nobody, nodeOfTarget } from './backends';
import { addPolicy, type Context } from './context';
import type { KumaMatch } from './matches/kuma-match';
import { isAny, patternOf } from './matches/match';
import { type Arranged, appMeshOrder, arrange } from './matches/order';
import type { Node } from './nodes';
import type { AppMeshRoute, RouteTarget } from './read-route';
import { tellSegments } from './segments';
import { missing, type ServedPort, type VirtualService } from './virtual-service';
import { keyOf } from './world';

const compare = 'kuma pkg/plugins/policies/meshhttproute/api/v1alpha1/compare.go';
const headerMatch = 'kuma pkg/plugins/policies/meshhttproute/xds/match.go';

/** A rule of a MeshHTTPRoute. */
interface Rule {
  readonly matches: readonly KumaMatch[];
  readonly default: { readonly backendRefs: readonly BackendRef[] };
}

/** A route that can be put in order. */
interface Answering extends AppMeshRoute {
  readonly answer: string;
  readonly settings: string;
}

/** The settings of a route that one object of Kuma carries: its time limits and retries, and the object's name. */
export interface RouteClass {
  readonly name: string;
  readonly route: AppMeshRoute | undefined;
}

/** What became of a virtual service: the virtual nodes that it reaches, and the classes of its routes by port. */
export interface Converted {
  readonly reached: ReadonlySet<Node>;
  readonly classes: readonly { readonly port: ServedPort; readonly classes: readonly RouteClass[] }[];
}

/** Writes the routes of a virtual service. */
export function addRoutes(context: Context, service: VirtualService): Converted {
  const { provider } = service;
  if (provider.kind === 'router') return addRouterRoutes(context, service, provider.ports);
  if (provider.kind === 'node') return addNodeRoute(context, service, provider.node);
  return { reached: new Set(provider.kind === 'outside' ? [provider.node] : []), classes: [] };
}

/** A service whose only version is a virtual node needs a route where the node's pods have another name. */
function addNodeRoute(context: Context, service: VirtualService, node: Node): Converted {
  const { namespace, name } = service.service;
  const ports = node.listeners.map(({ port, protocol }) => ({ port, protocol, routes: [] }));
  const to: Destination[] = [];
  for (const { port, protocol } of ports) {
    context.services.port(namespace, name, port, protocol);
    const ref = backendOf(context, node, { port, weight: 1 }, namespace);
    if (ref === undefined || (ref.kind === 'MeshService' && ref.name === name && ref.namespace === undefined))
      continue;
    const rules =
      protocol === 'tcp'
        ? [{ default: { backendRefs: [ref] } }]
        : [
            {
              matches: [{ path: { type: 'PathPrefix' as const, value: '/' } }],
              default: { backendRefs: [ref] },
            },
          ];
    to.push({ port, tcp: protocol === 'tcp', rules });
  }
  addTo(context, service, name, to);
  return {
    reached: new Set([node]),
    classes: ports.map((port) => ({ port, classes: [{ name, route: undefined }] })),
  };
}

function addRouterRoutes(context: Context, service: VirtualService, ports: readonly ServedPort[]): Converted {
  const reached = new Set<Node>();
  const byObject = new Map<string, Destination[]>();
  const classes: { port: ServedPort; classes: readonly RouteClass[] }[] = [];
  const { namespace, name } = service.service;
  for (const served of ports) {
    context.services.port(namespace, name, served.port, served.protocol);
    const written = served.protocol === 'tcp' ? tcpRules : httpRules;
    const { objects, own } = written(context, service, served, reached);
    classes.push({ port: served, classes: own });
    for (const [object, rules] of objects) {
      const to = byObject.get(object) ?? [];
      to.push({ port: served.port, tcp: served.protocol === 'tcp', rules });
      byObject.set(object, to);
    }
  }
  for (const [object, to] of byObject) addTo(context, service, object, to);
  return { reached, classes };
}

interface Destination {
  readonly port: number;
  readonly tcp: boolean;
  readonly rules: readonly (Rule | Omit<Rule, 'matches'>)[];
}

/** A MeshHTTPRoute and a MeshTCPRoute, each with one entry for each port of the service. */
function addTo(context: Context, service: VirtualService, object: string, all: readonly Destination[]): void {
  const { namespace, name } = service.service;
  const several = context.services.portCount(namespace, name) > 1;
  for (const [kind, tcp] of [
    ['MeshHTTPRoute', false],
    ['MeshTCPRoute', true],
  ] as const) {
    const to = all.filter((each) => each.tcp === tcp && each.rules.length > 0);
    if (to.length === 0) continue;
    addPolicy(context, '30-routes', kind, namespace, object, {
      targetRef: { kind: 'Mesh' },
      to: to.map(({ port, rules }) => ({
        targetRef: {
          kind: 'MeshService',
          name,
          ...(several ? { sectionName: context.services.sectionName(namespace, name, port) } : {}),
        },
        rules,
      })),
    });
  }
}

interface Written {
  readonly objects: ReadonlyMap<string, Destination['rules']>;
  readonly own: readonly RouteClass[];
}

function tcpRules(
  context: Context,
  service: VirtualService,
  served: ServedPort,
  reached: Set<Node>,
): Written {
  const { account } = context;
  const { namespace, name } = service.service;
  const [first, ...rest] = served.routes.toSorted((a, b) => (a.priority ?? 1001) - (b.priority ?? 1001));
  for (const { document, at } of rest)
    account.ignored(document, at, 'an earlier route takes every connection: this one is never tried');
  if (first === undefined) return { objects: new Map(), own: [] };
  const backendRefs = backendsOf(context, first, service, served, reached);
  enterRoute(context, first, `MeshTCPRoute ${keyOf(namespace, name)}`, '/spec/to/0/rules/0');
  return {
    objects: new Map([[name, [{ default: { backendRefs } }]]]),
    own: [{ name, route: first }],
  };
}

function httpRules(
  context: Context,
  service: VirtualService,
  served: ServedPort,
  reached: Set<Node>,
): Written {
  const { namespace, name } = service.service;
  const answering = served.routes.map((route): Answering => {
    const settings = JSON.stringify([
      dig(route.value, 'timeout') ?? null,
      dig(route.value, 'retryPolicy') ?? null,
    ]);
    const targets = route.targets.map(({ reference, arn, weight, port }) => [reference, arn, weight, port]);
    return { ...route, settings, answer: JSON.stringify([targets, settings]) };
  });
  const router = service.provider.kind === 'router' ? service.provider.document : service.document;
  const routerKey = keyOf(router.manifest.metadata.namespace ?? 'default', router.manifest.metadata.name);
  const ordered = appMeshOrder(answering, context.settings.order[routerKey] ?? []);
  for (const { first, second } of ordered.undecided)
    context.account.finding(second.document, `${second.at}/name`, {
      message: 'nobody knows which of two routes App Mesh tries first',
      found: `${first.name} and ${second.name} take the same requests, with the same priority and nothing that is longer`,
      expected: 'a priority for each, or their order as it is seen in the mesh',
      mend: `say it: --order ${routerKey}=${first.name},${second.name} or --order ${routerKey}=${second.name},${first.name}`,
    });
  const several = new Set(answering.map(({ settings }) => settings)).size > 1;
  const arranged = arrange(ordered.routes, context.settings.prefix, several);
  enterLeftOut(context, service, served, arranged);
  tellSegments(context, service, served, new Set(arranged.rules.map(({ route }) => route)));
  // The object of the service's own name has the settings that hold for every other request too.
  const plain = answering.find(({ settings }) => settings === '[null,null]');
  const main = (plain ?? arranged.rules[0]?.route ?? answering[0])?.settings;
  const classes = new Map<string, RouteClass & { readonly rules: Rule[] }>();
  const classOf = (route: Answering) => {
    const found = classes.get(route.settings);
    if (found !== undefined) return found;
    const own = route.settings === main ? name : `${name}-${objectName(route.name)}`;
    const made = { name: own, route, rules: [] };
    classes.set(route.settings, made);
    return made;
  };
  for (const { route, match, before } of arranged.rules) {
    const { name: object, rules } = classOf(route);
    const target = `MeshHTTPRoute ${keyOf(namespace, object)}`;
    const backendRefs = backendsOf(context, route, service, served, reached);
    if (before === undefined)
      enterRoute(context, route, target, `/spec/to/0/rules/${rules.length}`, arranged.forced, match);
    rules.push({ matches: [match], default: { backendRefs } });
  }
  const first = main === undefined ? undefined : classes.get(main);
  const rest = first ?? { name, route: undefined, rules: [] };
  addUnmatched(context, service, served, arranged, rest.rules);
  return {
    objects: new Map(
      (first === undefined ? [rest] : [...classes.values()]).map((each) => [each.name, each.rules]),
    ),
    own: [...classes.values()],
  };
}

/** What answers where no route takes a request: App Mesh's Envoys answer 404, Kuma leads it to all pods of the service. */
function addUnmatched(
  context: Context,
  service: VirtualService,
  served: ServedPort,
  { rules: written }: Arranged<Answering>,
  rules: Rule[],
): void {
  const complete = written.some(
    ({ route: { match } }) =>
      isAny(match.path) && match.method === undefined && match.headers.size === 0 && match.query.size === 0,
  );
  if (complete) return;
  const { namespace, name } = service.service;
  const refused = context.settings.unmatched === '503';
  if (refused)
    rules.push({
      matches: [{}],
      default: { backendRefs: [nobody(context, namespace, served.port)] },
    });
  context.requests.push({
    service: service.key,
    host: service.host,
    port: served.port,
    match: {},
    unless: written.map(({ route: { match } }) => patternOf(match)),
    before: '404',
    after: refused ? '503' : `all pods of Service ${keyOf(namespace, name)}`,
    reason: 'no route takes them, and Kuma has no answer of its own but the service itself',
  });
}

function backendsOf(
  context: Context,
  route: AppMeshRoute,
  service: VirtualService,
  served: ServedPort,
  reached: Set<Node>,
): readonly BackendRef[] {
  const { namespace } = service.service;
  const refs = route.targets.flatMap((target) => {
    const node = nodeOfTarget(context, target);
    if (node === undefined) {
      enterMissing(context, route, target);
      return [];
    }
    const ref = backendOf(context, node, target, namespace);
    if (ref !== undefined && target.weight > 0) reached.add(node);
    if (ref === undefined)
      context.account.lost(
        route.document,
        `${target.at}/virtualNodeRef`,
        `VirtualNode ${node.key} has no listener and no service discovery: nothing can be sent there`,
        'aws-app-mesh-controller-for-k8s webhooks/appmesh/virtualnode_validator.go',
      );
    return ref === undefined ? [] : [ref];
  });
  // Kuma drops a rule whose shares are all nought, and tries the next one.
  return refs.some(({ weight }) => weight > 0) ? refs : [nobody(context, namespace, served.port)];
}

function enterMissing(context: Context, { document }: AppMeshRoute, target: RouteTarget): void {
  if (target.reference !== undefined) {
    const { namespace, name } = target.reference;
    missing(context, document, `${target.at}/virtualNodeRef`, 'VirtualNode', keyOf(namespace, name));
    return;
  }
  context.account.lost(
    document,
    `${target.at}/virtualNodeARN`,
    'a virtual node by its ARN, of another account or made by hand: its pods are in none of these files',
    'aws-app-mesh-controller-for-k8s apis/appmesh/v1beta2/virtualrouter_types.go',
  );
}

/** Routes that are not written, and why. */
function enterLeftOut(
  { account, requests }: Context,
  service: VirtualService,
  served: ServedPort,
  { shadowed, never, unsayable }: Arranged<Answering>,
): void {
  for (const { route, by } of shadowed)
    account.changed(
      route.document,
      route.at,
      `not written: route ${by.name} takes all its requests before it`,
    );
  for (const { document, at } of never)
    account.changed(document, at, 'not written: no request can be as its headers ask together');
  for (const { route, header } of unsayable) {
    account.lost(
      route.document,
      route.at,
      `Kuma takes one condition on a header, and RE2 has no expression for what is asked of ${header}: its requests go to the next route that takes them`,
      headerMatch,
    );
    requests.push({
      service: service.key,
      host: service.host,
      port: served.port,
      match: patternOf(route.match),
      before: `route ${route.name}`,
      after: 'the next route that takes them',
      reason: `what is asked of header ${header} cannot be said to Kuma`,
    });
  }
}

/** Enters where each field of a route is now. */
function enterRoute(
  { account, settings }: Context,
  route: AppMeshRoute,
  object: string,
  rule: string,
  forced = false,
  written?: KumaMatch,
): void {
  const { document, at, typeAt, match } = route;
  account.ignored(document, `${at}/name`, 'a rule of Kuma has no name');
  if (forced)
    account.changed(
      document,
      `${at}/priority`,
      `the order of the rules: where Kuma's own order (${compare}) is another, paths are expressions, each longer than the next`,
      object,
      rule,
    );
  account.changed(
    document,
    `${at}/priority`,
    `the order of the rules, which Kuma makes of the matches (${compare})`,
    object,
    rule,
  );
  const at0 = `${rule}/matches/0`;
  if (match.path.kind === 'prefix' && written?.path?.type === 'RegularExpression')
    account.changed(
      document,
      `${typeAt}/match/prefix`,
      'letters on App Mesh, whole segments on Kuma: an expression takes the same paths',
      object,
      `${at0}/path`,
    );
  if (settings.prefix === 'segments' && match.path.kind === 'prefix' && match.path.value !== '/')
    account.changed(
      document,
      `${typeAt}/match/prefix`,
      'whole segments instead of letters, as --prefix segments asks',
      object,
      `${at0}/path`,
    );
  account.kept(document, `${typeAt}/match/prefix`, object, `${at0}/path`);
  account.kept(document, `${typeAt}/match/path`, object, `${at0}/path`);
  account.changed(
    document,
    `${typeAt}/match/serviceName`,
    'a call of gRPC is the path /service/method',
    object,
    `${at0}/path`,
  );
  account.changed(
    document,
    `${typeAt}/match/methodName`,
    'a call of gRPC is the path /service/method',
    object,
    `${at0}/path`,
  );
  account.kept(document, `${typeAt}/match/method`, object, `${at0}/method`);
  account.kept(document, `${typeAt}/match/headers`, object, `${at0}/headers`);
  account.kept(document, `${typeAt}/match/metadata`, object, `${at0}/headers`);
  account.kept(document, `${typeAt}/match/queryParameters`, object, `${at0}/queryParams`);
  account.kept(document, `${typeAt}/match/port`, object, '/spec/to/0/targetRef/sectionName');
  account.changed(
    document,
    `${typeAt}/match/scheme`,
    'not asked: between pods every request is one of http, and Kuma cannot ask for the scheme',
    object,
    at0,
  );
  account.changed(document, `${typeAt}/match`, 'no condition', object, at0);
  account.kept(document, `${typeAt}/action`, object, `${rule}/default/backendRefs`);
}

/** A text as the name of an object. */
function objectName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
