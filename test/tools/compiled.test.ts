import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { compiledMemory } from '../../commands/program-memory';
import { temporaryFolder, write } from '../output/folders';

const REPOSITORY = join(__dirname, '../..');

const folder = temporaryFolder();
afterAll(folder.remove);

/** A program of its own with the runner of this one. */
function program(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(folder.root, name);
  write(root, { 'package.json': '{}', 'package-lock.json': '{}', 'tsconfig.json': '{}', ...files });
  fs.cpSync(join(REPOSITORY, 'tools/compiled'), join(root, 'tools/compiled'), { recursive: true });
  fs.mkdirSync(join(root, 'node_modules'));
  for (const module of ['esbuild', '@esbuild'])
    fs.symlinkSync(join(REPOSITORY, 'node_modules', module), join(root, 'node_modules', module));
  return root;
}

function run(root: string, ...more: string[]) {
  const options = { cwd: root, encoding: 'utf8' } as const;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['tools/compiled/run.js', 'main.ts', ...more],
    options,
  );
  return { stdout, stderr, status };
}

const GREETING = {
  'main.ts': "import { word } from './words/word';\nconsole.log(word, process.argv.slice(2).join());\n",
  'words/word.ts': "import { part } from './part.json';\nexport const word: string = 'one ' + part;\n",
  'words/part.json': '{"part":"two"}',
};

const cache = (root: string) => fs.readdirSync(join(root, '.cache/compiled/main.ts')).sort();

/** Files saved a moment before the compiler reads them are not kept: their time cannot tell that they were read. */
function settled(root: string): void {
  for (
    let tries = 0;
    tries < 50 && !fs.existsSync(join(root, '.cache/compiled/main.ts/manifest.json'));
    tries++
  )
    run(root);
}

/** Older than the clock of any file system is coarse, once all else here has been tried. */
const aged = program('aged', GREETING);
const written = Date.now();

describe('a program run from its compiled copy', () => {
  test('gets its arguments, and is compiled once', () => {
    const root = program('once', GREETING);
    settled(root);
    const files = cache(root);
    expect(files).toEqual([
      expect.stringMatching(/^\w+\.js$/),
      expect.stringMatching(/^\w+\.js\.map$/),
      expect.stringMatching(/^\w+\.v8$/),
      'manifest.json',
    ]);
    const inodes = () => files.map((file) => fs.statSync(join(root, '.cache/compiled/main.ts', file)).ino);
    const before = inodes();
    expect(run(root, '--out', 'x')).toEqual({ stdout: 'one two --out,x\n', stderr: '', status: 0 });
    expect(inodes()).toEqual(before);
  });

  test('is told by the id of its module which text it is, whose name is a checksum of it', () => {
    const root = program('id', { 'main.ts': 'console.log(require.main?.id);\n' });
    settled(root);
    const id = run(root).stdout.trim();
    const sum = createHash('sha256').update(fs.readFileSync(id)).digest('hex');
    expect(id).toBe(join(root, '.cache/compiled/main.ts', `${sum.slice(0, 32)}.js`));
    expect(compiledMemory(id)?.program).toBe(sum.slice(0, 32));
    write(root, { 'main.ts': 'console.log(require.main?.id, 1);\n' });
    expect(run(root).stdout).not.toContain(id);
  });

  test('does not ask the environment at every token of YAML whether to log it', () => {
    const root = program('yaml', {
      'main.ts': [
        "import { parse } from 'yaml';",
        'const get = (of: object, key: string) => (key.startsWith("LOG_") ? console.log(key) : Reflect.get(of, key));',
        'process.env = new Proxy(process.env, { get });',
        "console.log(JSON.stringify(parse('a: [b, c]')));",
      ].join('\n'),
    });
    fs.symlinkSync(join(REPOSITORY, 'node_modules/yaml'), join(root, 'node_modules/yaml'));
    expect(run(root)).toEqual({ stdout: '{"a":["b","c"]}\n', stderr: '', status: 0 });
  });

  test.each(Object.keys(GREETING))('sees an edit of %s, even one of the same length and time', (file) => {
    const root = program(`edit-${file.replace('/', '-')}`, GREETING);
    settled(root);
    const path = join(root, file);
    const { atime, mtime } = fs.statSync(path);
    fs.writeFileSync(
      path,
      fs
        .readFileSync(path, 'utf8')
        .replace(/one|two|word,/, (found) => (found === 'word,' ? "'33'," : 'six')),
    );
    fs.utimesSync(path, atime, mtime);
    const expected = { 'main.ts': '33 \n', 'words/word.ts': 'six two \n', 'words/part.json': 'one six \n' };
    expect(run(root)).toMatchObject({ stdout: expected[file as keyof typeof expected] });
  });

  test('sees a new file that an import means from now on', () => {
    const root = program('new', GREETING);
    settled(root);
    write(root, { 'words/word.tsx': "export const word = 'new';\n" });
    expect(run(root)).toMatchObject({ stdout: 'new \n' });
  });

  test('sees a file that has gone', () => {
    const root = program('gone', GREETING);
    settled(root);
    fs.rmSync(join(root, 'words/part.json'));
    const { status, stdout, stderr } = run(root);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/Could not resolve ".\/part.json"/);
    expect(stderr).toMatch(/words\/word\.ts:1:21/);
  });

  test('says where a source file is wrong, without a stack, and runs again once it is mended', () => {
    const root = program('wrong', { ...GREETING, 'words/word.ts': 'export const word = ;\n' });
    const { status, stderr } = run(root);
    expect(status).toBe(1);
    expect(stderr).toMatch(/words\/word\.ts:1:20/);
    expect(stderr).not.toMatch(/\n {4}at /);
    write(root, { 'words/word.ts': "export const word = 'mended';\n" });
    expect(run(root)).toMatchObject({ stdout: 'mended \n', status: 0 });
  });

  test('runs whatever has become of its copy', () => {
    const root = program('damaged', GREETING);
    settled(root);
    for (const file of cache(root).filter((name) => !name.endsWith('.js'))) {
      write(root, { [`.cache/compiled/main.ts/${file}`]: 'damaged' });
      expect(run(root)).toMatchObject({ stdout: 'one two \n', status: 0 });
      settled(root);
    }
    for (const file of cache(root)) {
      fs.rmSync(join(root, '.cache/compiled/main.ts', file));
      expect(run(root)).toMatchObject({ stdout: 'one two \n', status: 0 });
      settled(root);
    }
  });

  test('is the only one to run, though a file that it imports is a program too', () => {
    const root = program('two', {
      'main.ts': "import { name } from './other';\nif (require.main === module) console.log('main', name);\n",
      'other.ts': "export const name = 'other';\nif (require.main === module) console.log('other');\n",
    });
    expect(run(root)).toMatchObject({ stdout: 'main other\n' });
  });

  test('shows the source files in a stack', () => {
    const root = program('stack', {
      'main.ts': "import { fail } from './fail';\n\nfail();\n",
      'fail.ts': "export function fail(): never {\n  throw new Error('it failed');\n}\n",
    });
    settled(root);
    const { status, stderr } = run(root);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/Error: it failed\n {4}at fail \(.*fail\.ts:2:9\)/);
    expect(stderr).toMatch(/main\.ts:3:1\)/);
  });

  test('sees an edit of what it knows by the time of its last change, and is not compiled anew for a copy of the same content', async () => {
    await setTimeout(Math.max(0, written + 2100 - Date.now()));
    settled(aged);
    const manifest = () => fs.readFileSync(join(aged, '.cache/compiled/main.ts/manifest.json'), 'utf8');
    const before = manifest();
    expect(before).toMatch(/"main\.ts":\{"stamp"/);
    fs.cpSync(join(aged, 'main.ts'), join(aged, 'copy.ts'), { preserveTimestamps: true });
    fs.renameSync(join(aged, 'copy.ts'), join(aged, 'main.ts'));
    expect(run(aged)).toMatchObject({ stdout: 'one two \n' });
    expect(manifest()).toBe(before);
    const path = join(aged, 'words/part.json');
    const { atime, mtime } = fs.statSync(path);
    fs.writeFileSync(path, GREETING['words/part.json'].replace('two', 'six'));
    fs.utimesSync(path, atime, mtime);
    expect(run(aged)).toMatchObject({ stdout: 'one six \n' });
  });
});
