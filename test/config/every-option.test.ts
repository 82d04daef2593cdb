import { parseClusters } from '../../config/parse';
import { compile } from '../../main';
import { isLong } from '../long';
import { applicationFiles } from '../mesh/clusters';

import {
  type Base,
  clusterOptions,
  type Draft,
  draftOf,
  engines,
  gateways,
  meshes,
  samples,
  schemaOptions,
  textOf,
} from './options/cluster-options';
import { coveringRows, type Factor, levelsOf, type Row } from './options/covering';

/** What the drafts run; a file that nobody names is judged all the same, each time. */
const application = applicationFiles().filter(({ name }) => name.endsWith('/bookshop.yaml'));

const names = { mesh: Object.keys(meshes), gateway: Object.keys(gateways), engine: engines };

const bases: readonly Row[] = names.mesh
  .flatMap((_m, mesh) =>
    names.gateway.flatMap((_g, gateway) =>
      names.engine.map(
        (_e, engine): Row =>
          new Map([
            ['mesh', mesh],
            ['gateway', gateway],
            ['engine', engine],
          ]),
      ),
    ),
  )
  .filter((row) => {
    // A gateway that Kong Operator makes joins no App Mesh, as a rule says.
    const { mesh, gateway } = baseOf(row);
    return mesh !== 'app-mesh' || !gateway.endsWith('-operator');
  });

function baseOf(row: Row): Base {
  const at = (key: keyof typeof names) => names[key][row.get(key) ?? 0] ?? '';
  return { mesh: at('mesh'), gateway: at('gateway'), engine: at('engine') };
}

/** Level 0 of each option is that nothing is said of it. @param most so many values of each */
function factorsOf(most: number): readonly Factor[] {
  return clusterOptions
    .filter(({ values }) => values.length > 0)
    .map(({ path, values, fits }) => ({
      name: path,
      levels: Math.min(most, values.length) + 1,
      fits: (base, level) => level === 0 || fits(baseOf(base)),
    }));
}
const factors = factorsOf(Number.POSITIVE_INFINITY);

/** The errors that synth has about a cluster in which this is chosen. */
function errorsOf(row: Row): readonly string[] {
  const draft: Draft = draftOf(baseOf(row));
  for (const { path, values, set } of clusterOptions) {
    const level = row.get(path) ?? 0;
    if (level > 0) set(draft, values[level - 1]);
  }
  const files = [
    { name: 'clusters/one.yaml', text: textOf(draft) },
    { name: 'clusters/_base.yaml', text: 'gateway: {replicas: 3}\n' },
  ];
  const parsed = parseClusters(files, draft.applications === undefined ? [] : application);
  if ('problems' in parsed)
    return parsed.problems
      .filter(({ severity }) => severity === 'error')
      .map(({ path, message }) => `${path}: ${message}`);
  return parsed.clusters
    .flatMap((config) => compile(config).diagnostics)
    .filter(({ severity }) => severity === 'error')
    .map(({ title, notes }) => `${title} ${JSON.stringify(notes)}`);
}

/** What is said beyond the base, for whoever reads a failure. */
function told(row: Row): string {
  const said = clusterOptions.flatMap(({ path, values }) => {
    const level = row.get(path) ?? 0;
    return level === 0 ? [] : [`${path}: ${JSON.stringify(values[level - 1])}`];
  });
  return [Object.values(baseOf(row)).join(', '), ...said].join('\n');
}

function failures(rows: readonly Row[]): readonly string[] {
  return rows.flatMap((row) => {
    const errors = errorsOf(row);
    return errors.length === 0 ? [] : [`${told(row)}\n=> ${errors.join('\n=> ')}`];
  });
}

test('every option of the schema has values here, and nothing else has', () => {
  const known = schemaOptions.map(({ path }) => path);
  expect(
    schemaOptions.filter(({ path, values }) => values === undefined && samples[path] === undefined),
  ).toEqual([]);
  expect(Object.keys(samples).filter((path) => !known.includes(path))).toEqual([]);
  expect(known.length).toBeGreaterThan(50);
});

test('every value of every option is synthesised: alone, or the first of each together with others below', () => {
  const rows = factors.flatMap((factor) =>
    Array.from({ length: factor.levels - 2 }, (_, index): Row => {
      const at = index + 1;
      const fitting = bases.filter((base) => factor.fits(base, at + 1));
      // Another base for each, so that all of them have their turn.
      const base = fitting[(at + factor.name.length) % fitting.length] ?? new Map();
      return new Map([...base, [factor.name, at + 1]]);
    }),
  );
  expect(failures(rows)).toEqual([]);
});

test('every two options are synthesised together, and each with every mesh, gateway and engine', () => {
  expect(failures(coveringRows(bases, factorsOf(1)))).toEqual([]);
});

(isLong ? describe : describe.skip)('in npm run test:long', () => {
  test.each(bases.map((base) => [told(base).replaceAll('\n', ' '), base] as const))(
    '%s: every value of every option alone',
    (_name, base) => {
      expect(failures(choicesOf(factors, base).map((choice): Row => new Map([...base, choice])))).toEqual([]);
    },
    600_000,
  );

  // On each base they are a quarter of a million, which takes hours: a pair has another base at each run, and an option all of
  // them in each, with others.
  test('every two options are synthesised together and nothing else, on one of the bases that they fit', () => {
    const ofBases = bases.map((base) => choicesOf(factorsOf(1), base));
    const turns = new Map<string, Row[]>();
    for (const [at, base] of bases.entries()) {
      const choices = ofBases[at] ?? [];
      for (const [index, one] of choices.entries())
        for (const other of choices.slice(index + 1)) {
          const key = JSON.stringify([one, other]);
          turns.set(key, [...(turns.get(key) ?? []), new Map([...base, one, other])]);
        }
    }
    const first = Math.floor(Math.random() * bases.length);
    const rows = [...turns.values()].flatMap((fitting, at) => fitting[(first + at) % fitting.length] ?? []);
    expect(rows.length).toBeGreaterThan(5_000);
    expect(failures(rows)).toEqual([]);
  }, 1_800_000);
});

/** What may be chosen on a base, beyond saying nothing. */
function choicesOf(of: readonly Factor[], base: Row): readonly (readonly [name: string, level: number])[] {
  return of.flatMap((factor) =>
    levelsOf(factor, base)
      .filter((level) => level > 0)
      .map((level) => [factor.name, level] as const),
  );
}
