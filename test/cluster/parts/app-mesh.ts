import { join } from 'node:path';
import { dig, fields, items, strings } from '../../../references/fields';
import { describe, groupOf, type Manifest } from '../../../references/manifest';
import { deliveryOrder } from '../delivery-order';
import { type ClusterOutput, readClusters, teamClusters } from '../dist';
import type { Lane } from '../lane';
import { Findings, type PartResult } from '../report';
import { startAppMeshController } from '../server/app-mesh';
import { type ApiClient, message } from '../server/client';
import { separateStatus } from '../server/custom-resources';
import { onMachine } from '../server/on-machine';
import { goPins } from '../versions';
import { compareChanges } from './changes';

const group = 'appmesh.k8s.aws';

const program = () => onMachine('MESHWRIGHT_APP_MESH_CONTROLLER', 'appmesh-controller');

/** Why the part cannot run: users get the program from upstream's release. */
export function missingForAppMesh(): string[] {
  return program() === undefined ? ['appmesh-controller: name it in MESHWRIGHT_APP_MESH_CONTROLLER'] : [];
}

/** The controller's own webhooks judge the output, and give its pods their proxy. */
export async function appMeshPart(lane: Lane): Promise<PartResult> {
  const command = program();
  if (command === undefined) throw new Error(missingForAppMesh().join('; '));
  const findings = new Findings();
  let version = '';
  let details = '';
  for (const output of [...readClusters(), ...teamClusters(join(lane.directory, 'teams'))]) {
    const objects = deliveryOrder(output).order.flatMap(({ stage }) => stage.objects);
    if (!objects.some(({ apiVersion }) => groupOf(apiVersion) === group)) continue;
    const label = `app-mesh-${output.name}`;
    const cluster = await lane.cluster(label);
    try {
      await separateStatus(cluster.client, group);
      const controller = await startAppMeshController(command, cluster, join(lane.directory, label));
      version = controller.version;
      try {
        await judgeOutput(cluster.client, output, objects, findings);
      } finally {
        await controller.stop();
      }
    } finally {
      await cluster.stop();
    }
  }
  if (version !== '') details = await compare(lane, command, findings);
  return findings.result(
    "App Mesh: the controller's webhooks take the output, and give its pods their proxy",
    [{ name: 'aws-app-mesh-controller', version }, ...goPins('kube-apiserver')],
    {
      note: `The controller runs on an API server, and its webhooks complete and judge what it is given. AWS is out of its reach:
nothing is made there, and no object becomes active.`,
      details,
    },
  );
}

/** Single changes of valid objects, in a cluster whose one mesh and one gateway take every namespace. */
async function compare(lane: Lane, command: string, findings: Findings): Promise<string> {
  const label = 'app-mesh-changes';
  const cluster = await lane.cluster(label);
  try {
    await separateStatus(cluster.client, group);
    const controller = await startAppMeshController(command, cluster, join(lane.directory, label));
    try {
      const changes = {
        program: 'the webhooks or the API server',
        groups: [group],
        prepare: () => everybodys,
      };
      return await compareChanges(lane, cluster.client, changes, findings);
    } finally {
      await controller.stop();
    }
  } finally {
    await cluster.stop();
  }
}

const apiVersion = `${group}/v1beta2`;
const listeners = [{ portMapping: { port: 8088, protocol: 'http' } }];
const everybodys: readonly Manifest[] = [
  { apiVersion, kind: 'Mesh', metadata: { name: 'everybodys' }, spec: { namespaceSelector: {} } },
  {
    apiVersion,
    kind: 'VirtualGateway',
    metadata: { name: 'everybodys', namespace: 'default' },
    spec: { namespaceSelector: {}, podSelector: { matchLabels: { app: 'everybodys' } }, listeners },
  },
];

/** What the webhooks want there before: the namespaces, the Mesh, and what makes AWS's names. */
const order = ['Namespace', 'Mesh', 'ServiceAccount'];

async function judgeOutput(
  client: ApiClient,
  output: ClusterOutput,
  objects: readonly Manifest[],
  findings: Findings,
): Promise<void> {
  const own = objects
    .filter(({ apiVersion, kind }) => groupOf(apiVersion) === group || order.includes(kind))
    .toSorted((a, b) => (order.indexOf(a.kind) >>> 0) - (order.indexOf(b.kind) >>> 0));
  const meshed = own.filter(({ apiVersion }) => groupOf(apiVersion) === group);
  findings.claim(`${output.name}: the webhooks take ${meshed.length} objects`, await applyAll(client, own));
  findings.claim(
    `${output.name}: they give each its name in AWS, and all but the Mesh its mesh`,
    await incomplete(client, meshed),
  );
  const broken = brokenObjects(meshed);
  findings.claim(
    `${output.name}: beside them they refuse ${broken.length} objects, each with one thing wrong`,
    await takenOf(client, broken),
  );
  const nodes = meshed.filter(({ kind }) => kind === 'VirtualNode');
  const deployments = objects.filter(
    (object) => object.kind === 'Deployment' && nodes.some((node) => selects(node, object)),
  );
  findings.claim(
    `${output.name}: the pods of ${deployments.length} Deployments get a proxy of the virtual node that selects them`,
    await withoutProxy(client, deployments, nodes),
  );
}

async function applyAll(client: ApiClient, objects: readonly Manifest[]): Promise<string[]> {
  const misses: string[] = [];
  for (const object of objects) {
    const answer = await client.apply(object);
    if (answer.status >= 300) misses.push(`${describe(object)}: ${message(answer)}`);
  }
  return misses;
}

async function incomplete(client: ApiClient, meshed: readonly Manifest[]): Promise<string[]> {
  const misses: string[] = [];
  for (const object of meshed) {
    const { body } = await client.get(object);
    if (typeof dig(body, 'spec', 'awsName') !== 'string') misses.push(`${describe(object)} has no awsName`);
    if (object.kind !== 'Mesh' && typeof dig(body, 'spec', 'meshRef', 'name') !== 'string')
      misses.push(`${describe(object)} has no meshRef`);
  }
  return misses;
}

/** Objects of the output with one thing wrong each, which the definitions have nothing against. */
function brokenObjects(meshed: readonly Manifest[]): readonly Manifest[] {
  const of = (kind: string) => meshed.find((object) => object.kind === kind);
  const changed = (object: Manifest, name: string, spec: Record<string, unknown>): Manifest => ({
    ...object,
    metadata: { ...object.metadata, name },
    spec: { ...fields(object.spec), ...spec },
  });
  const [node, router, service] = ['VirtualNode', 'VirtualRouter', 'VirtualService'].map(of);
  const broken: Manifest[] = [];
  if (node !== undefined) {
    const meshRef = { name: 'other', uid: 'none' };
    broken.push(changed(node, 'own-mesh', { meshRef }));
    broken.push(changed(node, 'not-found', { serviceDiscovery: undefined }));
    const backend = { virtualService: { virtualServiceRef: { name: 'twice' } } };
    broken.push(changed(node, 'twice', { backends: [backend, backend] }));
    const outside = changed(node, 'outside', {});
    broken.push({ ...outside, metadata: { name: 'outside', namespace: 'default' } });
  }
  if (router !== undefined) {
    const [route] = items(dig(router, 'spec', 'routes'));
    broken.push(changed(router, 'route-twice', { routes: [route, route] }));
  }
  if (service !== undefined)
    broken.push(changed(service, service.metadata.name, { awsName: 'another.example.com' }));
  return broken;
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

function selects(node: Manifest, deployment: Manifest): boolean {
  const wanted = Object.entries(strings(dig(node, 'spec', 'podSelector', 'matchLabels')));
  const labels = strings(dig(deployment, 'spec', 'template', 'metadata', 'labels'));
  return (
    node.metadata.namespace === deployment.metadata.namespace &&
    wanted.length > 0 &&
    wanted.every(([key, value]) => labels[key] === value)
  );
}

/** What a pod of each Deployment becomes, without being made. */
async function withoutProxy(
  client: ApiClient,
  deployments: readonly Manifest[],
  nodes: readonly Manifest[],
): Promise<string[]> {
  const misses: string[] = [];
  for (const deployment of deployments) {
    const { metadata, spec } = fields(dig(deployment, 'spec', 'template'));
    const { name, namespace = '' } = deployment.metadata;
    const pod: Manifest = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...fields(metadata), name, namespace },
      spec,
    };
    const answer = await client.apply(pod, { dryRun: true });
    if (answer.status >= 300) {
      misses.push(`a pod of ${describe(deployment)}: ${message(answer)}`);
      continue;
    }
    // The proxy is a container, or an init container that stays.
    const containers = ['containers', 'initContainers'].flatMap((list) =>
      items(dig(answer.body, 'spec', list)),
    );
    const proxy = containers.find((container) => dig(container, 'name') === 'envoy');
    const variables = items(dig(proxy, 'env')).map((entry) => String(dig(entry, 'value')));
    const node = nodes.find((one) => selects(one, deployment))?.metadata.name ?? '';
    if (!variables.some((value) => value.endsWith(`/virtualNode/${node}_${namespace}`)))
      misses.push(`a pod of ${describe(deployment)} has no proxy of ${node}: ${JSON.stringify(variables)}`);
  }
  return misses;
}
