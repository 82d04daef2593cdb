import * as fs from 'node:fs';
import { join } from 'node:path';
import { staleObjects } from '../../commands/stale-objects';
import { synth } from '../../commands/synth';
import type { Compiled } from '../../commands/synth-part';
import type { ClusterConfig } from '../../config/cluster';
import { objectToYaml } from '../../output/yaml';
import { temporaryFolder, tree, write } from '../output/folders';
import { referenceText } from '../reference/reference';

const CLUSTER = referenceText('eu-west-1-kong-mesh');
const OTHER = referenceText('us-west-2-kong-mesh');

const folder = temporaryFolder();
afterAll(folder.remove);
let root: string;
let number = 0;
beforeEach(() => {
  root = join(folder.root, String(number++));
  write(root, {
    'clusters/eu-west-1-kong-mesh.yaml': CLUSTER,
    'dist/README.md': 'mine\n',
  });
});

const service = (name: string, port: number) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: prod\nspec:\n  port: ${port}\n`;

function compiled(
  text: string,
  ...diagnostics: Compiled['diagnostics']
): (config: ClusterConfig) => Compiled {
  return () => ({
    files: new Map([['50-workloads/dj.yaml', text]]),
    diagnostics,
  });
}

/** Runs the command as a shell would, and gives all that it says and its exit status. */
function run(
  arguments_: string,
  compile = compiled(service('jazz', 9080)),
  world: { colour?: boolean; tty?: boolean } = {},
) {
  let stdout = '';
  let stderr = '';
  const status = synth(
    [
      '--clusters',
      join(root, 'clusters'),
      '--out',
      join(root, 'dist'),
      ...arguments_.split(' ').filter(Boolean),
    ],
    compile,
    {
      environment: world.colour === false ? { NO_COLOR: '1' } : {},
      stdout: { write: (text: string) => (stdout += text) },
      stderr: {
        write: (text: string) => (stderr += text),
        isTTY: world.tty ?? false,
      },
    },
  );
  return {
    status,
    stdout: stdout.replaceAll(root, ''),
    stderr: stderr.replaceAll(root, ''),
  };
}

const warning: Compiled['diagnostics'][number] = {
  severity: 'warning',
  title: 'look here',
  location: 'prod/jazz',
  notes: [],
};
const error: Compiled['diagnostics'][number] = {
  ...warning,
  severity: 'error',
  title: 'no Service jazz',
};

describe('npm run synth', () => {
  test('writes every cluster, says so, and ends with 0', () => {
    expect(run('')).toEqual({
      status: 0,
      stdout: '/dist: 1 file written, in 1 cluster\n',
      stderr: '',
    });
    expect(Object.keys(tree(root))).toEqual([
      'clusters/eu-west-1-kong-mesh.yaml',
      'dist/README.md',
      'dist/eu-west-1-kong-mesh/50-workloads/dj.yaml',
      'dist/eu-west-1-kong-mesh/meshwright.lock.json',
    ]);
    expect(run('')).toEqual({
      status: 0,
      stdout: '/dist: up to date\n',
      stderr: '',
    });
  });

  test('deletes the files of a cluster that is gone', () => {
    run('');
    fs.renameSync(join(root, 'clusters/eu-west-1-kong-mesh.yaml'), join(root, 'clusters/eu.yaml'));
    expect(run('').stdout).toBe('/dist: 1 file written, 1 file deleted, in 2 clusters\n');
  });

  test('ends with 1 on a bad cluster file, names the place, and writes nothing', () => {
    write(root, {
      'clusters/other.yaml': CLUSTER.replace(/region: .*/, 'region: mars-1'),
    });
    const { status, stdout, stderr } = run('');
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/--> \/clusters\/other\.yaml:\d+:\d+\n/);
    expect(stderr).toMatch(/found: +mars-1/);
    expect(stderr).toMatch(/error.*; nothing was written\n$/);
    expect(Object.keys(tree(join(root, 'dist')))).toEqual(['README.md']);
  });

  test('ends with 1 when there is no cluster file', () => {
    fs.rmSync(join(root, 'clusters'), { recursive: true });
    expect(run('')).toMatchObject({ status: 1, stdout: '' });
    expect(fs.existsSync(join(root, 'dist/README.md'))).toBe(true);
  });

  test('ends with 1 when any cluster has a finding, and writes nothing of any', () => {
    write(root, {
      'clusters/other.yaml': OTHER,
    });
    const compile = (config: ClusterConfig) =>
      compiled(service('jazz', 1), ...(config.name === 'other' ? [error] : []))(config);
    const { status, stderr } = run('', compile);
    expect(stderr).toMatch(
      /error: no Service jazz\n--> prod\/jazz\n\n1 error, 1 notice; nothing was written\n$/,
    );
    expect(status).toBe(1);
    expect(Object.keys(tree(join(root, 'dist')))).toEqual(['README.md']);
  });

  test('ends with 1 when an object has a value that YAML cannot say, and names the object', () => {
    const object = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'jazz', namespace: 'prod' },
      spec: { port: null },
    };
    expect(run('', (config) => compiled(objectToYaml(object))(config))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('error: Service prod/jazz: spec.port: null; leave the field out'),
    });
    expect(Object.keys(tree(join(root, 'dist')))).toEqual(['README.md']);
  });

  test('writes although there is a warning, which it shows on standard error', () => {
    expect(run('', compiled(service('jazz', 1), warning))).toEqual({
      status: 0,
      stdout: '/dist: 1 file written, in 1 cluster\n',
      stderr: 'warning: look here\n--> prod/jazz\n\n1 warning\n',
    });
  });

  test('has colours on a terminal, and none in a pipe or with NO_COLOR', () => {
    const { stderr } = run('', compiled('', warning), { tty: true });
    expect(stderr).toContain('\u001b[33mwarning');
    for (const world of [{ tty: false }, { tty: true, colour: false }])
      expect(run('', compiled('', warning), world).stderr).not.toContain('\u001b');
  });

  test('reports a file that somebody changed, and overwrites it only with --force', () => {
    run('');
    write(root, {
      'dist/eu-west-1-kong-mesh/50-workloads/dj.yaml': 'kind: Mine\n',
    });
    const { status, stderr } = run('');
    expect(status).toBe(1);
    expect(stderr).toMatchInlineSnapshot(`
     "error: changed since it was written, and it would be overwritten
     --> /dist/eu-west-1-kong-mesh/50-workloads/dj.yaml
      = mend: move the change into the cluster file (clusters/), or pass --force to lose it

     1 error; nothing was written
     "
    `);
    expect(run('--force')).toMatchObject({ status: 0 });
    expect(tree(root)['dist/eu-west-1-kong-mesh/50-workloads/dj.yaml']).toBe(service('jazz', 9080));
  });

  test('tells that it finished what an interrupted run had begun', () => {
    run('');
    const journal = { version: 2, clusters: [{ name: 'eu-west-1-kong-mesh', steps: [] }] };
    write(root, { 'dist/.meshwright/journal.json': JSON.stringify(journal) });
    expect(run('')).toEqual({
      status: 0,
      stdout: '/dist: up to date\n',
      stderr: 'an earlier run was interrupted: finished what it had begun\n',
    });
  });
});

describe('npm run synth -- --check', () => {
  test('ends with 0 when nothing differs', () => {
    run('');
    expect(run('--check')).toEqual({
      status: 0,
      stdout: '/dist: up to date\n',
      stderr: '',
    });
  });

  test('lists the objects that differ, changes nothing and ends with 1', () => {
    run('', compiled([service('jazz', 9080), service('metal', 9080)].join('---\n')));
    const before = tree(root);
    const { status, stdout, stderr } = run(
      '--check',
      compiled([service('jazz', 80), service('dj', 9080)].join('---\n')),
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
     "stale: eu-west-1-kong-mesh/50-workloads/dj.yaml
       changed Service prod/jazz
       added   Service prod/dj
       removed Service prod/metal
     /dist: stale, 1 file: meshwright synth
     "
    `);
    expect(tree(root)).toEqual(before);
  });

  test('lists what was changed by hand, and says that it was', () => {
    run('');
    write(root, {
      'dist/eu-west-1-kong-mesh/50-workloads/dj.yaml': service('jazz', 1),
    });
    const { status, stderr } = run('--check');
    expect(status).toBe(1);
    expect(stderr).toContain('changed Service prod/jazz');
    expect(stderr).toContain('changed since it was written');
  });

  test('ends with 1 while an interrupted run waits to be finished', () => {
    run('');
    write(root, { 'dist/.meshwright/journal.json': '{"clusters": []}' });
    expect(run('--check')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('interrupted'),
    });
  });

  test('counts the files beyond a hundred', () => {
    const many = (): Compiled => ({
      files: new Map(Array.from({ length: 130 }, (_, index) => [`${index}.yaml`, service('a', index)])),
      diagnostics: [],
    });
    expect(run('--check', many).stderr).toMatch(
      /\n\.\.\. and 30 more\n.*stale, 130 files: meshwright synth\n$/,
    );
  });
});

describe('the objects that differ', () => {
  const change = { path: 'a.yaml' };

  test('are none where only the writing differs, or where the file is not YAML', () => {
    expect(
      staleObjects({
        ...change,
        before: 'kind: A\nname: b\n',
        after: '{name: b, kind: A}\n',
      }),
    ).toEqual([]);
    expect(staleObjects({ ...change, path: 'a.md', before: 'a', after: 'b' })).toEqual([]);
  });

  test('go by number where they have no name, and survive text that is no YAML', () => {
    expect(staleObjects({ ...change, before: 'a: 1\n', after: 'a: 2\n---\n[b]\n' })).toEqual([
      { change: 'changed', object: 'document 1' },
      { change: 'added', object: 'document 2' },
    ]);
    expect(staleObjects({ ...change, before: '{{\n', after: undefined })).toEqual([
      { change: 'removed', object: 'document 1' },
    ]);
  });

  test('are told apart by group, kind, namespace and name', () => {
    const route =
      'apiVersion: kuma.io/v1alpha1\nkind: MeshHTTPRoute\nmetadata: {name: jazz, namespace: prod}\n';
    expect(
      staleObjects({
        ...change,
        before: undefined,
        after: `${route}---\nkind: Mesh\nname: default\n`,
      }),
    ).toEqual([
      { change: 'added', object: 'kuma.io/MeshHTTPRoute prod/jazz' },
      { change: 'added', object: 'Mesh default' },
    ]);
  });
});

describe('the command line', () => {
  const before = () => tree(root);

  test.each([
    ['--unknown', 'Unknown argument: unknown'],
    ['extra', 'Unknown argument: extra'],
    ['--check --out', 'Not enough arguments following: out'],
    ['--out elsewhere', '--out is given more than once'],
    ['--check=7', 'check'],
  ])('%s is wrong usage: 2, the usage on standard error, nothing written', (arguments_, message) => {
    const unchanged = before();
    const { status, stdout, stderr } = run(arguments_);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).toContain('meshwright synth [options]');
    expect(tree(root)).toEqual(unchanged);
  });

  test('--help shows the options on standard output and ends with 0', () => {
    const { status, stdout, stderr } = run('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const option of ['--clusters', '--out', '--check', '--force', 'Exit status: 0'])
      expect(stdout).toContain(option);
  });
});
