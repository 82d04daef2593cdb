import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { checkCommand } from '../../commands/check';
import { isLong } from '../long';
import { temporaryFolder, tree, write } from './folders';

const REPOSITORY = join(__dirname, '../..');
const KILLS = 60;
/** Each kill costs a start of the whole program; what is cheap is swept over every operation in `interruption.test.ts`. */
const long = isLong ? test : test.skip;
/** Another seed each time; a failure names it, and MESHWRIGHT_SEED repeats it. */
const SEED = Number(process.env.MESHWRIGHT_SEED ?? Date.now() % 2 ** 31);
const SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGINT'] as const;
const CLUSTERS = 30;
/** Longer than publishing these clusters takes. */
const LONGEST_MS = 150;

const folder = temporaryFolder();
afterAll(folder.remove);

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A fleet whose clusters differ from those of the other state in a number. */
function fleet(state: 'one' | 'other'): string {
  const path = join(folder.root, `clusters-${state}`);
  const cluster = parse(fs.readFileSync(join(__dirname, '../clusters/bookshop-kong-mesh.yaml'), 'utf8'));
  const values = { replicaCount: state === 'one' ? 2 : 3 };
  for (let number = 10; number < 10 + CLUSTERS; number += 1) {
    const oidcIssuer = cluster.aws.oidcIssuer.replace(/..$/, String(number));
    const aws = { ...cluster.aws, eksCluster: `bookshop-${number}`, oidcIssuer };
    const own = { ...cluster, aws, helm: { 'external-secrets': { values } } };
    write(path, { [`cluster-${number}.yaml`]: JSON.stringify(own) });
  }
  return path;
}

/** Starts the program, with no package manager in between. */
function synth(from: string, out: string) {
  const program = [join(REPOSITORY, 'tools/compiled/run.js'), 'main.ts'];
  const child = spawn(
    process.execPath,
    [
      ...program,
      '--clusters',
      from,
      '--out',
      out,
      '--applications',
      join(__dirname, '../reference/applications'),
      '--threads',
      '2',
    ],
    {
      cwd: REPOSITORY,
      stdio: 'ignore',
    },
  );
  let isOver = false;
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('close', (code, signal) => {
      isOver = true;
      resolve(code ?? signal);
    });
  });
  return { child, ended, isOver: () => isOver };
}

/** Whether the sign of a process is in the folder, rather than that of one that was killed. */
function isWriting(out: string, pid: number | undefined): boolean {
  const work = join(out, '.meshwright');
  return fs.existsSync(work) && fs.readdirSync(work).some((name) => name.startsWith(`run~${pid}~`));
}

function check(path: string): number {
  const quiet = { write: () => {} };
  return checkCommand([path], { environment: {}, stdout: quiet, stderr: quiet });
}

const clusterFiles = (out: string) =>
  Object.fromEntries(Object.entries(tree(out)).filter(([path]) => !path.startsWith('.meshwright/')));

long(
  `npm run synth on two threads may be killed at any moment (MESHWRIGHT_SEED=${SEED})`,
  async () => {
    const random = generator(SEED);
    const out = join(folder.root, 'out');
    const whole: Record<string, string>[] = [];
    const fleets = [fleet('one'), fleet('other')] as const;
    for (const from of fleets) {
      expect(await synth(from, out).ended).toBe(0);
      whole.push(tree(out));
    }
    const [one = {}, other = {}] = whole;
    const seen = { whole: 0, pending: 0 };
    for (let turn = 0; turn < KILLS; turn += 1) {
      const run = synth(fleets[turn % 2 === 0 ? 0 : 1], out);
      const signal = SIGNALS[Math.floor(random() * SIGNALS.length)] ?? 'SIGKILL';
      const delay = random() * LONGEST_MS;
      // Publishing takes a twentieth of a run: a moment of it is aimed at.
      while (!run.isOver() && !isWriting(out, run.child.pid)) await sleep(1);
      await sleep(delay);
      run.child.kill(signal);
      await run.ended;
      const now = clusterFiles(out);
      for (const [path, text] of Object.entries(now)) expect([one[path], other[path]]).toContain(text);
      const isWhole = isDeepStrictEqual(now, one) || isDeepStrictEqual(now, other);
      const isPending = fs.existsSync(join(out, '.meshwright/journal.json'));
      if (signal !== 'SIGKILL' || !isPending) expect([turn, signal, isWhole]).toEqual([turn, signal, true]);
      if (isPending && signal === 'SIGKILL') expect(check(out)).toBe(2);
      seen[isPending ? 'pending' : 'whole'] += 1;
    }
    expect(await synth(fleets[0], out).ended).toBe(0);
    expect(tree(out)).toEqual(one);
    expect(check(join(out, 'cluster-10'))).toBe(0);
    expect(Math.min(seen.whole, seen.pending)).toBeGreaterThan(0);
  },
  1_800_000,
);
