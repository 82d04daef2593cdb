/**
 * A fleet in one run: 1,000 different clusters of the DJ application on Kong Mesh, from cluster files to files on disk, with all
 * checks; beside the same objects through one cdk8s App. `--runs N` and `--clusters N` make it shorter. `--slow` adds the App of
 * 1,000 clusters with one chart per file, once, and tells everything again: it may take half an hour.
 */
import { join } from 'node:path';
import { ours, vanilla } from './support/candidates';
import { writeFleet } from './support/fleet';
import { newOutput, workFolder } from './support/folders';
import { type Candidate, costOf, inTurn, type Measured, numberAsked, runsAsked } from './support/measure';
import { type Row, ratioTable } from './support/ratios';
import { costTable, report } from './support/report';
import { expectSame, notForTheCluster, objectsInFolder } from './support/same-objects';

const PATIENCE_SECONDS = 30 * 60;

const asked = numberAsked('--clusters', 1000);
const slow = process.argv.includes('--slow');
const work = workFolder('fleet');

/** What is measured at one size. */
function fleetOf(count: number) {
  const clusters = join(work, `clusters-${count}`);
  writeFleet(clusters, count);
  const name = (what: string) => `${count.toLocaleString('en')} clusters, ${what}`;
  return {
    count,
    usual: ours(name('`npm run synth`, all checks'), clusters),
    oneThread: ours(name('the same on 1 thread'), clusters, ['--threads', '1']),
    perCluster: vanilla(name('cdk8s, one chart per cluster, no checks'), clusters, 'cluster', work),
    perFile: vanilla(name('cdk8s, one chart per file, no checks'), clusters, 'file', work),
    copyOf: (folder: string): Candidate => ({
      name: name('`cp -r` of what `npm run synth` wrote: the files alone'),
      command: (output) => ['cp', '-r', folder, output],
    }),
  };
}

const small = fleetOf(Math.ceil(asked / 10));
const middle = fleetOf(Math.ceil(asked / 5));
const large = fleetOf(asked);
// Once, so that compiled copies are there.
const finished = newOutput();
costOf(large.usual, finished);
costOf(small.perCluster);

const tables = [
  {
    name: 'fleet-small',
    count: small.count,
    rows: [small.usual, small.oneThread, small.perCluster, small.perFile],
  },
  { name: 'fleet-middle', count: middle.count, rows: [middle.usual, middle.perCluster, middle.perFile] },
  {
    name: 'fleet',
    count: large.count,
    rows: [large.usual, large.oneThread, large.perCluster, large.perFile, large.copyOf(finished)],
  },
];
const eachCluster = { per: large.count / small.count };
const compared: readonly Row[] = [
  ...[small, middle, large].map(({ perCluster: one, usual: other }) => ({ one, other })),
  ...[small, middle, large].map(({ perFile: one, usual: other }) => ({ one, other })),
  { one: large.usual, other: small.usual, ...eachCluster },
  { one: large.oneThread, other: small.oneThread, ...eachCluster },
  { one: large.perCluster, other: small.perCluster, ...eachCluster },
  { one: middle.perFile, other: small.perFile, per: middle.count / small.count },
  { one: large.perFile, other: small.perFile, ...eachCluster },
];

/** Reports what has been measured, after a look at what was written. */
function tell(measured: ReadonlyMap<string, Measured>): void {
  for (const { name, count, rows } of tables) {
    const costs = new Map<string, Measured>();
    for (const row of rows) {
      const cost = measured.get(row.name);
      if (cost !== undefined) costs.set(row.name, cost);
    }
    const [first, ...others] = [...costs].map(([what, { output, median }]) => ({ what, output, median }));
    const objects = objectsInFolder(first?.output ?? '', notForTheCluster);
    for (const { what, output, median } of others)
      if (!median.unfinished) expectSame(what, objects, objectsInFolder(output, notForTheCluster));
    const number = objects.length.toLocaleString('en');
    const note = `All that finished wrote the same ${number} objects: what the last runs wrote was read and compared.`;
    report(name, costTable(`A fleet of ${count.toLocaleString('en')}`, costs, [note]));
  }
  const known = compared.filter(({ one, other }) => measured.has(one.name) && measured.has(other.name));
  report('fleet-ratios', ratioTable('A fleet: how many times as much', known, measured));
}

// All sizes in one measurement, so that their ratios are of the same minutes.
const usual = tables.flatMap(({ rows }) => rows).filter((row) => row !== large.perFile);
const measured = inTurn(usual, runsAsked(7));
tell(measured);
if (slow) {
  const last = inTurn([{ ...large.perFile, timeout: PATIENCE_SECONDS }], 1);
  tell(new Map([...measured, ...last]));
}
