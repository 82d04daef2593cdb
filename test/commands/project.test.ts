import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { meshwright } from '../../bin/meshwright';
import { temporaryFolder, tree, write } from '../output/folders';
import { referenceApplications, referenceOutput, referenceText } from '../reference/reference';

const folder = temporaryFolder();
const before = process.cwd();
afterAll(() => {
  process.chdir(before);
  folder.remove();
});

let number = 0;
let root = '';
beforeEach(() => {
  root = join(folder.root, String(number++));
  mkdirSync(root);
});

/** Runs a command of the program in a folder of the repository of the test. */
async function run(at: string, ...argv: readonly string[]) {
  process.chdir(join(root, at));
  const said = { stdout: '', stderr: '' };
  const world = {
    environment: {},
    stdout: { write: (text: string) => (said.stdout += text) },
    stderr: { write: (text: string) => (said.stderr += text) },
  };
  const startThread = (): never => {
    throw new Error('one thread is enough');
  };
  return { status: await meshwright(argv, world, { startThread }), ...said };
}

/** Diagnostics without the space that lines their marks up. */
const unindented = (text: string) => text.replace(/^ +/gm, '');

const cluster = 'us-west-2-kong-mesh';
const application = (name: string) => readFileSync(join(referenceApplications, `${name}.yaml`), 'utf8');

/** A repository in which each team keeps its own application. */
const teams = () => ({
  'meshwright.yaml': `clusters: platform/clusters/*.yaml
applications: [applications/*.yaml, teams/*/application.yaml]
out: generated
`,
  [`platform/clusters/${cluster}.yaml`]: referenceText(cluster),
  'teams/dj/application.yaml': application('dj'),
  'teams/README.md': '# Each team has a folder\n',
});

test('patterns gather applications from the folders of teams, and the output is what one folder gives', async () => {
  write(root, teams());
  expect(await run('.', 'synth')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^generated: \d+ files written, in 1 cluster\n$/),
  });
  expect(tree(join(root, 'generated', cluster))).toEqual(tree(join(referenceOutput, cluster)));
});

test('a command works in any folder below meshwright.yaml', async () => {
  write(root, teams());
  await run('.', 'synth');
  expect(await run('teams/dj', 'synth', '--check')).toMatchObject({
    status: 0,
    stdout: '../../generated: up to date\n',
  });
  expect(await run('teams/dj', 'explain', cluster, 'mesh.backend')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(`../../platform/clusters/${cluster}.yaml:`),
  });
  expect(await run('teams', 'topology', '--html', join(root, 'page.html'))).toMatchObject({ status: 0 });
  expect(await run('teams', 'check', '../generated')).toMatchObject({ status: 0 });
});

test('a path on the command line is one of the working folder', async () => {
  write(root, teams());
  expect(await run('teams', 'synth', '--out', 'here')).toMatchObject({ status: 0 });
  expect(Object.keys(tree(join(root, 'teams/here')))).toContain(`${cluster}/meshwright.lock.json`);
});

test('two applications with one name are refused, with both files', async () => {
  write(root, { ...teams(), 'applications/dj.yaml': application('dj') });
  const { status, stderr } = await run('.', 'synth');
  expect(status).toBe(1);
  expect(unindented(stderr)).toContain(`error: two applications with one name
--> teams/dj/application.yaml
= found:    dj, which is the name of applications/dj.yaml too`);
  expect(tree(join(root, 'generated'))).toEqual({});
});

test('two bases with one name are refused', async () => {
  const cluster = referenceText('us-west-2-kong-mesh');
  write(root, {
    'meshwright.yaml': 'clusters: "*/clusters/*.yaml"\n',
    'a/clusters/one.yaml': cluster,
    'a/clusters/_base.yaml': 'given: []\n',
    'b/clusters/_base.yaml': 'given: []\n',
    'applications/dj.yaml': application('dj'),
  });
  expect(unindented((await run('.', 'synth')).stderr)).toContain(
    'error: two bases with one name\n--> b/clusters/_base.yaml',
  );
});

test.each([
  ['aplications: [x]', 'aplications: no setting of that name', 'applications'],
  ['check: {givn: []}', 'check.givn: no setting of that name', 'given'],
  [
    'check: {severities: [{rule: kong/*, severity: fatal, reason: a}]}',
    'check.severities.0.severity',
    'notice',
  ],
  ['out: ../elsewhere', 'out: a setting that cannot be read', 'without ..'],
  ['extensions: ["../x.ts"]', 'extensions.0: a setting that cannot be read', 'starts with ./'],
  ['clusters: []', 'clusters', 'expected'],
])(
  'a setting that cannot be meant is refused at its place by every command: %s',
  async (text, title, expected) => {
    write(root, { ...teams(), 'meshwright.yaml': `${text}\n` });
    for (const argv of [['synth'], ['diff'], ['topology', '--html', 'x'], ['explain', cluster]]) {
      const { status, stderr } = await run('.', ...argv);
      expect([argv, status === 1 || status === 2]).toEqual([argv, true]);
      expect(stderr).toContain(title);
      expect(stderr).toContain(expected);
      expect(stderr).toContain('meshwright.yaml:1:');
    }
  },
);

test('no cluster file where patterns look is said with the patterns', async () => {
  write(root, { 'meshwright.yaml': 'clusters: [platform/*.yaml]\n' });
  expect(unindented((await run('.', 'synth')).stderr)).toContain(
    'error: no cluster file\n--> platform/*.yaml',
  );
});
