import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { temporaryFolder, tree, write } from '../output/folders';
import { referenceClusters } from '../reference/reference';

const REPOSITORY = join(__dirname, '../..');
const FOREIGN = { 'dist/README.md': 'mine\n', 'dist/us-west-2-kong-mesh/notes.txt': 'mine\n' };

const folder = temporaryFolder();
afterAll(folder.remove);

/** A project with the app of this one, cluster files of it, and a `dist/` that holds only foreign files. */
function project(name: string, ...clusters: readonly string[]): string {
  const root = join(folder.root, name);
  write(root, FOREIGN);
  for (const shared of ['main.ts', 'tools', 'node_modules', 'package.json', 'cdk8s.yaml'])
    fs.symlinkSync(join(REPOSITORY, shared), join(root, shared));
  fs.mkdirSync(join(root, 'clusters'));
  fs.cpSync(join(REPOSITORY, 'applications'), join(root, 'applications'), { recursive: true });
  for (const cluster of ['us-west-2-kong-mesh', ...clusters])
    fs.copyFileSync(join(referenceClusters, `${cluster}.yaml`), join(root, 'clusters', `${cluster}.yaml`));
  return root;
}

const ENVIRONMENT = { ...process.env, CDK8S_CHECK_UPGRADE: 'false', NO_COLOR: '1' };

function run(root: string, program: string, ...arguments_: string[]) {
  const options = { cwd: root, env: ENVIRONMENT, encoding: 'utf8', maxBuffer: 2 ** 26 } as const;
  return spawnSync(program, arguments_, options);
}

/** `npx cdk8s`, without the half second that npx takes to find it. */
const cdk8s = (root: string, ...arguments_: string[]) =>
  run(root, process.execPath, join(REPOSITORY, 'node_modules/cdk8s-cli/bin/cdk8s'), ...arguments_);
const npm = (root: string, ...arguments_: string[]) =>
  run(root, 'npm', 'run', '--silent', 'synth', ...arguments_);

describe('npm run synth and npx cdk8s synth', () => {
  test('give the same files, byte for byte, and leave what is not ours', () => {
    const [one, other] = [project('npm', 'eu-west-1-kong-mesh'), project('cdk8s', 'eu-west-1-kong-mesh')];
    expect(npm(one)).toMatchObject({ status: 0 });
    expect(cdk8s(other, 'synth')).toMatchObject({ status: 0 });
    const files = tree(join(one, 'dist'));
    expect(Object.keys(files).length).toBeGreaterThan(20);
    expect(tree(join(other, 'dist'))).toEqual(files);
    expect(tree(other)).toMatchObject(FOREIGN);
    expect(fs.readlinkSync(join(other, '.cache/cdk8s-output'))).toBe('../dist');

    // The second time, cdk8s finds the link there and deletes it before the app starts.
    expect(cdk8s(other, 'synth')).toMatchObject({ status: 0 });
    expect(tree(join(other, 'dist'))).toEqual(files);
  }, 120_000);

  test('leave dist as it was when a cluster file is bad, and end with 1', () => {
    const root = project('bad');
    write(root, { 'clusters/bad.yaml': 'aws:\n  region: mars-1\n' });
    const before = tree(root);
    for (const result of [npm(root), cdk8s(root, 'synth')]) {
      expect(result.status).toBe(1);
      expect(result.stderr).toMatch(/--> clusters\/bad\.yaml:2:11/);
      expect(tree(root)).toEqual(before);
    }
  }, 120_000);

  test('print every object on standard output with cdk8s synth --stdout, and leave dist alone', () => {
    const root = project('stdout');
    const before = tree(root);
    const { status, stdout } = cdk8s(root, 'synth', '--stdout');
    expect(status).toBe(0);
    const objects = parseAllDocuments(stdout).map((document) => document.toJS() as unknown);
    expect(objects.length).toBeGreaterThan(50);
    expect(objects).toContainEqual(
      expect.objectContaining({ kind: 'Deployment', metadata: expect.objectContaining({ name: 'jazz-v1' }) }),
    );
    expect(tree(root)).toEqual(before);
  }, 120_000);
});
