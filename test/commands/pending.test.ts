import { join } from 'node:path';
import { checkCommand } from '../../commands/check';
import { diff } from '../../commands/diff';
import { topology } from '../../commands/topology';
import type { World } from '../../commands/world';
import { publish } from '../../output/publish';
import { killedAt } from '../output/faulty-files';
import { cluster, temporaryFolder, tree } from '../output/folders';

const folder = temporaryFolder();
afterAll(folder.remove);

const object = (name: string, level: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: default\ndata:\n  level: ${level}\n`;
const state = (level: string) => [
  cluster('blue', { '50-workloads/a.yaml': object('a', level), '50-workloads/b.yaml': object('b', level) }),
  cluster('green', { '50-workloads/a.yaml': object('a', 'same') }),
];

function run(command: (argv: readonly string[], world: World) => number, ...argv: string[]) {
  let said = '';
  const write = (text: string) => (said += text);
  const status = command(argv, { environment: {}, stdout: { write }, stderr: { write } });
  return { status, said: said.replaceAll(`${folder.root}/`, '') };
}

/** A folder in which a run was killed as soon as one of two files was new. */
function mixture(name: string): string {
  const out = join(folder.root, name);
  for (let operation = 1; ; operation += 1) {
    publish(out, state('info'), { force: true });
    try {
      publish(out, state('debug'), { files: killedAt(operation) });
    } catch {
      const { 'blue/50-workloads/a.yaml': a, 'blue/50-workloads/b.yaml': b } = tree(out);
      if (a !== undefined && b !== undefined && a.includes('debug') !== b.includes('debug')) return out;
      continue;
    }
    throw new Error('the run was over before a mixture was found');
  }
}

describe('a folder in which a publication is pending', () => {
  const half = mixture('half');
  const whole = join(folder.root, 'whole');
  publish(whole, state('info'));
  const page = join(folder.root, 'page.html');

  test.each([
    ['check of the folder', () => run(checkCommand, half)],
    ['check of the folder around it', () => run(checkCommand, folder.root)],
    ['check of the cluster', () => run(checkCommand, join(half, 'blue'))],
    ['check of one of its files', () => run(checkCommand, join(half, 'blue/50-workloads/a.yaml'))],
    ['diff from it', () => run(diff, half, whole)],
    ['diff to it', () => run(diff, whole, half)],
    ['diff of its cluster', () => run(diff, join(whole, 'blue'), join(half, 'blue'))],
    ['topology', () => run(topology, '--out', half, '--html', page)],
  ])('ends %s with 2 and is not judged', (_what, command) => {
    const { status, said } = command();
    expect(status).toBe(2);
    expect(said).toContain('a publication is pending (blue)');
    expect(said).toMatch(/meshwright synth --out \S*half, which finishes or undoes it/);
  });

  test('leaves the clusters that it does not change to be judged', () => {
    expect(run(checkCommand, join(half, 'green'))).toMatchObject({ status: 0 });
    expect(run(diff, join(whole, 'green'), join(half, 'green'))).toMatchObject({ status: 0 });
  });

  test('is judged again once the next synth is through', () => {
    const out = mixture('mended');
    publish(out, state('debug'));
    expect(run(checkCommand, out)).toMatchObject({ status: 0 });
    expect(run(diff, whole, out)).toMatchObject({ status: 0 });
  });
});
