import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { render } from '../../commands/render';
import { problemDiagnostics } from '../../commands/render-problems';
import { compiledOrProblem } from '../../commands/synth-part';
import { parseClusters } from '../../config/parse';
import { compile } from '../../main';
import { Random } from '../cluster/generated/random';
import { times } from '../long';
import { editText, editValue, isHolder, isMap, pathsIn } from './file-edits';
import { set } from './hostile-values';
import { forEachInput } from './seed';

const read = (path: string) => readFileSync(join(__dirname, '..', path), 'utf8');

/** Application files, each with the clusters that run it. */
const bases = [
  {
    name: 'bookshop',
    text: read('reference/applications/bookshop.yaml'),
    clusters: ['bookshop-kong-mesh', 'bookshop-app-mesh'].map((name) => read(`clusters/${name}.yaml`)),
  },
  {
    name: 'dj',
    text: read('reference/applications/dj.yaml'),
    clusters: ['us-west-2-kong-mesh', 'us-west-2-app-mesh'].map((name) =>
      read(`reference/clusters/${name}.yaml`),
    ),
  },
];
/** Parts of one file are put into another, where they mean something or nothing. */
const parts = bases.flatMap(({ text }) => {
  const file: unknown = parse(text);
  return [...pathsIn(file)].map((path) => ({
    key: path.at(-1) ?? '',
    value: path.reduce<unknown>((value, key) => (isHolder(value) ? value[key] : undefined), file),
  }));
});

function mutant(random: Random, text: string): string {
  const file: unknown = parse(text);
  if (!isMap(file)) throw new Error('not a map');
  for (let left = random.whole(1, 3); left > 0; left--) {
    if (random.chance(0.6)) editValue(random, file);
    else transplant(random, file);
  }
  const edited = stringify(file, { aliasDuplicateObjects: false });
  return random.chance(0.2) ? editText(random, edited) : edited;
}

/** Puts a part of an application file below any map, under the key that it had or under another. */
function transplant(random: Random, file: Readonly<Record<string, unknown>>): void {
  const part = random.pick(parts);
  const path = random.pick([...pathsIn(file)]);
  if (part === undefined || path === undefined) return;
  const holder = path.reduce<unknown>((value, key) => (isHolder(value) ? value[key] : undefined), file);
  const key = random.chance(0.7) ? part.key : (random.pick(parts)?.key ?? '');
  if (isMap(holder)) set(holder, key, structuredClone(part.value));
}

/** What is said against an application on a cluster: nothing where it is written. */
function refusals(name: string, text: string, cluster: string) {
  const parsed = parseClusters(
    [{ name: 'clusters/a.yaml', text: cluster }],
    [{ name: `applications/${name}.yaml`, text }],
  );
  if ('problems' in parsed)
    return problemDiagnostics(parsed.problems).filter(({ severity }) => severity === 'error');
  return parsed.clusters.flatMap((config) => {
    const { diagnostics, files } = compiledOrProblem(compile, config, 'dist/a');
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) for (const file of files.values()) parseAllDocuments(file);
    return errors;
  });
}

test('the application files are fine as they are', () => {
  for (const { name, text, clusters } of bases)
    for (const cluster of clusters) expect(refusals(name, text, cluster)).toEqual([]);
});

const count = times(30, 12_000);
test(`${count} application files that nobody should write are refused at a line, or written`, () => {
  forEachInput(count, (number) => {
    const random = new Random(number);
    const base = random.pick(bases);
    const cluster = random.pick(base?.clusters ?? []);
    if (base === undefined || cluster === undefined) throw new Error('no file to start from');
    const errors = refusals(base.name, mutant(random, base.text), cluster);
    for (const error of errors)
      expect([error.title, error.location]).toEqual([error.title, expect.stringMatching(/:\d+/)]);
    const said = render(errors, { colour: false });
    // A fault of the program itself says where to report it.
    expect(said).not.toMatch(/\n +at .+:\d+:\d+\)?\n|MESHWRIGHT_TRACE/);
  });
}, 3_600_000);
