import { dig, fields, items, strings, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { type KongRoute, kongRoutes } from '../../charts/gateway/gateway-api/kong-routes';
import { konnectRoutes } from '../../charts/gateway/gateway-api/konnect-routes';
import type { KongConfiguration, KongEntity } from '../stand-ins/kong-admin-api';
import { entities, Facts, type Held } from './kong-expectations';
import type { RunningOperator } from './kong-operator-running';

const template = ['spec', 'template'];

/** What the operator makes of a Gateway in the cluster, held to its GatewayConfiguration and to itself. */
export async function heldToMade(
  { client }: RunningOperator,
  gateway: Manifest,
  objects: readonly Manifest[],
): Promise<Held> {
  const facts = new Facts();
  const list = async (path: string) => items((await client.request('GET', path)).body.items);
  const { name, namespace = 'default' } = gateway.metadata;
  const configuration = objects.find(
    ({ kind, metadata }) => kind === 'GatewayConfiguration' && metadata.name === name,
  );
  const options = dig(configuration, 'spec', 'dataPlaneOptions');
  const asked = dig(options, 'deployment', 'podTemplateSpec');
  const label = 'gateway.networking.k8s.io/gateway-name';
  // Those of an application are beside it.
  const deployments = (await list(`/apis/apps/v1/namespaces/${namespace}/deployments`)).filter(
    (each) => strings(dig(each, ...template, 'metadata', 'labels'))[label] !== undefined,
  );
  facts.is('the number of Deployments', deployments.length, 1);
  const [deployment] = deployments;
  facts.is('replicas', dig(deployment, 'spec', 'replicas'), dig(options, 'deployment', 'replicas'));
  const annotations = strings(dig(deployment, ...template, 'metadata', 'annotations'));
  for (const [key, value] of Object.entries(strings(dig(asked, 'metadata', 'annotations'))))
    facts.is(`the pods' annotation ${key}`, annotations[key], value);
  const labels = strings(dig(deployment, ...template, 'metadata', 'labels'));
  facts.is("the pods' label of the Gateway", labels[label], name);
  facts.is("the pods' label of static naming", labels.app, name);
  const pods = dig(deployment, ...template, 'spec');
  for (const key of ['serviceAccountName', 'topologySpreadConstraints', 'securityContext'] as const)
    facts.is(`the pods' ${key}`, dig(pods, key), dig(asked, 'spec', key));
  const proxy = items(dig(pods, 'containers')).find((each) => dig(each, 'name') === 'proxy');
  const wanted = items(dig(asked, 'spec', 'containers'))[0];
  facts.is('the image', dig(proxy, 'image'), dig(wanted, 'image'));
  facts.is("the proxy's securityContext", dig(proxy, 'securityContext'), dig(wanted, 'securityContext'));
  facts.is('the resources', dig(proxy, 'resources'), dig(wanted, 'resources'));
  for (const variable of items(dig(wanted, 'env'))) {
    const key = text(dig(variable, 'name')) ?? '';
    const found = items(dig(proxy, 'env')).find((each) => dig(each, 'name') === key);
    facts.is(`the variable ${key}`, found, variable);
  }
  const ingress = dig(options, 'network', 'services', 'ingress');
  const services = await list(`/api/v1/namespaces/${namespace}/services`);
  const service = services.find((each) => dig(each, 'metadata', 'name') === dig(ingress, 'name'));
  facts.is('the type of the Service', dig(service, 'spec', 'type'), 'LoadBalancer');
  for (const [key, value] of Object.entries(strings(dig(ingress, 'annotations'))))
    facts.is(`the Service's annotation ${key}`, strings(dig(service, 'metadata', 'annotations'))[key], value);
  const listening = items(dig(gateway, 'spec', 'listeners')).map((each) => dig(each, 'port'));
  facts.is(
    'the ports of the Service',
    [...new Set(items(dig(service, 'spec', 'ports')).map((each) => dig(each, 'port')))].sort(),
    [...new Set(listening)].sort(),
  );
  const ofPods = services.filter((each) => selects(strings(dig(each, 'spec', 'selector')), labels));
  const names = ofPods.map((each) => String(dig(each, 'metadata', 'name'))).sort();
  facts.is('the first of its Services by name, for the mesh', names[0], dig(ingress, 'name'));
  const budgets = await list(`/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`);
  const ownBudgets = budgets.filter((each) =>
    selects(strings(dig(each, 'spec', 'selector', 'matchLabels')), labels),
  );
  facts.is(
    'the budget',
    ownBudgets.map((each) => dig(each, 'spec', 'maxUnavailable')),
    [dig(options, 'resources', 'podDisruptionBudget', 'spec', 'maxUnavailable')],
  );
  const policies = objects.filter(
    ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.namespace === namespace,
  );
  const ofGateway = policies.filter(({ metadata }) => metadata.name.startsWith('kong'));
  facts.is(
    'NetworkPolicies that select the pods',
    ofGateway.filter(({ spec }) => selects(strings(dig(spec, 'podSelector', 'matchLabels')), labels)).length,
    ofGateway.length,
  );
  return facts;
}

function selects(
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  const entries = Object.entries(selector);
  return entries.length > 0 && entries.every(([key, value]) => labels[key] === value);
}

/** The routes that the control plane makes, held to those that the tests of routing read out of the same objects. */
export function heldToRoutes(configuration: KongConfiguration, objects: readonly Manifest[]): Held {
  const facts = new Facts();
  const services = entities(configuration, 'services');
  const made = services.flatMap((service) =>
    items(service.routes)
      .map(fields)
      .map((route) => ({ service, route })),
  );
  const meant = kongRoutes(objects);
  facts.is('the number of routes', made.length, meant.length);
  for (const route of meant) {
    const where = `${route.hosts.join(',') || '*'} ${route.paths.join(' ')} ${route.methods.join(',')}`;
    const found = made.find((each) => sameCalls(each.route, route));
    facts.is(`${where}: a route`, found !== undefined, true);
    if (found === undefined) continue;
    facts.is(`${where}: protocols`, sorted(found.route.protocols), [...route.protocols].sort());
    facts.is(`${where}: strip_path`, found.route.strip_path ?? false, route.stripPath);
    facts.is(`${where}: preserve_host`, found.route.preserve_host ?? true, route.preserveHost);
    facts.is(`${where}: regex_priority`, found.route.regex_priority ?? 0, route.priority);
    facts.is(`${where}: redirect`, found.route.https_redirect_status_code ?? 426, route.redirectStatus);
    if (route.backend !== undefined)
      facts.is(`${where}: target`, targetsOf(configuration, found.service), [route.backend]);
    // Those that the control plane makes of filters stand in the route itself.
    const plugins = [
      ...entities(configuration, 'plugins').filter((each) => each.route === found.route.name),
      ...items(found.route.plugins).map(fields),
    ];
    facts.is(
      `${where}: plugins`,
      plugins.map(({ name }) => String(name)).sort(),
      route.plugins.map(({ plugin }) => plugin).sort(),
    );
  }
  return facts;
}

function sameCalls(found: KongEntity, meant: KongRoute): boolean {
  const headers = Object.entries(fields(found.headers)).map(([name, values]) => [name, items(values)[0]]);
  return (
    sorted(found.paths).join() === [...meant.paths].sort().join() &&
    sorted(found.hosts).join() === [...meant.hosts].sort().join() &&
    sorted(found.methods).join() === [...meant.methods].sort().join() &&
    JSON.stringify(headers.sort()) === JSON.stringify(Object.entries(meant.headers).sort())
  );
}

/** `service:port` of the Services that a service of Kong's calls by their own names. */
function targetsOf(configuration: KongConfiguration, service: KongEntity): readonly string[] {
  const upstream = entities(configuration, 'upstreams').find(({ name }) => name === service.host);
  return items(upstream?.targets).map((target) =>
    String(dig(target, 'target')).replace(/^([^.:]+)\.[^:]*(:\d+)$/, '$1$2'),
  );
}

/** The plugins of the whole gateway, each of which has to be there with what is secret of it. */
export function heldToGlobals(configuration: KongConfiguration, objects: readonly Manifest[]): Held {
  const facts = new Facts();
  const globals = objects.filter(
    ({ kind, metadata }) => kind === 'KongClusterPlugin' && metadata.labels?.global === 'true',
  );
  const made = entities(configuration, 'plugins').filter(
    ({ route, service, consumer, consumer_group }) =>
      (route ?? service ?? consumer ?? consumer_group) === undefined,
  );
  facts.is(
    'plugins of the whole gateway',
    made.map(({ name }) => String(name)).sort(),
    globals.map(({ plugin }) => String(plugin)).sort(),
  );
  return facts;
}

/** What Konnect was asked for, held to the same routes. */
export function heldInKonnect({ konnect }: RunningOperator, objects: readonly Manifest[]): Held {
  const facts = new Facts();
  const posted = (kind: string) =>
    konnect
      .requests()
      .filter(({ method, path }) => method === 'POST' && path.endsWith(`/${kind}`))
      .map(({ path, body }) => ({ body, plane: konnect.controlPlaneOf(path) }));
  facts.is(
    'control planes',
    posted('control-planes')
      .map(({ body }) => String(body.name))
      .sort(),
    objects.flatMap(({ kind, metadata }) => (kind === 'Gateway' ? [metadata.name] : [])).sort(),
  );
  facts.is('requests with another token', konnect.strangers(), 0);
  const meant = konnectRoutes(objects);
  const routes = posted('core-entities/routes');
  facts.is('the number of routes', routes.length, meant.length);
  for (const route of meant) {
    const where = `${route.hosts.join(',') || '*'} ${route.paths.join(' ')}`;
    const found = routes.find(({ body, plane }) => plane === route.gateway && sameCalls(body, route))?.body;
    facts.is(`${where}: a route in the control plane ${route.gateway}`, found !== undefined, true);
    facts.is(`${where}: protocols`, sorted(found?.protocols), [...route.protocols].sort());
    facts.is(`${where}: strip_path`, found?.strip_path, route.stripPath);
    facts.is(`${where}: preserve_host`, found?.preserve_host, route.preserveHost);
    facts.is(`${where}: regex_priority`, found?.regex_priority ?? 0, route.priority);
  }
  const alike = (one: { readonly body: KongEntity; readonly plane: string | undefined }) =>
    JSON.stringify([
      one.plane,
      sorted(one.body.hosts),
      sorted(one.body.paths),
      one.body.methods,
      one.body.headers,
    ]);
  facts.is(
    'routes of which Kong takes one for the calls of both, since they are alike in all but their protocols',
    routes.length - new Set(routes.map(alike)).size,
    0,
  );
  facts.is(
    'plugins',
    posted('core-entities/plugins')
      .map(({ body, plane }) => `${plane}: ${String(body.name)}`)
      .sort(),
    meant.flatMap(({ gateway, plugins }) => plugins.map(({ plugin }) => `${gateway}: ${plugin}`)).sort(),
  );
  facts.is(
    'plugins of no route or service, which would run everywhere',
    posted('core-entities/plugins').filter(({ body: { route, service } }) => (route ?? service) === undefined)
      .length,
    0,
  );
  const consumers = objects.filter(({ kind }) => kind === 'KongConsumer');
  const planeOf = ({ spec }: Manifest) =>
    String(dig(spec, 'controlPlaneRef', 'konnectNamespacedRef', 'name'));
  facts.is(
    'consumers',
    posted('core-entities/consumers')
      .map(({ body, plane }) => `${plane}: ${String(body.username)}`)
      .sort(),
    consumers.map((each) => `${planeOf(each)}: ${String(each.username)}`).sort(),
  );
  facts.is(
    'keys of consumers',
    posted('key-auth')
      .map(({ plane }) => String(plane))
      .sort(),
    consumers.flatMap((each) => items(each.credentials).map(() => planeOf(each))).sort(),
  );
  return facts;
}

/** The routes that Konnect was asked for. */
export function postedRoutes({ konnect }: RunningOperator): readonly KongEntity[] {
  return konnect
    .requests()
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/core-entities/routes'))
    .map(({ body }) => body);
}

function sorted(value: unknown): readonly string[] {
  return items(value).map(String).sort();
}
