import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { publish } from '../../output/publish';
import { times } from '../long';
import { AFTER, BEFORE, cluster, FOREIGN, temporaryFolder, tree, write } from './folders';
import { startWriter, writerProgram } from './writer-process';

/** Each is a start of a process; `interruption.test.ts` sweeps every operation without one. */
const KILLS = times(10, 100);

const folder = temporaryFolder();
afterAll(folder.remove);
const program = writerProgram(folder.root);

function published(name: string, clusters: typeof BEFORE): string {
  const out = join(folder.root, name);
  publish(out, clusters);
  write(out, FOREIGN);
  return out;
}

describe('a process that writes', () => {
  test('may be killed at any moment: every file is whole, and the next run puts all in order', async () => {
    const out = published('killed', BEFORE);
    const old = tree(out);
    const next = tree(published('next', AFTER));
    let interrupted = 0;
    for (let turn = 0; turn < KILLS; turn += 1) {
      const { child, said } = await startWriter(program, out, 1_000_000);
      await sleep(Math.random() * 25);
      child.kill('SIGKILL');
      await said;
      for (const [path, text] of Object.entries(tree(out)))
        if (!path.startsWith('.meshwright/')) expect([old[path], next[path]]).toContain(text);
      if (fs.existsSync(join(out, '.meshwright'))) interrupted += 1;
      const wanted = turn % 2 === 0 ? BEFORE : AFTER;
      expect(publish(out, wanted)).toMatchObject({ outcome: 'written' });
      expect(tree(out)).toEqual(wanted === BEFORE ? old : { ...next });
    }
    expect(interrupted).toBeGreaterThan(0);
    // Against a hang alone: 100 starts take ten seconds on an idle machine, and a minute or more on a busy one.
  }, 900_000);

  test('waits for another in the same folder, and neither spoils what the other does', async () => {
    const out = published('together', BEFORE);
    const old = tree(out);
    const next = tree(join(folder.root, 'next'));
    const writers = await Promise.all([startWriter(program, out, 20), startWriter(program, out, 20)]);
    const written = await Promise.all(writers.map(({ said }) => said));
    expect(written).toEqual(['20', '20']);
    expect([old, next]).toContainEqual(tree(out));
    expect(fs.existsSync(join(out, '.meshwright'))).toBe(false);
  }, 60_000);
});

describe('the sign of a run', () => {
  const green = cluster('green', { 'a.yaml': 'kind: A\n' });
  const lock = (...parts: (string | number)[]) => ['run', ...parts, 'test'].join('~');

  test('of a process that lives refuses another run, which names the file', async () => {
    const out = published('lives', BEFORE);
    const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    const stat = fs.existsSync('/proc/self') ? fs.readFileSync(`/proc/${other.pid}/stat`, 'utf8') : '';
    const start = stat.replace(/.*\) /, '').split(' ')[19] ?? '0';
    write(out, { [`.meshwright/${lock(other.pid ?? 0, start, Date.now(), hostname())}`]: '' });
    const before = tree(out);
    const result = publish(out, [green], { patience: 0 });
    other.kill();
    expect(result).toEqual({
      outcome: 'refused',
      problems: [
        {
          where: out,
          found: 'another run is writing here',
          fix: expect.stringContaining(`run~${other.pid}`),
        },
      ],
    });
    expect(tree(out)).toEqual(before);
  });

  test.each([
    ['a process that is gone', lock(2 ** 22 + 1, 1, Date.now(), hostname())],
    ['another process that has its number now', lock(process.ppid, 1, Date.now(), hostname())],
    ['this very process, which knows nothing of it', lock(process.pid, 1, Date.now(), hostname())],
    ['another machine, long ago', lock(1, 1, Date.now() - 3_600_000, 'elsewhere')],
  ])('of %s is removed', (_whose, name) => {
    const out = join(folder.root, 'stale');
    write(out, { [`.meshwright/${name}`]: '' });
    expect(publish(out, [green], { patience: 0 })).toMatchObject({ outcome: 'written' });
    expect(fs.existsSync(join(out, '.meshwright'))).toBe(false);
  });

  test('of another machine, just now, refuses', () => {
    const out = join(folder.root, 'elsewhere');
    write(out, { [`.meshwright/${lock(1, 1, Date.now(), 'elsewhere')}`]: '' });
    expect(publish(out, [green], { patience: 0 })).toMatchObject({ outcome: 'refused' });
  });
});
