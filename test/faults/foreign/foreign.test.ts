import type { Manifest } from '../../../references/manifest';
import { changes } from './changes';
import { disagreementsOf, errorsAbout, rowsByKind, tableOf } from './compare';
import { readProgram } from './programs';
import { compareWith, drawnChanges } from './run';

const timeout: Manifest = {
  apiVersion: 'kuma.io/v1alpha1',
  kind: 'MeshTimeout',
  metadata: { name: 'all', namespace: 'prod', labels: { 'kuma.io/mesh': 'default' } },
  spec: { to: [{ targetRef: { kind: 'Mesh' }, default: { idleTimeout: '60s' } }] },
};

describe('single changes of an object', () => {
  const all = [...changes(timeout)];

  it('change one place each, and never the object that they start from', () => {
    const before = JSON.stringify(timeout);
    expect(all.length).toBeGreaterThan(60);
    expect(all.map(({ object }) => JSON.stringify(object)).filter((text) => text === before)).toEqual([]);
    expect(JSON.stringify(timeout)).toBe(before);
  });

  it('take away, empty and retype fields that are there, and add those that are not', () => {
    const at = (path: string) => all.filter((change) => change.path === path).map(({ how }) => how);
    expect(at('/spec/to/0/default/idleTimeout')).toEqual(
      expect.arrayContaining(['missing', 'null', 'empty text', 'a number', '1d']),
    );
    expect(at('/spec/to/0/targetRef/kind')).toEqual(
      expect.arrayContaining(['no value of the enum', 'Dataplane']),
    );
    expect(at('/spec/to/0/default/connectionTimeout')).toEqual(expect.arrayContaining(['added "10s"']));
    expect(at('/spec/to')).toEqual(expect.arrayContaining(['empty list', 'first item twice']));
  });
});

test('the same seed draws the same changes, and another one draws others', () => {
  const draw = (seed: number) =>
    drawnChanges(['appmesh.k8s.aws'], 10, seed).map(({ object, path, how }) => [object.kind, path, how]);
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('a change that a webhook would refuse is an error by itself, and a lone valid object none', () => {
  expect(errorsAbout(timeout)).toEqual([]);
  const negative = {
    ...timeout,
    spec: { to: [{ targetRef: { kind: 'Mesh' }, default: { idleTimeout: '-1s' } }] },
  };
  expect(errorsAbout(negative)).toEqual(['kong-mesh/setting-range /spec/to/0/default/idleTimeout']);
});

test('what a program refuses and the rules pass is missed, and the other way round is false', async () => {
  const script =
    "require('readline').createInterface({input: process.stdin}).on('line', () => console.log(JSON.stringify({verdict: 'refuse', at: ['refused']})))";
  const drawn = [{ object: timeout, path: '', how: 'as it is' }];
  const command = `${process.execPath} -e ${script.replaceAll(' ', '')}`;
  const rows = rowsByKind(await compareWith({ name: 'kuma', command, version: '' }, drawn));
  expect(rows).toMatchObject([{ kind: 'MeshTimeout', asked: 1, agreed: 0, wrong: [] }]);
  expect(tableOf(rows)).toContain(
    '| MeshTimeout | 1       | 0.0 %  | 1 (100.0 %) | 0 (0.0 %) | 0           |',
  );
  expect(disagreementsOf(rows)).toEqual(['missed MeshTimeout , as it is: refused']);
});

test('a program has a name that there is, and a command', () => {
  expect(readProgram('kuma=judge --crds crds')).toEqual({
    name: 'kuma',
    command: 'judge --crds crds',
    version: '',
  });
  expect(readProgram('kuma@2.14.3=judge a=b')).toEqual({
    name: 'kuma',
    command: 'judge a=b',
    version: '2.14.3',
  });
  expect(() => readProgram('istio=judge')).toThrow(/NAME is one of kuma/);
  expect(() => readProgram('kuma')).toThrow(/NAME=COMMAND/);
});
