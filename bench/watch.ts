/**
 * From the save of a cluster file to its YAML, while `npm run synth -- --watch` runs: the four reference clusters, and fleets of 100 and 1,000.
 * Each save changes a weight. What else the program writes or prints is an error here, not a slower number.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { compile } from '../main';
import { writeFleet } from './support/fleet';
import { newOutput, root, workFolder } from './support/folders';
import { median, runsAsked } from './support/measure';
import { clustersIn } from './support/pipeline';
import { report } from './support/report';
import { snapshot, touched } from './support/snapshot';
import { textOf, Watched } from './support/watched';

const AIM_MS = 150;
/** A save that has come to nothing by then is an error. */
const PATIENCE_MS = 10_000;
/** Longer than it takes the program to see a folder without events: a second line would have come. */
const QUIET_MS = 700;
const LOCK_FILE = 'meshwright.lock.json';

/** Milliseconds since just before the save. */
interface Save {
  /** Until every file that changes held its new text: looked at every millisecond or so. */
  readonly yaml: number;
  /** Until the line was read from the program's standard output. */
  readonly line: number;
}

const work = workFolder('watch');
const counts = [100, 1000];
const reference = join(work, 'reference');
cpSync(join(root, 'clusters'), reference, { recursive: true });
for (const count of counts) writeFleet(join(work, `fleet-${count}`), count);

/** What one cluster file is compiled to, by path below the output folder. */
function filesOf(file: string, text: string): ReadonlyMap<string, string> {
  const alone = join(work, 'alone', basename(file, '.yaml'));
  mkdirSync(alone, { recursive: true });
  writeFileSync(join(alone, basename(file)), text);
  return new Map(
    clustersIn(alone).flatMap((config) =>
      [...compile(config).files].map(([path, content]) => [join(config.name, path), content] as const),
    ),
  );
}

/** Editors do either: write into the file, or put another one in its place. */
type How = 'written' | 'replaced';

/** Saves a weight, waits, and looks at all that came of it. @throws Error when it is not what it has to be */
async function save(watched: Watched, out: string, file: string, how: How): Promise<Save> {
  const former = readFileSync(file, 'utf8');
  const text = former.replace(/jazz: (\d+)/, (_, weight: string) => `jazz: ${(Number(weight) + 1) % 100}`);
  const [was, will] = [filesOf(file, former), filesOf(file, text)];
  const wanted = [...will].filter(([path, yaml]) => was.get(path) !== yaml);
  if (wanted.length === 0) throw new Error(`${file}: another weight changes no YAML`);
  const before = snapshot(out);
  const [lines, errors] = [watched.stdout.length, watched.stderr.length];

  const beside = join(work, basename(file));
  if (how === 'replaced') writeFileSync(beside, text);
  const from = performance.now();
  if (how === 'replaced') renameSync(beside, file);
  else writeFileSync(file, text);
  const stands = () => wanted.every(([path, yaml]) => readFileSync(join(out, path), 'utf8') === yaml);
  let yaml: number | undefined;
  while (yaml === undefined || watched.stdout.length === lines) {
    await pause(1);
    if (yaml === undefined && stands()) yaml = performance.now() - from;
    if (performance.now() - from > PATIENCE_MS)
      throw new Error(
        `${file}: ${PATIENCE_MS} ms after a save: ${yaml === undefined ? 'no YAML' : 'no line'}`,
      );
  }

  await pause(QUIET_MS);
  const [line, ...more] = watched.stdout.slice(lines);
  const said = watched.stderr.slice(errors);
  if (line === undefined || !/: \d+ files? written, in 1 cluster$/.test(line.text) || more.length > 0)
    throw new Error(`${file}: expected one line, of one cluster: ${textOf(watched.stdout.slice(lines))}`);
  if (said.length > 0) throw new Error(`${file}: expected no messages: ${textOf(said)}`);
  const cluster = basename(file, '.yaml');
  const expected = [...wanted.map(([path]) => path), join(cluster, LOCK_FILE)].toSorted();
  const found = touched(before, snapshot(out));
  const wrong = [...found].filter(([path, how]) => how !== 'changed' || !expected.includes(path));
  if (wrong.length > 0 || found.size !== expected.length)
    throw new Error(`${file}: expected ${expected.join(', ')} to change: ${JSON.stringify([...found])}`);
  return { yaml, line: line.at - from };
}

/** Several saves in turn, of one cluster after the other. The first is a measurement like any other. */
async function saves(clusters: string): Promise<readonly Save[]> {
  const files = readdirSync(clusters)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(clusters, name))
    .filter((file) => /jazz: \d+/.test(readFileSync(file, 'utf8')));
  const out = newOutput();
  const watched = await Watched.start(clusters, out);
  try {
    const made: Save[] = [];
    for (let run = 0; run < runsAsked(9); run++)
      made.push(
        await save(watched, out, files[run % files.length] ?? '', run % 2 === 0 ? 'written' : 'replaced'),
      );
    return made;
  } finally {
    await watched.end();
  }
}

async function main(): Promise<void> {
  const ms = (value: number) => value.toFixed(0);
  const row = (name: string, list: readonly Save[]) => {
    const both = list.map(({ yaml, line }) => Math.max(yaml, line));
    const [yaml, line] = [median(list.map((each) => each.yaml)), median(list.map((each) => each.line))];
    return [name, String(list.length), ms(yaml), ms(line), ms(median(both)), ms(Math.max(...both))];
  };
  const made: Record<string, readonly Save[]> = { 'the four reference clusters': await saves(reference) };
  for (const count of counts)
    made[`${count.toLocaleString('en')} clusters of the fleet`] = await saves(join(work, `fleet-${count}`));
  report('watch', {
    title: 'From the save of a cluster file to its YAML, `npm run synth -- --watch`',
    head: ['', 'saves', 'YAML in place, ms', 'line printed, ms', 'both, ms', 'both, worst ms'],
    rows: Object.entries(made).map(([name, list]) => row(name, list)),
    notes: [
      `The aim is ${AIM_MS} ms. Medians; the first save is among them, and every other one puts a new file in the place of the old, as some editors do. Each changed the files of its cluster that its weight is in and the index, no other file was written, and one line was printed.`,
    ],
    runs: made,
  });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
