import { kongRoutes } from '../../charts/gateway/gateway-api/kong-routes';
import { deliveryOrder } from '../delivery-order';
import type { ClusterOutput } from '../dist';
import type { Findings } from '../report';
import { issued } from '../stand-ins/cert-manager';
import { secretsOf } from '../stand-ins/external-secrets';
import { applyAll, configured, type Running } from './kic-running';
import { entities, heldToObjects } from './kong-expectations';
import { claimListenerRoutes, ofListenerRoutes } from './kong-listener-routes';
import { conditionsOf, isTrue } from './kong-operator-conditions';
import { heldToRoutes } from './kong-operator-expectations';

/** Kinds that the controller reads, in the order in which its webhook wants them. */
const read = [
  'Namespace',
  'Service',
  'Secret',
  'KongPlugin',
  'KongConsumer',
  'GatewayClass',
  'Gateway',
  'HTTPRoute',
];

/** The controller serves the Gateways of several namespaces by one gateway, and each takes the routes of its own. */
export async function judgeGateways(
  { client, adminApi, controller }: Running,
  output: ClusterOutput,
  findings: Findings,
): Promise<void> {
  const all = deliveryOrder(output).order.flatMap(({ stage }) => stage.objects);
  const certificates = await Promise.all(all.filter(({ kind }) => kind === 'Certificate').map(issued));
  const objects = [...all, ...secretsOf(all), ...certificates]
    .filter(({ kind, metadata }) => read.includes(kind) && metadata.namespace !== 'kong-mesh-system')
    .toSorted((a, b) => read.indexOf(a.kind) - read.indexOf(b.kind));
  findings.claim(
    `${output.name}: the webhook takes ${objects.length} objects that the controller reads`,
    await applyAll(client, objects),
  );
  const routes = kongRoutes(objects);
  const configuration = await configured(
    adminApi,
    controller,
    (given) =>
      entities(given, 'services').flatMap((service) => entities(service, 'routes')).length >= routes.length,
  );
  const held = [heldToRoutes(configuration, objects), heldToObjects(configuration, objects)];
  findings.claim(
    `${output.name}: in the configuration that the controller makes, ${held.reduce((sum, each) => sum + each.held, 0)} facts of routes, targets, plugins and consumers are as the objects mean them`,
    held.flatMap(({ misses }) => misses.map((miss) => `${output.name}: ${miss}`)),
  );
  const watched = objects.filter(({ kind }) => kind === 'Gateway' || kind === 'HTTPRoute');
  const conditions = await Promise.all(
    watched.map(async (object) => ({ object, found: await conditionsOf(client, object) })),
  );
  findings.claim(
    `${output.name}: all ${conditions.reduce((sum, { found }) => sum + found.length, 0)} conditions of ${watched.length} Gateways and HTTPRoutes say that they are taken and programmed`,
    conditions.flatMap(({ object, found }) =>
      found
        .filter((condition) => !isTrue(condition))
        .map(
          (condition) =>
            `${output.name}: ${object.kind} ${object.metadata.name}: ${JSON.stringify(condition)}`,
        ),
    ),
  );
  await claimListenerRoutes(output.name, { client, findings }, objects, async () =>
    ofListenerRoutes(await configured(adminApi, controller, (given) => ofListenerRoutes(given).length >= 2)),
  );
}
