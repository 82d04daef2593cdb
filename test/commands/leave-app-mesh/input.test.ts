import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { leaveCommand } from '../../../commands/leave-app-mesh';
import type { Manifest } from '../../../references/manifest';
import { working } from '../../migrate/leaving-sets';
import { repository } from '../../repository';

const folder = mkdtempSync(join(tmpdir(), 'meshwright-leave-input-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const objects = parseAllDocuments(working).map((document): Manifest => document.toJS());

/** What is written for a text: the objects' files, and the report. */
function converted(name: string, text: string) {
  const input = join(folder, `${name}.yaml`);
  writeFileSync(input, text);
  return convertedFrom(name, input);
}

function convertedFrom(name: string, input: string) {
  const out = join(folder, name);
  let said = '';
  const stream = { write: (line: string) => (said += line) };
  const status = leaveCommand([input, '--out', out], { environment: {}, stdout: stream, stderr: stream });
  const read = (file: string) => readFileSync(join(out, file), 'utf8');
  return { status, said, read, report: () => JSON.parse(read('report.json')) };
}

const route = '30-routes/meshhttproute.shop.price.yaml';
const plain = converted('plain', working);

test('what kubectl printed of a cluster means what its owner wrote, and what the API server wrote is told', () => {
  const items = objects.map((object, i) => ({
    ...object,
    metadata: {
      ...object.metadata,
      uid: `00000000-0000-0000-0000-${String(i).padStart(12, '0')}`,
      resourceVersion: String(i),
      generation: 1,
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    ...(object.apiVersion.startsWith('appmesh')
      ? {
          spec: {
            ...(object.spec as object),
            ...(object.kind === 'Mesh' ? {} : { meshRef: { name: 'shop', uid: '0af1' } }),
          },
          status: { conditions: [{ type: 'Active', status: 'True' }], observedGeneration: 1 },
        }
      : {}),
  }));
  const list = converted(
    'list',
    stringify({ apiVersion: 'v1', kind: 'List', items, metadata: { resourceVersion: '' } }),
  );
  expect(list.status).toBe(0);
  expect(list.read(route)).toBe(plain.read(route));
  expect(list.read('finish.sh')).toBe(plain.read('finish.sh'));
  const ignored: { field: string; verdict: string }[] = list
    .report()
    .fields.filter(({ field }: { field: string }) =>
      /^\/(status|spec\/meshRef|metadata\/(uid|finalizers))/.test(field),
    );
  expect(ignored.length).toBeGreaterThan(10);
  expect(ignored.filter(({ verdict }) => verdict !== 'ignored')).toEqual([]);
});

test('of an object that stands there twice, as the stages of a pipeline write it, the last one counts, and that is told', () => {
  const last = working
    .split('---\n')
    .filter((text) => text.includes('kind: VirtualRouter'))
    .map((text) => text.replace('weight: 95', 'weight: 40').replace('weight: 5 ', 'weight: 60 '));
  const twice = converted('twice', [working, ...last].join('\n---\n'));
  expect(twice.status).toBe(0);
  expect(twice.read(route)).toContain('weight: 60');
  expect(twice.report().notes).toContainEqual(
    expect.stringMatching(/VirtualRouter .*price.* stands in .*: the last one counts/),
  );
});

test('a field that App Mesh prunes in silence is ignored, and told', () => {
  const pruned = converted(
    'pruned',
    working.replace(/(name: front, namespace: shop \}\nspec:\n)/, '$1  colour: red\n'),
  );
  expect(pruned.status).toBe(0);
  expect(pruned.read(route)).toBe(plain.read(route));
  expect(pruned.report().fields).toContainEqual(
    expect.objectContaining({ object: 'shop/front', field: '/spec/colour', verdict: 'ignored' }),
  );
});

test('a pipe is converted as a file is', () => {
  const out = join(folder, 'piped');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['tools/compiled/run.js', 'commands/leave-app-mesh.ts', '-', '--out', out],
    { cwd: repository, input: working, encoding: 'utf8' },
  );
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain(' 0 lost');
  for (const file of [route, 'finish.sh', 'runbook.md'])
    expect(readFileSync(join(out, file), 'utf8')).toBe(plain.read(file));
});

describe('a root of kustomize', () => {
  const base = join(folder, 'base');
  const root = join(folder, 'overlays', 'live');
  for (const each of [base, root]) mkdirSync(each, { recursive: true });
  const kustomization = (resource: string) =>
    `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [${resource}]\n`;
  writeFileSync(join(base, 'kustomization.yaml'), kustomization('mesh.yaml'));
  writeFileSync(join(base, 'mesh.yaml'), working);
  writeFileSync(join(root, 'kustomization.yaml'), kustomization('../../base'));

  test('is what its resources are, at their own places', () => {
    const built = convertedFrom('built', root);
    expect(built).toMatchObject({ status: 0 });
    expect(built.read(route)).toBe(plain.read(route));
    expect(built.report().fields.map(({ file }: { file: string }) => file)).toContain(
      join(base, 'mesh.yaml'),
    );
  });

  test('whose patches nobody can apply here is told on the terminal and in the report, with the pipe that mends it', () => {
    writeFileSync(
      join(root, 'kustomization.yaml'),
      `${kustomization('../../base')}patches: [{ path: weights.yaml, target: { kind: VirtualRouter } }]\n`,
    );
    writeFileSync(
      join(root, 'weights.yaml'),
      '- { op: replace, path: /spec/routes/1/httpRoute/action/weightedTargets/0/weight, value: 40 }\n',
    );
    const followed = convertedFrom('followed', root);
    expect(followed.said).toContain('1 kustomization followed and not built: patches are not applied');
    expect(followed.said).toContain('`kustomize build . | meshwright leave-app-mesh - --out DIR`');
    expect(followed.report().notes[0]).toContain('patches are not applied');
  });
});
