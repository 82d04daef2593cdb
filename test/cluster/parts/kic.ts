import { join } from 'node:path';
import { items } from '../../../references/fields';
import { describe, type Manifest } from '../../../references/manifest';
import { deliveryOrder } from '../delivery-order';
import { type ClusterOutput, gatewayClusters, namespacesOf, readClusters, teamClusters } from '../dist';
import type { Lane } from '../lane';
import { claimMetrics, fetched } from '../metrics';
import { Findings, type PartResult } from '../report';
import type { ApiClient } from '../server/client';
import { onMachine } from '../server/on-machine';
import { secretsOf } from '../stand-ins/external-secrets';
import type { KongConfiguration } from '../stand-ins/kong-admin-api';
import { goPins } from '../versions';
import { type Comparing, compareChanges } from './changes';
import { judgeGateways } from './kic-gateways';
import { judgePublication, publicationExamples } from './kic-publication';
import { applyAll, configured, type Running, withController } from './kic-running';
import { entities, heldToObjects } from './kong-expectations';
import { brokenKongObjects, weightedRoute } from './kong-objects';

/** Kong's ingress controller, where it is on the machine. */
const program = () => onMachine('MESHWRIGHT_KIC', 'kong-ingress-controller');

/** Why the part cannot run: users get the program from upstream's release. */
export function missingForKic(): string[] {
  return program() === undefined ? ['kong-ingress-controller: name it in MESHWRIGHT_KIC'] : [];
}

/** Kinds that the controller reads, in the order in which its webhook wants them. */
const read = ['Namespace', 'Service', 'Secret', 'KongPlugin', 'KongConsumer', 'Ingress'];

/** The forms of gateways that the controller serves. */
const readByController: ReadonlySet<string> = new Set(['beside', 'teams-kic']);

/** Kong's ingress controller judges the output, and makes a gateway's configuration of it. */
export async function kicPart(lane: Lane): Promise<PartResult> {
  const command = program();
  if (command === undefined) throw new Error(missingForKic().join('; '));
  const findings = new Findings();
  let version = '';
  for (const output of [...readClusters(), ...teamClusters(join(lane.directory, 'teams'))]) {
    const objects = kongObjects(output);
    if (!objects.some(({ kind }) => kind === 'Ingress')) continue;
    version = await withController(lane, command, `kic-${output.name}`, (running) =>
      judgeOutput(running, output, objects, findings),
    );
  }
  for (const output of gatewayClusters(join(lane.directory, 'kic-gateways'))) {
    if (!readByController.has(output.name)) continue;
    const objects = kongObjects(output);
    await withController(lane, command, `kic-${output.name}`, (running) =>
      output.name === 'beside'
        ? judgeOutput(running, output, objects, findings)
        : judgeGateways(running, output, findings),
    );
  }
  let details = '';
  await withController(
    lane,
    command,
    'kic-changes',
    async (running) => {
      await judgeWeights(running, findings);
      details = await compareChanges(lane, running.client, changes, findings);
    },
    // As the chart has it: what the webhook cannot judge (it fails on a consumer without a username) is taken.
    { failurePolicy: 'Ignore' },
  );
  for (const example of publicationExamples) {
    await withController(
      lane,
      command,
      `kic-${example.name}`,
      (running) => judgePublication(running, example, findings),
      { gateway: example.gateway },
    );
  }
  return findings.result(
    'Kong: the ingress controller takes the output, and makes the configuration that it means',
    [{ name: 'kong-ingress-controller', version }, ...goPins('kube-apiserver')],
    {
      note: `The controller runs on an API server, and its webhook judges what it is given. Where it finds the gateway's Admin
API, a stand-in keeps the configuration that the controller sends, which is read back and held to the objects; it has none of
Kong's own schemas, and takes every configuration.`,
      details,
    },
  );
}

const changes: Comparing = {
  program: 'the webhook or the API server',
  groups: ['configuration.konghq.com'],
  prepare: credentialsOf,
};

/** The Secrets of the consumers: the webhook reads them. */
function credentialsOf(drawn: readonly Manifest[]): readonly Manifest[] {
  const names = drawn
    .filter(({ kind }) => kind === 'KongConsumer')
    .flatMap(({ metadata, credentials }) =>
      items(credentials).map((name) => `${metadata.namespace ?? 'default'}/${String(name)}`),
    );
  return [...new Set(names)]
    .filter((id) => /^[a-z0-9-]+\/[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(id))
    .map((id, index) => {
      const [namespace = '', name = ''] = id.split('/');
      return {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name, namespace, labels: { 'konghq.com/credential': 'key-auth' } },
        stringData: { key: `key-${index}` },
      };
    });
}

/** The output's objects that the controller reads, and the Secrets that External Secrets would make of it. */
function kongObjects(output: ClusterOutput): readonly Manifest[] {
  const objects = deliveryOrder(output).order.flatMap(({ stage }) => stage.objects);
  return [...namespacesOf(output), ...objects, ...secretsOf(objects)]
    .filter(({ kind }) => read.includes(kind))
    .toSorted((a, b) => read.indexOf(a.kind) - read.indexOf(b.kind));
}

async function judgeOutput(
  { client, adminApi, controller }: Running,
  output: ClusterOutput,
  objects: readonly Manifest[],
  findings: Findings,
): Promise<void> {
  findings.claim(
    `${output.name}: the webhook takes ${objects.length} objects that the controller reads`,
    await applyAll(client, objects),
  );
  const broken = brokenKongObjects('prod');
  findings.claim(
    `${output.name}: beside them the webhook refuses ${broken.length} objects, each with one thing wrong`,
    await takenOf(client, broken),
  );
  const wanted = objects.filter(({ kind }) => kind === 'KongConsumer').length;
  const configuration = await configured(
    adminApi,
    controller,
    (given) => entities(given, 'services').length > 0 && entities(given, 'consumers').length >= wanted,
  );
  const { held, misses } = heldToObjects(configuration, objects);
  findings.claim(
    `${output.name}: in the configuration that the controller makes, ${held} facts of routes, services, upstreams, plugins and consumers are as the objects mean them`,
    misses.map((miss) => `${output.name}: ${miss}`),
  );
  claimMetrics(
    findings,
    `${output.name}: the controller`,
    await fetched(controller.metrics),
    /^Kong\/kubernetes-ingress-controller /,
  );
}

/** A split of the Gateway API's own, which no mesh makes: the weights are Kong's. */
async function judgeWeights({ client, adminApi, controller }: Running, findings: Findings): Promise<void> {
  const misses = await applyAll(client, weightedRoute('prod', { 'jazz-v1': 95, 'jazz-v2': 5 }));
  const weights = (given: KongConfiguration) =>
    entities(given, 'upstreams')
      .flatMap(({ targets }) => entities({ targets }, 'targets'))
      .map(({ target, weight }) => ({ target: String(target), weight: Number(weight) }));
  const configuration = await configured(adminApi, controller, (given) => weights(given).length >= 3);
  const found = weights(configuration);
  const all = found.reduce((sum, { weight }) => sum + weight, 0);
  const canary = found.find(({ target }) => target === '10.0.2.1:9080')?.weight ?? 0;
  // Weights are whole numbers, divided among a Service's pods: the share is met as nearly as they can say it.
  if (found.length !== 3 || Math.abs(canary / all - 0.05) > 0.002) {
    misses.push(`a split of 95/5 over three pods has the targets ${JSON.stringify(found)}`);
  }
  findings.claim(
    'an HTTPRoute that splits 95/5 over a Service of two pods and one of one becomes one upstream, with weights that give the one pod 5 %',
    misses,
  );
}

/** The objects that were taken, and should not have been. */
async function takenOf(client: ApiClient, broken: readonly Manifest[]): Promise<string[]> {
  const misses: string[] = [];
  for (const object of broken) {
    const answer = await client.apply(object, { dryRun: true });
    if (answer.status < 300) misses.push(`${describe(object)} was taken`);
  }
  return misses;
}
