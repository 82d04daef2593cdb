/**
 * A fleet in one run: 1,000 different clusters of the DJ application on Kong Mesh, from cluster files to files on disk, with all
 * checks; beside the same objects through one cdk8s App. `--runs N` and `--clusters N` make it shorter.
 */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFleet } from './support/fleet';
import { type Candidate, inTurn, root, runsAsked, workFolder } from './support/measure';
import { clustersIn, plannedOf } from './support/pipeline';
import { costTable, report } from './support/report';

const asked = process.argv.indexOf('--clusters');
const size = asked < 0 ? 1000 : Number(process.argv[asked + 1]);
const work = workFolder('fleet');
const tenth = Math.ceil(size / 10);
for (const count of [tenth, size]) writeFleet(join(work, `clusters-${count}`), count);

/** The whole of `npm run synth`, into an empty folder each time. */
function ours(count: number, threads: number): Candidate {
  const out = join(work, `out-${count}`);
  return {
    name: `${count.toLocaleString('en')} clusters, ${threads} thread${threads === 1 ? '' : 's'}, all checks`,
    command: [
      'npm',
      'run',
      '--silent',
      'synth',
      '--',
      '--clusters',
      join(work, `clusters-${count}`),
      '--out',
      out,
      '--threads',
      String(threads),
    ],
    before: () => rmSync(out, { recursive: true, force: true }),
  };
}

/** The same objects through one App of cdk8s. */
function vanilla(count: number, chartOf: (cluster: string, path: string) => string, what: string): Candidate {
  const charts: Record<string, object[]> = {};
  for (const config of clustersIn(join(work, `clusters-${count}`)))
    for (const { path, objects } of plannedOf(config)) {
      const chart = chartOf(config.name, path);
      charts[chart] = [...(charts[chart] ?? []), ...objects];
    }
  const file = join(work, `${what}-${count}.json`);
  writeFileSync(file, JSON.stringify(charts));
  const out = join(work, `vanilla-${count}`);
  return {
    name: `${count.toLocaleString('en')} clusters, cdk8s, one chart per ${what}, no checks`,
    command: [
      process.execPath,
      '--max-old-space-size=8192',
      'tools/compiled/run.js',
      'bench/support/vanilla.ts',
    ],
    environment: { VANILLA_OBJECTS: file, VANILLA_OUTPUT: out },
    before: () => rmSync(out, { recursive: true, force: true }),
  };
}

const perFile = (cluster: string, path: string) => `${cluster}-${path.replace(/\W+/g, '-')}`;
spawnSync('npm', ['run', '--silent', 'synth'], { cwd: root });
const small = [
  ours(tenth, 2),
  ours(tenth, 1),
  vanilla(tenth, (cluster) => cluster, 'cluster'),
  vanilla(tenth, perFile, 'file'),
];
report('fleet-small', costTable(`A fleet of ${tenth}`, inTurn(small, runsAsked(7))));
const large = [ours(size, 2), ours(size, 1)];
report('fleet', costTable(`A fleet of ${size}`, inTurn(large, runsAsked(7))));
if (process.argv.includes('--vanilla')) {
  const all = [ours(size, 2), vanilla(size, (cluster) => cluster, 'cluster')];
  report('fleet-vanilla', costTable(`A fleet of ${size}, beside cdk8s`, inTurn(all, 1)));
}
rmSync(work, { recursive: true });
