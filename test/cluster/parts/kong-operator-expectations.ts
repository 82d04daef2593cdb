import { dig, fields, items, strings, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { type KongRoute, kongRoutes } from '../../charts/gateway/gateway-api/kong-routes';
import type { KongConfiguration, KongEntity } from '../stand-ins/kong-admin-api';
import { entities, Facts, type Held } from './kong-expectations';
import type { RunningOperator } from './kong-operator-running';

const namespace = 'kong';
const template = ['spec', 'template'];

/** What the operator makes of a Gateway in the cluster, held to the GatewayConfiguration and the Gateway. */
export async function heldToMade({ client }: RunningOperator, objects: readonly Manifest[]): Promise<Held> {
  const facts = new Facts();
  const list = async (path: string) => items((await client.request('GET', path)).body.items);
  const configuration = objects.find(({ kind }) => kind === 'GatewayConfiguration');
  const gateway = objects.find(({ kind }) => kind === 'Gateway');
  const options = dig(configuration, 'spec', 'dataPlaneOptions');
  const asked = dig(options, 'deployment', 'podTemplateSpec');
  const deployments = await list(`/apis/apps/v1/namespaces/${namespace}/deployments`);
  facts.is('the number of Deployments', deployments.length, 1);
  const [deployment] = deployments;
  facts.is('replicas', dig(deployment, 'spec', 'replicas'), dig(options, 'deployment', 'replicas'));
  const annotations = strings(dig(deployment, ...template, 'metadata', 'annotations'));
  for (const [key, value] of Object.entries(strings(dig(asked, 'metadata', 'annotations'))))
    facts.is(`the pods' annotation ${key}`, annotations[key], value);
  const labels = strings(dig(deployment, ...template, 'metadata', 'labels'));
  facts.is("the pods' label of the Gateway", labels['gateway.networking.k8s.io/gateway-name'], 'kong');
  facts.is("the pods' label of static naming", labels.app, 'kong');
  const pods = dig(deployment, ...template, 'spec');
  for (const key of ['serviceAccountName', 'topologySpreadConstraints', 'securityContext'] as const)
    facts.is(`the pods' ${key}`, dig(pods, key), dig(asked, 'spec', key));
  const proxy = items(dig(pods, 'containers')).find((each) => dig(each, 'name') === 'proxy');
  const wanted = items(dig(asked, 'spec', 'containers'))[0];
  facts.is('the image', dig(proxy, 'image'), dig(wanted, 'image'));
  facts.is("the proxy's securityContext", dig(proxy, 'securityContext'), dig(wanted, 'securityContext'));
  facts.is('the resources', dig(proxy, 'resources'), dig(wanted, 'resources'));
  for (const variable of items(dig(wanted, 'env'))) {
    const name = text(dig(variable, 'name')) ?? '';
    const found = items(dig(proxy, 'env')).find((each) => dig(each, 'name') === name);
    facts.is(`the variable ${name}`, found, variable);
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
  const names = services.map((each) => String(dig(each, 'metadata', 'name'))).sort();
  facts.is('the first of its Services by name, for the mesh', names[0], dig(ingress, 'name'));
  const budgets = await list(`/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`);
  facts.is(
    'the budget',
    budgets.map((each) => dig(each, 'spec', 'maxUnavailable')),
    [dig(options, 'resources', 'podDisruptionBudget', 'spec', 'maxUnavailable')],
  );
  for (const policy of objects.filter(
    ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.namespace === namespace,
  )) {
    const selected = Object.entries(strings(dig(policy, 'spec', 'podSelector', 'matchLabels')));
    facts.is(
      `NetworkPolicy ${policy.metadata.name} selects the pods`,
      selected.every(([key, value]) => labels[key] === value),
      true,
    );
  }
  return facts;
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

/** What Konnect was asked for, held to the same routes. */
export function heldInKonnect({ konnect }: RunningOperator, objects: readonly Manifest[]): Held {
  const facts = new Facts();
  const posted = (kind: string) =>
    konnect
      .requests()
      .filter(({ method, path }) => method === 'POST' && path.endsWith(`/${kind}`))
      .map(({ body }) => body);
  facts.is(
    'control planes',
    posted('control-planes').map(({ name }) => name),
    ['kong'],
  );
  facts.is('requests with another token', konnect.strangers(), 0);
  const meant = kongRoutes(objects);
  const routes = posted('core-entities/routes');
  facts.is('the number of routes', routes.length, meant.length);
  for (const route of meant) {
    const where = `${route.hosts.join(',') || '*'} ${route.paths.join(' ')}`;
    const found = routes.find((each) => sameCalls(each, route));
    facts.is(`${where}: a route`, found !== undefined, true);
    facts.is(`${where}: strip_path`, found?.strip_path, route.stripPath);
    facts.is(`${where}: preserve_host`, found?.preserve_host, route.preserveHost);
  }
  const plugins = posted('core-entities/plugins').map(({ name }) => String(name));
  facts.is(
    'plugins',
    plugins.sort(),
    meant.flatMap((each) => each.plugins.map(({ plugin }) => plugin)).sort(),
  );
  facts.is(
    'plugins of no route or service, which would run everywhere',
    posted('core-entities/plugins').filter(({ route, service }) => (route ?? service) === undefined).length,
    0,
  );
  facts.is(
    'consumers',
    posted('core-entities/consumers').map(({ username }) => username),
    objects.filter(({ kind }) => kind === 'KongConsumer').map(({ username }) => username),
  );
  facts.is('keys of consumers', posted('key-auth').length, credentials(objects));
  return facts;
}

function credentials(objects: readonly Manifest[]): number {
  return objects
    .filter(({ kind }) => kind === 'KongConsumer')
    .reduce((sum, { credentials }) => sum + items(credentials).length, 0);
}

function sorted(value: unknown): readonly string[] {
  return items(value).map(String).sort();
}
