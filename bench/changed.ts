/**
 * Only what changed: a fleet of 1,000 clusters whose output is there, of which one file says something else. Beside it what cannot be
 * saved: every file of the output is read and hashed, and the changed cluster is compiled, by a program that has started. `--runs N` and
 * `--clusters N` make it shorter.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFleet } from './support/fleet';
import { newOutput, root, workFolder } from './support/folders';
import { type Candidate, costOf, inTurn, numberAsked, runsAsked } from './support/measure';
import { ratioTable } from './support/ratios';
import { costTable, report } from './support/report';

const count = numberAsked('--clusters', 1000);
const work = workFolder('changed');
const [clusters, one, applications] = ['clusters', 'one', 'applications'].map((name) => join(work, name));
const [name = ''] = writeFleet(clusters ?? '', count).slice(count >> 1);
const changing = join(clusters ?? '', `${name}.yaml`);
for (const folder of [one, applications]) mkdirSync(folder ?? '');
copyFileSync(changing, join(one ?? '', `${name}.yaml`));
copyFileSync(join(root, 'test/reference/applications/dj.yaml'), join(applications ?? '', 'dj.yaml'));
const out = newOutput();
const alone = newOutput();

/** The program, without npm, on a folder of cluster files. */
const synth = (from: string | undefined, to: string, ...options: readonly string[]) => [
  ...[process.execPath, 'tools/compiled/run.js', 'main.ts'],
  ...['--clusters', from ?? '', '--applications', applications ?? '', '--out', to, ...options],
];

let weight = 0;
/** Gives a route of one cluster another weight. */
function change(): void {
  weight = (weight + 1) % 100;
  const text = readFileSync(changing, 'utf8');
  writeFileSync(changing, text.replace(/jazz: \d+/, `jazz: ${weight}`));
}

const reading: Candidate = {
  name: 'reading and hashing all files of `dist/`, no more',
  command: () => [process.execPath, 'bench/support/read-output.js'],
  environment: { OUTPUT: out },
};
const floor: Candidate = {
  name: 'the same, and `synth` of the changed cluster alone',
  command: () => {
    const [node = '', ...others] = synth(one, alone, '--all');
    return [node, '--require', './bench/support/read-output.js', ...others];
  },
  environment: { OUTPUT: out },
};
const changed: Candidate = {
  name: '`synth`, one file changed',
  command: () => {
    change();
    return synth(clusters, out);
  },
};
const seen: Candidate = {
  name: '`synth --check`, one file changed',
  command: () => {
    change();
    return synth(clusters, out, '--check');
  },
  statuses: [1],
};
const same: Candidate = {
  name: '`synth --check`, nothing changed',
  command: () => synth(clusters, out, '--check'),
};
const all: Candidate = {
  name: '`synth --check --all`',
  command: () => synth(clusters, out, '--check', '--all'),
};

// Once, so that the output and the compiled copy are there, and the program remembers what it has made.
costOf(changed);
costOf(floor);
const candidates = [reading, floor, seen, changed, same, all];
const measured = inTurn(candidates, runsAsked(7));
report(
  'changed',
  costTable(`Only what changed, of ${count.toLocaleString('en')} clusters`, measured, [
    'A ratio to the second row is what a run costs beside the least that it can.',
  ]),
);
report(
  'changed-ratios',
  ratioTable(
    'Only what changed: how many times as much',
    [seen, changed, same, all].flatMap((run) => [
      { one: run, other: floor },
      { one: run, other: reading },
    ]),
    measured,
  ),
);
