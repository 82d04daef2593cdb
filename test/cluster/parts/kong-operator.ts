import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dig } from '../../../references/fields';
import { describe, type Manifest } from '../../../references/manifest';
import { publishedOf, publishingCluster } from '../../charts/application/publication/published';
import { repository } from '../../repository';
import { deliveryOrder } from '../delivery-order';
import { type ClusterOutput, clusterOutput, gatewayClusters, readClusters } from '../dist';
import type { Lane } from '../lane';
import { claimMetrics, fetched } from '../metrics';
import { Findings, type PartResult } from '../report';
import { type ApiClient, message } from '../server/client';
import { onMachine } from '../server/on-machine';
import { definitionsVariable } from '../server/operator-definitions';
import { issued } from '../stand-ins/cert-manager';
import { secretsOf } from '../stand-ins/external-secrets';
import type { KongEntity } from '../stand-ins/kong-admin-api';
import { goPins } from '../versions';
import { type Held, heldToObjects } from './kong-expectations';
import { claimListenerRoutes, isOfListener, ofListenerRoutes } from './kong-listener-routes';
import { conditionsOf, isTrue } from './kong-operator-conditions';
import {
  heldInKonnect,
  heldToGlobals,
  heldToMade,
  heldToRoutes,
  postedRoutes,
} from './kong-operator-expectations';
import { type RunningOperator, settled, withOperator } from './kong-operator-running';

/** Kong Operator, where it is on the machine. */
const program = () => onMachine('MESHWRIGHT_KONG_OPERATOR', 'kong-operator');

/** Why the part cannot run: users get the program and its definitions from upstream's release. */
export function missingForKongOperator(): string[] {
  const folder = process.env[definitionsVariable] ?? '';
  return [
    ...(program() === undefined ? ['kong-operator: name it in MESHWRIGHT_KONG_OPERATOR'] : []),
    ...(folder === '' ? [`its CustomResourceDefinitions: name their folder in ${definitionsVariable}`] : []),
  ];
}

/** The forms of gateways that the operator makes. */
const readByOperator: ReadonlySet<string> = new Set([
  'beside',
  'teams-kong-operator',
  'teams-konnect-operator',
]);

/** Kong Operator judges the output, makes the gateway of it, and that gateway's configuration. */
export async function kongOperatorPart(lane: Lane): Promise<PartResult> {
  const command = program();
  if (command === undefined) throw new Error(missingForKongOperator().join('; '));
  const findings = new Findings();
  let version = '';
  for (const output of readClusters()) {
    const objects = output.stages.flatMap((stage) => stage.objects);
    if (!objects.some(({ kind }) => kind === 'GatewayConfiguration')) continue;
    version = await withOperator(lane, command, `operator-${output.name}`, (running) =>
      judgeOutput(running, output, findings),
    );
  }
  for (const output of gatewayClusters(join(lane.directory, 'operator-gateways'))) {
    if (!readByOperator.has(output.name)) continue;
    await withOperator(lane, command, `operator-${output.name}`, (running) =>
      judgeOutput(running, output, findings),
    );
  }
  for (const example of ['shop', 'edge']) {
    await withOperator(lane, command, `operator-${example}`, (running) =>
      judgeOutput(running, exampleOf(example), findings, `test/fixtures/applications/${example}.yaml`),
    );
  }
  return findings.result(
    'Kong Operator: takes the output, makes the gateway of it, and the configuration that it means',
    [{ name: 'kong-operator', version }, ...goPins('kube-apiserver')],
    {
      note: `The operator runs on an API server with the definitions that its project ships, and its webhook judges what it is given.
Kubelet, load balancers, the gateway's Admin API and Konnect's API are stand-ins, which take everything: what Kong itself or Konnect
would refuse is not shown.`,
    },
  );
}

/** What comes of an application of the tests on a cluster whose gateway the operator makes and configures. */
function exampleOf(name: string): ClusterOutput {
  const application = readFileSync(join(repository, `test/fixtures/applications/${name}.yaml`), 'utf8');
  const lines = '  version: "3.14"\n  license: {secret: kong/license}';
  const made = publishedOf(application, publishingCluster(lines).replace('mode: kic', 'mode: kong-operator'));
  if (made.files.size === 0)
    throw new Error(`${name}: ${[...made.problems, ...made.diagnostics].join('; ')}`);
  return clusterOutput('one', made.files);
}

/** Applies the stages in their order, with the Secrets that other controllers make of each. */
async function applied(
  running: RunningOperator,
  output: ClusterOutput,
): Promise<{ all: Manifest[]; misses: string[] }> {
  const all: Manifest[] = [];
  const misses: string[] = [];
  for (const { stage } of deliveryOrder(output).order) {
    const certificates = await Promise.all(
      stage.objects.filter(({ kind }) => kind === 'Certificate').map(issued),
    );
    // The engine that delivers them puts the namespaces of a stage first.
    const objects = stage.objects.toSorted(
      (a, b) => Number(b.kind === 'Namespace') - Number(a.kind === 'Namespace'),
    );
    for (const object of [...objects, ...secretsOf(stage.objects), ...certificates]) {
      const answer = await running.client.apply(object);
      if (answer.status >= 300) misses.push(`${output.name}: ${describe(object)}: ${message(answer)}`);
      all.push(object);
    }
    // The engine that delivers the stages waits as well.
    const waiting = stage.objects.filter(({ kind }) => kind === 'Gateway');
    if (waiting.length > 0)
      await settled(running, 'the Gateway of a stage is programmed', () =>
        areProgrammed(running.client, waiting),
      );
  }
  return { all, misses };
}

async function areProgrammed(client: ApiClient, objects: readonly Manifest[]): Promise<boolean> {
  const found = await Promise.all(objects.map((object) => conditionsOf(client, object)));
  return found.every((conditions) => conditions.length > 0 && conditions.every(isTrue));
}

/** Kinds whose status the operator writes. */
const programmed = new Set(['GatewayClass', 'Gateway', 'HTTPRoute', 'GRPCRoute', 'KongConsumer']);

async function judgeOutput(
  running: RunningOperator,
  output: ClusterOutput,
  findings: Findings,
  name = output.name,
): Promise<void> {
  const { client, rules } = running;
  const { all, misses } = await applied(running, output);
  findings.claim(
    `${name}: API server and webhook take ${all.length} objects in the order of their stages, under the ${rules.judging} rules in CEL of the operator's definitions`,
    [...misses, ...rules.leftOut.map((rule) => `${name}: the API server does not compile ${rule}`)],
  );
  const hybrid = all.some(
    ({ kind, spec }) => kind === 'GatewayConfiguration' && dig(spec, 'konnect') !== undefined,
  );
  const gateways = all.filter(({ kind }) => kind === 'Gateway');
  const waiting = all.filter(({ kind }) => programmed.has(kind) || kind.startsWith('Konnect'));
  const conditions = () =>
    Promise.all(waiting.map(async (object) => ({ object, found: await conditionsOf(client, object) })));
  await settled(
    running,
    'every route is there with its plugins',
    async () =>
      (hybrid ? heldInKonnect(running, all).misses : routesOf(running, gateways, all).misses).length === 0,
  );
  await settled(running, 'everything is programmed', () => areProgrammed(client, waiting));
  const found = await conditions();
  findings.claim(
    `${name}: of ${waiting.length} Gateways, listeners, routes and consumers all ${found.reduce((sum, each) => sum + each.found.length, 0)} conditions say that they are programmed`,
    found.flatMap(({ object, found }) => [
      ...(found.length === 0 ? [`${name}: ${describe(object)} has no condition`] : []),
      ...found
        .filter((condition) => !isTrue(condition))
        .map((condition) => `${name}: ${describe(object)}: ${JSON.stringify(condition)}`),
    ]),
  );
  const of = (misses: readonly string[]) => misses.map((miss) => `${name}: ${miss}`);
  const made = await Promise.all(gateways.map((gateway) => heldToMade(running, gateway, all)));
  findings.claim(
    `${name}: ${sumOf(made)} facts of the ${gateways.length === 1 ? 'Deployment' : `${gateways.length} Deployments`}, Services, budget and policies of the gateway that the operator makes are as the output means them`,
    of(made.flatMap(({ misses }) => misses)),
  );
  const claimTwo = (routes: () => readonly KongEntity[]) =>
    claimListenerRoutes(name, { client, findings }, all, async () => {
      await settled(running, 'both routes of two listeners are there', async () => routes().length >= 2);
      return routes();
    });
  if (hybrid) {
    const asked = heldInKonnect(running, all);
    findings.claim(
      `${name}: ${asked.held} facts of what Konnect is asked for (control plane, routes, plugins, consumers) are as the objects mean them`,
      of(asked.misses),
    );
    await claimTwo(() => postedRoutes(running).filter(isOfListener));
    return;
  }
  const held = routesOf(running, gateways, all);
  // The control planes inside the operator are the ingress controller's own code.
  claimMetrics(
    findings,
    `${name}: the operator`,
    await fetched(running.operator.metrics),
    /^Kong\/kubernetes-ingress-controller /,
  );
  findings.claim(
    gateways.length === 1
      ? `${name}: in the configuration that the control plane makes, ${held.held} facts of routes, targets, plugins and consumers are as the objects mean them`
      : `${name}: in the configurations that the ${gateways.length} control planes make, each of its own namespace alone, ${held.held} facts of routes, targets, plugins and consumers are as the objects mean them`,
    of(held.misses),
  );
  await claimTwo(() =>
    gateways.flatMap(({ metadata }) =>
      ofListenerRoutes(running.configuration(metadata.namespace ?? 'default')),
    ),
  );
}

/** What each control plane makes of what it reads: everything, or its own namespace where there are several. */
function routesOf(running: RunningOperator, gateways: readonly Manifest[], all: readonly Manifest[]): Held {
  const held = gateways.flatMap(({ metadata }) => {
    const namespace = metadata.namespace ?? 'default';
    const own =
      gateways.length === 1
        ? all
        : all.filter((object) => [namespace, undefined].includes(object.metadata.namespace));
    const configuration = running.configuration(namespace);
    const objects = own.filter(({ kind }) => kind !== 'Ingress');
    return [
      heldToRoutes(configuration, own),
      heldToObjects(configuration, objects),
      heldToGlobals(configuration, all),
    ];
  });
  return { held: sumOf(held), misses: held.flatMap(({ misses }) => misses) };
}

function sumOf(held: readonly Held[]): number {
  return held.reduce((sum, each) => sum + each.held, 0);
}
