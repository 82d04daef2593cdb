import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { meshwright } from '../../bin/meshwright';
import { init } from '../../commands/init';
import { upgradesOf, upgradeTitle } from '../../commands/upgrades';
import { version } from '../../package.json';
import { temporaryFolder } from '../output/folders';

const folder = temporaryFolder();
const before = process.cwd();
const said = { stdout: '', stderr: '' };
const world = {
  environment: {},
  stdout: { write: (text: string) => (said.stdout += text) },
  stderr: { write: (text: string) => (said.stderr += text) },
};

async function run(...argv: readonly string[]) {
  Object.assign(said, { stdout: '', stderr: '' });
  const startThread = (): never => {
    throw new Error('one thread is enough');
  };
  return { status: await meshwright(argv, world, { startThread }), ...said };
}

const cluster = 'clusters/production.yaml';
const index = 'dist/production/meshwright.lock.json';
const change = (file: string, from: string | RegExp, to: string) =>
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));

beforeAll(async () => {
  const root = join(folder.root, 'platform');
  mkdirSync(root);
  process.chdir(root);
  await init(['--yes'], world, () => undefined);
});
beforeEach(async () => {
  await run('synth', '--force');
});
afterAll(() => {
  process.chdir(before);
  folder.remove();
});

test('the index names the version that wrote it, and a digest of its input', () => {
  expect(JSON.parse(readFileSync(index, 'utf8'))).toMatchObject({
    version: 1,
    meshwright: version,
    inputs: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test('an input that says the same in other words is the same', async () => {
  const first = readFileSync(index, 'utf8');
  change(cluster, 'aws:', '# A comment\naws:');
  change(cluster, 'eksCluster: production', 'eksCluster: "production"');
  expect(await run('synth', '--check')).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(index, 'utf8')).toBe(first);
});

test('--check tells that the input changed, be it the cluster or its application', async () => {
  for (const [file, from, to] of [
    [cluster, 'mode: kic', 'mode: kic\n  replicas: 3'],
    ['applications/hello.yaml', 'replicas: 2', 'replicas: 3'],
  ] as const) {
    change(file, from, to);
    const { status, stderr } = await run('synth', '--check');
    expect(status).toBe(1);
    expect(stderr).toContain('production: stale because the input changed\n');
    change(file, to, from);
  }
});

test('--check tells that Meshwright changed, and whether the input did too', async () => {
  change(index, `"meshwright": "${version}"`, '"meshwright": "0.0.9"');
  const upgraded = await run('synth', '--check');
  expect(upgraded.status).toBe(1);
  expect(upgraded.stderr).toContain(
    `production: stale because Meshwright did (0.0.9 wrote it, this is ${version}); the input says what it said\n`,
  );
  change(index, /"inputs": "\w+"/, '"inputs": "0"');
  expect((await run('synth', '--check')).stderr).toContain(
    `production: stale because the input changed, and Meshwright did (0.0.9 wrote it, this is ${version})\n`,
  );
  expect(await run('synth')).toMatchObject({ status: 0 });
  expect(await run('synth', '--check')).toMatchObject({ status: 0, stderr: '' });
});

test('--check tells that the output was changed', async () => {
  change('dist/production/60-routes/hello.yaml', 'replicas: 2', 'replicas: 9');
  expect((await run('synth', '--check')).stderr).toContain(
    'production: stale because the output was changed; the input says what it said\n',
  );
});

test('an index of an older version, which says neither, is read and written anew', async () => {
  change(index, / {2}"meshwright": .*\n {2}"inputs": .*\n/, '');
  const { status, stderr } = await run('synth', '--check');
  expect([status, stderr]).toEqual([1, expect.not.stringContaining('because')]);
  expect(await run('synth')).toMatchObject({ status: 0 });
});

test('diff titles what an upgrade has written', () => {
  const side = (origins: Readonly<Record<string, readonly [string, string]>>) =>
    new Map(
      Object.entries(origins).map(([name, [meshwright, inputs]]) => [
        name,
        new Map([['meshwright.lock.json', JSON.stringify({ version: 1, meshwright, inputs, files: {} })]]),
      ]),
    );
  const old = side({ a: ['1.0.0', 'x'], b: ['1.0.0', 'y'], c: ['1.1.0', 'z'] });
  const title = (now: ReturnType<typeof side>) => upgradeTitle(upgradesOf(old, now));
  expect(title(old)).toBe('');
  expect(title(side({ a: ['1.1.0', 'x'], c: ['1.1.0', 'q'] }))).toBe(
    'Meshwright 1.0.0 -> 1.1.0 wrote 1 cluster, whose input says what it said',
  );
  expect(title(side({ a: ['1.1.0', 'x'], b: ['1.1.0', 'changed'], d: ['1.1.0', 'n'] }))).toBe(
    'Meshwright 1.0.0 -> 1.1.0 wrote 2 clusters, of which b changed by input too',
  );
});

test('diff says so in every format, and programs read it cluster by cluster', async () => {
  cpSync('./dist', 'before', { recursive: true });
  change('before/production/meshwright.lock.json', `"meshwright": "${version}"`, '"meshwright": "0.0.9"');
  const title = `Meshwright 0.0.9 -> ${version} wrote 1 cluster, whose input says what it said`;
  for (const format of ['text', 'markdown'])
    expect((await run('diff', '--format', format, './before', './dist')).stdout).toContain(title);
  const json = async (base: string) =>
    JSON.parse((await run('diff', '--format', 'json', base, './dist')).stdout) as unknown;
  expect(await json('./before')).toMatchObject({
    version: 1,
    upgrade: { title, clusters: [{ cluster: 'production', from: '0.0.9', to: version, sameInputs: true }] },
  });
  expect(await json('./dist')).not.toHaveProperty('upgrade');
});
