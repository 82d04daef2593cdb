import { dig } from '../references/fields';
import { nobody } from './backends';
import type { Context } from './context';
import type { RouteClass, Rule, Written } from './converted';
import { isAny, patternOf } from './matches/match';
import { type Arranged, appMeshOrder, arrange } from './matches/order';
import type { Node } from './nodes';
import type { AppMeshRoute } from './read-route';
import { enterLeftOut, enterRoute } from './route-account';
import { backendsOf } from './route-backends';
import { tellSegments } from './segments';
import type { ServedPort, VirtualService } from './virtual-service';
import { keyOf } from './world';

/** A route that can be put in order. */
interface Answering extends AppMeshRoute {
  readonly answer: string;
  readonly settings: string;
}

/** Writes the routes of a port that speaks http, http2 or grpc, in an order that Kuma keeps. */
export function httpRules(
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
  const { application, prefix } = context.settings;
  // In an application file a call of gRPC is a service and a method, and routes that are equal to Kuma have no order.
  const form = application && served.protocol === 'grpc' ? 'segments' : prefix;
  const arranged = arrange(ordered.routes, form, several || application);
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
    rules: arranged.rules,
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

/** A text as the name of an object. */
function objectName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
