import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { basename, join } from 'node:path';
import { compiledMemory } from '../../commands/program-memory';
import { synth as synthCommand } from '../../commands/synth';
import { readSynthMemory } from '../../commands/synth-memory';
import { compile } from '../../main';
import { temporaryFolder, tree, write } from '../output/folders';
import { referenceApplications, referenceText } from '../reference/reference';

const REPOSITORY = join(__dirname, '../..');

const folder = temporaryFolder();
afterAll(folder.remove);

/** Enough for three threads, and names whose order is not that of their numbers. */
const numbers = [0, 1, 2, 3, 9, 10, 11, 17, 18];

/** A folder with so many different cluster files, each with a notice; every seventh has the given lines besides. */
function fleet(name: string, seventh = ''): string {
  const root = join(folder.root, name);
  const text = referenceText('us-west-2-kong-mesh');
  const files = numbers.map((number): [string, string] => {
    const own = text
      .replaceAll('dj-us-west-2', `dj-${number}`)
      .replaceAll('D43CF17C27A865933144EA99A26FB128', `D43CF17C27A865933144EA99A26FB${100 + number}`)
      .replace('jazz: 5', `jazz: ${number + 1}`);
    return [`clusters/cluster-${number}.yaml`, `${own}${number % 7 === 3 ? seventh : ''}`];
  });
  write(root, Object.fromEntries(files));
  fs.cpSync(referenceApplications, join(root, 'applications'), { recursive: true });
  return root;
}

interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
  readonly files: Readonly<Record<string, string>>;
}

function outcome(out: string, { stdout, stderr, status }: Omit<Outcome, 'files'>): Outcome {
  const neutral = (text: string) => text.replaceAll(basename(out), 'dist');
  return { stdout: neutral(stdout), stderr: neutral(stderr), status, files: tree(out) };
}

/** On three threads, which only a process of its own has. */
function onThree(root: string): Outcome {
  const out = join(root, 'dist-3');
  const run = join(REPOSITORY, 'tools/compiled/run.js');
  const words = [run, 'main.ts', '--out', out, '--threads', '3'];
  return outcome(out, spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' }));
}

const before = process.cwd();
afterEach(() => process.chdir(before));

/** On one thread: that of the tests. */
function onOne(root: string): Outcome {
  process.chdir(root);
  const out = join(root, 'dist-1');
  let stdout = '';
  let stderr = '';
  const status = synthCommand(['--out', out, '--threads', '1'], compile, {
    environment: {},
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  });
  return outcome(out, { stdout, stderr, status });
}

/** The cluster files of which the program remembers what it made in an output folder. */
function remembered(out: string): readonly string[] {
  const folder = join(REPOSITORY, '.cache/compiled/main.ts');
  const [program = ''] = fs.readdirSync(folder).filter((name) => /^\w{32}\.js$/.test(name));
  const memory = compiledMemory(join(folder, program));
  return memory === undefined ? [] : [...readSynthMemory(memory, out).keys()].sort();
}

describe('npm run synth on several threads', () => {
  test('writes the same bytes and says the same, in the same order, as on one', () => {
    const root = fleet('good');
    const one = onOne(root);
    expect(one.status).toBe(0);
    expect(Object.keys(one.files).length).toBeGreaterThan(numbers.length * 15);
    expect(one.stderr.match(/^notice: /gm)).toHaveLength(numbers.length);
    expect(onThree(root)).toEqual(one);
    // What each thread has compiled is remembered by all of them.
    expect(remembered(join(root, 'dist-3'))).toHaveLength(numbers.length);
    expect(onThree(root)).toEqual({ ...one, stdout: one.stdout.replace(/: .*/, ': up to date') });
  }, 120_000);

  test('finds the same errors, in the order of the clusters, and writes nothing', () => {
    const root = fleet(
      'bad',
      'patches: [{target: {kind: Nothing, name: here}, operations: [{op: remove, path: /spec}]}]\n',
    );
    const [one, three] = [onOne(root), onThree(root)];
    expect(one).toMatchObject({ status: 1, files: {}, stdout: '' });
    expect(one.stderr.match(/^error: patches\[0\]\.target\.name: a patch names Nothing here/gm)).toHaveLength(
      3,
    );
    expect(one.stderr).toMatch(/cluster-10[\s\S]*cluster-17[\s\S]*cluster-3\b[\s\S]*; nothing was written/);
    expect(three).toEqual(one);
  }, 120_000);

  test('says what is wrong with the cluster files, and between them, and nothing of the others', () => {
    const root = fleet('wrong', 'nonsense: 1\n');
    const twin = fs.readFileSync(join(root, 'clusters/cluster-0.yaml'), 'utf8');
    write(root, {
      'clusters/cluster-0.yml': twin,
      'clusters/torn.yaml': 'a: [',
    });
    fs.mkdirSync(join(root, 'clusters/folder.yaml'));
    const [one, three] = [onOne(root), onThree(root)];
    expect(one).toMatchObject({ status: 1, files: {}, stdout: '' });
    expect(one.stderr.match(/^error: .*$/gm)).toMatchInlineSnapshot(`
     [
       "error: two clusters with one name",
       "error: nonsense: unknown key",
       "error: nonsense: unknown key",
       "error: nonsense: unknown key",
       "error: not a file",
       "error: not valid YAML",
     ]
    `);
    expect(three).toEqual(one);
  }, 120_000);

  test.each(['0', '1.5', 'many', '65'])('refuses --threads %s', (threads) => {
    let stderr = '';
    const world = {
      environment: {},
      stdout: { write: () => true },
      stderr: { write: (text: string) => (stderr += text) },
    };
    expect(synthCommand(['--threads', threads], compile, world)).toBe(2);
    expect(stderr).toMatch(/^--threads: expected a whole number from 1 to 64\n/);
  });
});
