import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diff as diffCommand } from '../../commands/diff';
import { referenceOutput } from '../reference/reference';

const root = join(__dirname, '../..');
let repository = '';

/** Runs a program in the repository of the test. */
function run(program: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: repository,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', NO_COLOR: '1' },
  });
  return { status, stdout, stderr };
}

function git(...args: readonly string[]): void {
  const { status, stderr } = run('git', '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args);
  if (status !== 0) throw new Error(stderr);
}

/** Runs the command in this process, which is in the repository of the test. */
function diff(...args: readonly string[]) {
  let stdout = '';
  let stderr = '';
  const status = diffCommand(args, {
    environment: {},
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  });
  return { status, stdout, stderr };
}

const program = (...args: readonly string[]) =>
  run(process.execPath, join(root, 'tools/compiled/run.js'), 'commands/diff.ts', ...args);

const routes = 'dist/us-west-2-kong-mesh/60-routes/dj.yaml';

function write(file: string, change: (text: string) => string): void {
  const path = join(repository, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), 'diff-'));
  cpSync(referenceOutput, join(repository, 'dist'), { recursive: true });
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  write(routes, (text) => text.replace('weight: 95', 'weight: 50').replace('weight: 5\n', 'weight: 50\n'));
  git('commit', '-q', '-a', '-m', 'canary');
  write(routes, (text) => text.replace('apikey,rl-by-minute', 'rl-by-minute'));
  process.chdir(repository);
});

afterAll(() => {
  process.chdir(root);
  rmSync(repository, { recursive: true, force: true });
});

const canary = 'medium  prod/jazz: 5 % -> 50 % of calls go to jazz-v2 (95/5 to 50/50)';
const open = 'high    route /dj/jazz: apikey (key-auth) no longer works on it, anybody may call';

test('two revisions are compared, the risk in the first line and the whole on one screen', () => {
  const { status, stdout } = diff('HEAD~1', 'HEAD');
  expect(status).toBe(0);
  expect(stdout.split('\n')[0]).toBe(canary);
  expect(stdout).toContain('in 1 of 4 clusters: us-west-2-kong-mesh');
  expect(stdout.split('\n').length).toBeLessThan(25);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThan(100);
});

test('without a second revision the working tree is compared, and without any with the last commit', () => {
  const uncommitted = diff().stdout;
  expect(uncommitted.split('\n')[0]).toBe(open);
  expect(uncommitted).not.toContain(canary);
  const both = diff('HEAD~1').stdout;
  expect(both).toContain(open);
  expect(both).toContain(canary);
});

test('folders are compared, also those of two clusters', () => {
  cpSync(referenceOutput, join(repository, 'other'), { recursive: true });
  expect(diff('other', 'dist').stdout).toContain(canary);
  expect(diff('./other/us-west-2-kong-mesh', './dist/us-west-2-kong-mesh').stdout).toContain(canary);
});

test.each([
  ['high', ['HEAD~1', 'HEAD'], 0],
  ['medium', ['HEAD~1', 'HEAD'], 1],
  ['low', ['HEAD~1', 'HEAD'], 1],
  ['high', ['HEAD'], 1],
  ['low', ['HEAD', 'HEAD'], 0],
] as const)('--fail-on %s of %j ends with %i', (level, sides, status) => {
  expect(diff('--fail-on', level, ...sides).status).toBe(status);
});

test('as a program it prints the same and ends so', () => {
  expect(program('--fail-on', 'high', 'HEAD')).toEqual(diff('--fail-on', 'high', 'HEAD'));
  const { status, stdout, stderr } = program('./no-such-folder');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('nothing there');
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('every format is printed whole', () => {
  expect(diff('--format', 'markdown', 'HEAD~1', 'HEAD').stdout).toMatch(/^<!-- meshwright diff -->\n- 🟡/);
  expect(JSON.parse(diff('--format', 'json', 'HEAD~1', 'HEAD').stdout)).toMatchObject({ version: 1 });
});

test('a commit without the output folder has no clusters: all of them are new', () => {
  git('checkout', '-q', '--orphan', 'empty');
  git('rm', '-q', '-r', '-f', '--cached', '.');
  git('commit', '-q', '--allow-empty', '-m', 'empty');
  const { stdout } = diff('empty', 'main');
  expect(stdout).toMatch(/^medium {2}cluster ap-southeast-2-data-plane is new, with \d+ objects\n/);
  git('checkout', '-q', '-f', 'main');
});

test.each([
  [['no-such-thing'], 'neither a git revision nor a folder'],
  [['--output=/tmp/x', 'HEAD'], 'Unknown argument: output'],
  [['HEAD', 'HEAD', 'HEAD'], 'Unknown argument: HEAD'],
  [['--format', 'html'], 'Invalid values'],
  [['--fail-on', 'grave'], 'Invalid values'],
])('%j is refused in words, without a stack trace', (args, words) => {
  const { status, stdout, stderr } = diff(...args);
  expect(status).not.toBe(0);
  expect(stdout).toBe('');
  expect(stderr).toContain(words);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('a revision that looks like an option of git is a revision', () => {
  const { status, stderr } = diff('--', '--help');
  expect(status).toBe(1);
  expect(stderr).toContain('neither a git revision nor a folder');
});

test('a file that is not YAML is named', () => {
  write(routes, () => 'a: [1\n');
  const { status, stderr } = diff();
  expect(status).toBe(1);
  expect(stderr).toContain('dist/us-west-2-kong-mesh/60-routes/dj.yaml');
  expect(stderr).not.toMatch(/^\s+at /m);
  git('checkout', '-q', '-f', 'main');
});

test('an output in another repository is compared with what that repository had', () => {
  const before = process.cwd();
  process.chdir(tmpdir());
  try {
    const out = join(repository, 'dist');
    const elsewhere = diff('--out', out, '--format', 'json', 'HEAD');
    process.chdir(repository);
    expect(elsewhere).toEqual(diff('--format', 'json', 'HEAD'));
    process.chdir(join(repository, 'dist/us-west-2-kong-mesh'));
    expect(diff('--out', '..', '--format', 'json', 'HEAD')).toEqual(elsewhere);
    expect(diff('HEAD', 'HEAD')).toMatchObject({ status: 0 });
  } finally {
    process.chdir(before);
  }
});
