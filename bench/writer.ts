/** The emitter beside the `yaml` package with the options whose bytes it writes: cold (a new process) and warm. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { toYaml } from '../output/yaml';
import { YAML_OPTIONS } from '../output/yaml-options';
import { writeFleet } from './support/fleet';
import { root, workFolder } from './support/folders';
import { median, runsAsked } from './support/measure';
import { clustersIn, plannedOf } from './support/pipeline';
import { report } from './support/report';

const writers: Readonly<Record<string, (object: unknown) => string>> = {
  emitter: toYaml,
  yaml: (object) => stringify(object, YAML_OPTIONS),
};

/** Milliseconds of one processor that writing every object takes. */
function timeOf(
  write: (object: unknown) => string,
  objects: readonly unknown[],
): { cpu: number; length: number } {
  const before = process.cpuUsage();
  let length = 0;
  for (const object of objects) length += write(object).length;
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1000, length };
}

const [mode, writer = '', file = ''] = process.argv.slice(2);
if (mode === 'cold') {
  const objects: readonly unknown[] = JSON.parse(readFileSync(file, 'utf8'));
  console.log(timeOf(writers[writer] ?? toYaml, objects).cpu);
} else {
  const work = workFolder('writer');
  const reference = clustersIn(join(root, 'clusters')).flatMap((config) =>
    plannedOf(config).flatMap(({ objects }) => objects),
  );
  writeFileSync(join(work, 'objects.json'), JSON.stringify(reference));
  writeFleet(join(work, 'clusters'), 100);
  const fleet = clustersIn(join(work, 'clusters')).flatMap((config) =>
    plannedOf(config).flatMap(({ objects }) => objects),
  );
  const runs = runsAsked(7);
  const cold: Record<string, number[]> = { emitter: [], yaml: [] };
  const warm: Record<string, number[]> = { emitter: [], yaml: [] };
  const lengths = new Set<number>();
  for (let run = 0; run < runs; run++)
    for (const [name, write] of Object.entries(writers)) {
      const args = ['--import', 'tsx', __filename, 'cold', name, join(work, 'objects.json')];
      const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: root });
      cold[name]?.push(Number(stdout));
      timeOf(write, fleet);
      const { cpu, length } = timeOf(write, fleet);
      warm[name]?.push(cpu);
      lengths.add(length);
    }
  if (lengths.size !== 1) throw new Error('the two writers differ');
  const row = (what: string, times: Record<string, number[]>) => {
    const [ours, theirs] = [median(times.emitter ?? []), median(times.yaml ?? [])];
    return [what, ours.toFixed(1), theirs.toFixed(1), `${(theirs / ours).toFixed(1)}`];
  };
  report('writer', {
    title: 'Writing YAML, the same bytes',
    head: ['', 'emitter, CPU ms', '`yaml`, CPU ms', 'times faster'],
    rows: [
      row(`cold: the ${reference.length} objects of the reference clusters, in a new process`, cold),
      row(
        `warm: ${fleet.length.toLocaleString('en')} objects, ${(([...lengths][0] ?? 0) / 1e6).toFixed(1)} MB`,
        warm,
      ),
    ],
  });
}
