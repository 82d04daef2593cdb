/** Where the time of a cluster goes, in milliseconds of one processor, when everything is warm. */
import { join } from 'node:path';
import { clusterObjects } from '../charts/cluster';
import { checkWritten } from '../checks/check-written';
import { rules } from '../checks/rules';
import { objectsToYaml } from '../output/yaml';
import { kept } from '../plan/delivered';
import { plannedFiles } from '../plan/files';
import { plan } from '../plan/plan';
import { buildIndex } from '../references/reference-index';
import { topologyPage } from '../topology/page';
import { serviceMap } from '../topology/service-map';
import { topologyOf } from '../topology/topology';
import { writeFleet } from './support/fleet';
import { workFolder } from './support/folders';
import { median, runsAsked } from './support/measure';
import { clustersIn, plannedOf } from './support/pipeline';
import { report } from './support/report';

const size = 100;
const folder = join(workFolder('stages'), 'clusters');
writeFleet(folder, size);

/** One pass over all clusters, stage by stage: the processor's milliseconds per cluster. */
function pass(): ReadonlyMap<string, number> {
  const spent = new Map<string, number>();
  const timed = <T>(stage: string, work: () => T): T => {
    const before = process.cpuUsage();
    const made = work();
    const { user, system } = process.cpuUsage(before);
    spent.set(stage, (spent.get(stage) ?? 0) + (user + system) / 1000 / size);
    return made;
  };
  const clusters = timed('config: read, parse, validate', () => clustersIn(folder));
  const built = timed('charts: constructs and their JSON', () =>
    clusters.map((config) => ({ config, built: clusterObjects(config) })),
  );
  const indexed = timed('references: index of the objects', () =>
    built.map(({ config, built: { objects, roles } }) => {
      const { engine } = config.delivery;
      const safe = objects.map(({ chart, manifest }) => ({ chart, manifest: kept(manifest, engine) }));
      const manifests = safe.map(({ manifest }) => manifest);
      return { config, roles, objects: safe, index: buildIndex(manifests, { given: config.given }) };
    }),
  );
  const planned = timed('plan: stages and delivery', () =>
    indexed.map((each) => {
      const { engine, ...delivery } = each.config.delivery;
      const files = plannedFiles(each.index, plan(each.index), each.objects, engine, {
        ...delivery,
        cluster: each.config.name,
      });
      return { ...each, files };
    }),
  );
  timed('topology: the picture', () =>
    planned.map(({ config, index }) => {
      const topology = topologyOf(index);
      return topologyPage(config.name, topology, serviceMap(topology, index));
    }),
  );
  timed('output: YAML text', () =>
    planned.map(({ files }) => files.map(({ objects }) => objectsToYaml(objects))),
  );
  timed(`checks: ${rules.length} rules, on the delivery objects too`, () =>
    planned.map(({ config: { given }, roles, index, files }) =>
      checkWritten(
        { given, roles },
        index,
        files.flatMap(({ objects }) => objects),
        rules,
      ),
    ),
  );
  timed('(floor: `JSON.stringify` of the same objects)', () =>
    planned.map(({ files }) => files.map(({ objects }) => JSON.stringify(objects))),
  );
  return spent;
}

for (let warm = 0; warm < 3; warm++) pass();
const passes = Array.from({ length: runsAsked(7) }, pass);
const stages = [...(passes[0]?.keys() ?? [])];
const cost = (stage: string) => median(passes.map((each) => each.get(stage) ?? 0));
const all = stages.filter((stage) => !stage.startsWith('(')).reduce((sum, stage) => sum + cost(stage), 0);
const counts = clustersIn(folder).map((config) =>
  plannedOf(config).reduce((sum, { objects }) => sum + objects.length, 0),
);
report('stages', {
  title: `One cluster of the DJ application on Kong Mesh, ${Math.min(...counts)} to ${Math.max(...counts)} objects, warm`,
  head: ['', 'ms of one processor', 'share'],
  rows: [
    ...stages.map((stage) => [stage, cost(stage).toFixed(2), `${((cost(stage) / all) * 100).toFixed(0)} %`]),
    ['all stages', all.toFixed(2), '100 %'],
  ],
});
