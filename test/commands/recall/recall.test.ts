import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { times } from '../../long';
import { temporaryFolder, write } from '../../output/folders';
import { inputs, outputs } from './changes';
import { fleet } from './fleet';
import { repository, run, TestMemory, TestProgram } from './repositories';

const folder = temporaryFolder();
const before = process.cwd();
afterAll(() => {
  process.chdir(before);
  folder.remove();
});

let number = 0;
const newRepository = () => repository(join(folder.root, String(number++), 'repository'));
const everyCluster = ['hub-one', 'hub-two', 'mesh', 'plain'];

/** A repository whose output is what its files say, and what compiles it and remembers it. */
async function settled() {
  const root = newRepository();
  const program = new TestProgram('one');
  const memory = new TestMemory('one');
  const first = await run(root, [], program, memory);
  expect(first.status).toBe(0);
  expect(program.compiled).toEqual(everyCluster);
  const again = async (...argv: readonly string[]) => {
    const outcome = await run(root, argv, program, memory);
    return { ...outcome, compiled: program.compiled };
  };
  return { root, first, memory, again };
}

/** The part of what a run said that is about the clusters' files, which a run says each time. */
const findings = (said: string) => said.slice(0, said.indexOf('dist: '));

test('where nothing has changed nothing is compiled, and the same is said of the files', async () => {
  const { again, first } = await settled();
  for (const argv of [[], ['--check'], ['--force']]) {
    const outcome = await again(...argv);
    expect(outcome).toMatchObject({ status: 0, compiled: [], output: first.output });
    expect(outcome.said).toBe(`${findings(first.said)}dist: up to date\n`);
  }
  expect(findings(first.said)).toMatch(/^notice: mesh\.license[\s\S]*warning: dist\/mesh by one/);
});

test.each([
  ['a cluster file', 'a file says something else', ['mesh']],
  ['an application', 'an application', ['hub-two', 'mesh']],
  ['a base', 'a value of the base', everyCluster],
] as const)('what %s changes is compiled, and no more', async (_what, change, compiled) => {
  const { root, again } = await settled();
  inputs[change]?.(root, 14);
  expect(await again('--check')).toMatchObject({ status: 1, compiled });
  // By now it is known what comes of them, but it is not there.
  expect(await again('--check')).toMatchObject({ status: 1, compiled });
  expect(await again()).toMatchObject({ status: 0, compiled });
  expect(await again()).toMatchObject({ status: 0, compiled: [] });
});

test('where nothing is to be compiled no further thread is started, however many are asked for', async () => {
  const { root, memory } = await settled();
  const program = new TestProgram('one');
  expect(await run(root, [], program, memory, 3)).toMatchObject({ status: 0 });
  await expect(run(root, ['--all'], program, memory, 3)).rejects.toThrow('one thread is asked for');
});

test('--all compiles every cluster', async () => {
  const { again } = await settled();
  expect(await again('--all')).toMatchObject({ status: 0, compiled: everyCluster });
  expect(await again('--all', '--check')).toMatchObject({ status: 0, compiled: everyCluster });
});

test('a file that was changed by hand, with its sum in the index, is compiled and seen', async () => {
  const { root, again } = await settled();
  outputs['a file and its sum in the index']?.(root, 3);
  const { status, compiled, said } = await again('--check');
  expect({ status, compiled: compiled.length }).toEqual({ status: 1, compiled: 1 });
  expect(said).toMatch('stale because the output was changed; the input says what it said');
});

test('a program that is another, or remembers nothing that it can read, compiles every cluster', async () => {
  const { root, memory } = await settled();
  const other = new TestProgram('two');
  const otherMemory = new TestMemory('two');
  for (const [name, content] of memory.kept) otherMemory.keep(name, content);
  const { said } = await run(root, ['--check'], other, otherMemory);
  expect(other.compiled).toEqual(everyCluster);
  expect(said).toMatch('stale: mesh/TOPOLOGY.md');
  const same = new TestProgram('one');
  for (const [name, content] of memory.kept) memory.keep(name, content.subarray(0, content.length - 2));
  expect(await run(root, ['--check'], same, memory)).toMatchObject({ status: 0 });
  expect(same.compiled).toEqual(everyCluster);
});

test('nothing that a run with an error finds is kept, and what was known stays known', async () => {
  const { root, again } = await settled();
  inputs['an unknown key']?.(root, 1);
  expect(await again()).toMatchObject({ status: 1, compiled: [] });
  inputs['all as it was']?.(root, 0);
  expect(await again()).toMatchObject({ status: 0, compiled: [] });
});

describe('a run that remembers says and writes what one says and writes that remembers nothing', () => {
  const kept = join(folder.root, 'kept');
  const first = new TestMemory('one');
  /** Two repositories that are alike to the last byte; of one the program remembers what it made. */
  let pair: readonly [known: string, unknown: string] = ['', ''];
  beforeAll(async () => {
    pair = [newRepository(), newRepository()];
    const [known] = pair;
    expect(await run(known, [], new TestProgram('one'), first)).toMatchObject({ status: 0 });
    cpSync(join(known, 'dist'), kept, { recursive: true });
  });

  test.each([
    ...Object.entries(inputs).map(([name, change], at) => [name, change, at, []] as const),
    ...Object.entries(outputs).map(([name, change], at) => [name, change, at, ['--check']] as const),
  ])('after %s', async (_name, change, which, argv) => {
    const memory = new TestMemory('one');
    for (const [name, content] of first.kept) memory.keep(name, content);
    for (const root of pair) {
      for (const again of ['clusters', 'applications', 'dist', 'meshwright.yaml'])
        rmSync(join(root, again), { recursive: true, force: true });
      write(root, fleet);
      cpSync(kept, join(root, 'dist'), { recursive: true });
      change(root, which);
    }
    const [known, unknown] = pair;
    const program = new TestProgram('one');
    expect(await run(known, argv, program, memory)).toEqual(await run(unknown, argv, new TestProgram('one')));
  });
});

/** What may happen between two runs to what the program remembers, and to the program. */
const memories: Readonly<Record<string, (memory: TestMemory) => TestMemory>> = {
  'the same program': (memory) => memory,
  'another program with the same memory': ({ program, kept }) => {
    const other = new TestMemory(program === 'one' ? 'two' : 'one');
    for (const [name, content] of kept) other.keep(name, content);
    return other;
  },
  'a torn memory': (memory) => {
    for (const [name, content] of memory.kept) memory.keep(name, content.subarray(1));
    return memory;
  },
};

const step = fc.record({
  changes: fc.array(
    fc.tuple(
      fc.constantFrom(
        ...Object.keys(inputs).map((name) => ['inputs', name] as const),
        ...Object.keys(outputs).map((name) => ['outputs', name] as const),
      ),
      fc.nat(1000),
    ),
    { maxLength: 3 },
  ),
  memory: fc.oneof(
    { weight: 6, arbitrary: fc.constant('the same program') },
    { weight: 1, arbitrary: fc.constantFrom(...Object.keys(memories)) },
  ),
  /** Whether all that came before is put right at first, so that runs do not go on to refuse the same. */
  mended: fc.boolean(),
  argv: fc.constantFrom([], [], ['--check'], ['--force'], ['--check', '--force'], ['--all']),
});

test('whatever changes, time after time, both say and write the same', async () => {
  let recalled = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: times(10, 20) }), async (steps) => {
      // They are alike to the last byte, and have the same paths from where each is worked in.
      const [known, unknown] = [newRepository(), newRepository()];
      let memory = new TestMemory('one');
      for (const { changes, memory: fate, mended, argv } of [
        { changes: [], memory: 'the same program', mended: false, argv: [] },
        ...steps,
      ]) {
        memory = memories[fate]?.(memory) ?? memory;
        const program = () => new TestProgram(memory.program);
        if (mended) {
          for (const root of [known, unknown]) {
            inputs['all as it was']?.(root, 0);
            outputs['no output']?.(root, 0);
          }
          expect(await run(known, [], program(), memory)).toEqual(await run(unknown, [], program()));
        }
        for (const [[kind, name], which] of changes) {
          const change = kind === 'inputs' ? inputs[name] : outputs[name];
          for (const root of [known, unknown]) change?.(root, which);
        }
        const [remembering, whole] = [program(), program()];
        const expected = await run(unknown, argv, whole);
        expect(await run(known, argv, remembering, memory)).toEqual(expected);
        recalled += whole.compiled.length - remembering.compiled.length;
      }
    }),
    { numRuns: times(1, 60) },
  );
  expect(recalled).toBeGreaterThan(times(5, 500));
}, 3_600_000);
