import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences } from '../../konnect/mesh-resources';
import { Stage } from './stage';

describe('mesh apply', () => {
  let stage: Stage;
  let folder: string;
  let id: string;
  beforeEach(async () => {
    stage = new Stage();
    await stage.start();
    await stage.run('zone', 'create', '--zone', 'eu-west-1', '--region', 'eu');
    id = stage.konnect.meshControlPlanes[0]?.id ?? '';
    folder = join(stage.directory, 'dist', 'ireland', 'global');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'mesh.yaml'), 'type: Mesh\nname: default\nmeshServices:\n  mode: Exclusive\n');
    stage.faults.reset();
  });
  afterEach(async () => {
    await stage.stop();
    expect(stage.konnect.wrong).toEqual([]);
  });

  const apply = (...words: string[]) =>
    stage.run('mesh', 'apply', '--dist', join(stage.directory, 'dist'), ...words);
  const changes = () => stage.faults.seen.filter(({ change }) => change);

  test('keeps what others wrote into the Mesh, and shows only what differs', async () => {
    const theirs = {
      type: 'Mesh',
      name: 'default',
      meshServices: { mode: 'Disabled' },
      metrics: { enabledBackend: 'prometheus' },
      creationTime: '2026-01-01T00:00:00Z',
      modificationTime: '2026-01-01T00:00:00Z',
    };
    stage.konnect.resources.set(`${id} default`, theirs);
    const run = await apply('--yes');
    expect(run.errors).toBe('');
    expect(run.out).toContain('  meshServices.mode: "Disabled" -> "Exclusive"\n');
    expect(run.out).not.toContain('metrics');
    expect(stage.konnect.resources.get(`${id} default`)).toMatchObject({
      meshServices: { mode: 'Exclusive' },
      metrics: { enabledBackend: 'prometheus' },
    });
  });

  test('puts the Mesh before its policies, each where the control plane says its type is', async () => {
    writeFileSync(
      join(folder, 'a-timeout.yaml'),
      'type: MeshTimeout\nname: jazz\nmesh: default\nspec:\n  to: []\n---\ntype: MeshRetry\nname: jazz\nmesh: default\nspec: {}\n',
    );
    expect((await apply('--yes')).errors).toBe('');
    expect(changes().map(({ what }) => what.replace(id, 'ID'))).toEqual([
      'PUT /eu/v1/mesh/control-planes/ID/api/meshes/default',
      'PUT /eu/v1/mesh/control-planes/ID/api/meshes/default/meshtimeouts/jazz',
      'PUT /eu/v1/mesh/control-planes/ID/api/meshes/default/meshretries/jazz',
    ]);
  });

  test('writes nothing when nothing differs', async () => {
    await apply('--yes');
    stage.faults.reset();
    const run = await apply();
    expect(run.code).toBe(0);
    expect(run.out).toContain('Mesh default         is the same');
    expect(changes()).toEqual([]);
  });

  test('keeps the labels that the control plane gave a policy, and replaces its spec', async () => {
    const path = join(folder, 'timeout.yaml');
    writeFileSync(path, 'type: MeshTimeout\nname: jazz\nmesh: default\nspec: {to: []}\n');
    const key = `${id} default/meshtimeouts/jazz`;
    const labels = { 'kuma.io/origin': 'global' };
    stage.konnect.resources.set(key, {
      type: 'MeshTimeout',
      name: 'jazz',
      mesh: 'default',
      labels,
      spec: { from: [] },
    });
    const run = await apply('--yes');
    expect(run.out).toContain('  spec.from: [] -> (nothing)\n  spec.to: (nothing) -> []');
    expect(stage.konnect.resources.get(key)).toMatchObject({ labels, spec: { to: [] } });
    expect(stage.konnect.resources.get(key)?.spec).toEqual({ to: [] });
  });

  test('asks after it has shown the difference', async () => {
    stage.answer = false;
    const run = await apply();
    expect(run).toMatchObject({ code: 1, errors: 'Nothing was changed.' });
    expect(stage.questions).toEqual(['Write 1 resource to kong-mesh?']);
    expect(changes()).toEqual([]);
  });

  test.each([
    [
      'type: MeshTrafficRoute\nname: a\nmesh: default\nspec: {}\n',
      'The global control plane writes MeshTrafficRoute itself',
    ],
    ['type: MeshSecret\nname: a\n', 'The global control plane knows no MeshSecret'],
    ['type: MeshRetry\nname: a\nspec: {}\n', 'MeshRetry a names no mesh'],
    ['kind: Mesh\nmetadata: {name: a}\n', 'is no resource in universal format'],
  ])('refuses %j', async (text, sentence) => {
    writeFileSync(join(folder, 'wrong.yaml'), text);
    const run = await apply('--yes');
    expect(run.errors).toContain(sentence);
    expect(changes()).toEqual([]);
  });

  test('says to run synth when there is no output', async () => {
    const run = await stage.run('mesh', 'apply', '--dist', join(stage.directory, 'nowhere'));
    expect(run.errors).toMatch(
      /^There is nothing in .*nowhere\/ireland\/global: run meshwright synth first\.$/,
    );
  });

  test('two values that say the same in another order do not differ', () => {
    expect(differences({ a: 1, b: [{ c: 1, d: 2 }] }, { b: [{ d: 2, c: 1 }], a: 1 })).toEqual([]);
    expect(differences({ a: { b: 1 } }, { a: { b: 2, c: null } })).toEqual([
      { path: 'a.b', from: 1, to: 2 },
      { path: 'a.c', from: undefined, to: null },
    ]);
  });
});
