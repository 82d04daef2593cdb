import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, release } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(__dirname, '../..');

/** A folder for what a measurement needs: never in the checkout's own files. */
export function workFolder(name: string): string {
  const folder = join(root, '.cache/bench', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** What one run of a command took. */
export interface Cost {
  /** By the clock, in seconds: other programs on the machine add to it. */
  readonly wall: number;
  /** Of the processors, user and system, in seconds, all threads and child processes together. */
  readonly cpu: number;
  /** Most memory at a time, in MiB. */
  readonly memory: number;
}

/** One thing to measure. */
export interface Candidate {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Exit statuses that are right. @default only 0 */
  readonly statuses?: readonly number[];
  /** Done before each run, and not measured. */
  readonly before?: () => void;
}

/** Runs a command once under GNU time. @throws Error when it fails, with what it said */
export function costOf({
  name,
  command,
  cwd = root,
  environment = {},
  statuses = [0],
  before,
}: Candidate): Cost {
  before?.();
  const log = join(root, '.cache/bench', `time-${process.pid}`);
  const { status, stderr, stdout } = spawnSync(
    '/usr/bin/time',
    ['-f', '%e %U %S %M', '-o', log, ...command],
    {
      cwd,
      env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false', NO_COLOR: '1', ...environment },
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    },
  );
  if (!statuses.includes(status ?? -1)) throw new Error(`${name}: status ${status}\n${stdout}\n${stderr}`);
  const [wall = 0, user = 0, system = 0, memory = 0] = (
    readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? ''
  )
    .split(' ')
    .map(Number);
  rmSync(log);
  return { wall, cpu: user + system, memory: memory / 1024 };
}

/** Runs all candidates in turn, so often that medians mean something, so that a busy minute is shared by all of them. */
export function inTurn(candidates: readonly Candidate[], runs: number): ReadonlyMap<string, Cost> {
  const costs = new Map<string, Cost[]>(candidates.map(({ name }) => [name, []]));
  for (let run = 0; run < runs; run++)
    for (const candidate of candidates) costs.get(candidate.name)?.push(costOf(candidate));
  return new Map(
    [...costs].map(([name, list]) => [
      name,
      {
        wall: median(list.map(({ wall }) => wall)),
        cpu: median(list.map(({ cpu }) => cpu)),
        memory: median(list.map(({ memory }) => memory)),
      },
    ]),
  );
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** How often to run: `--runs N`, else the given number. */
export function runsAsked(usual: number): number {
  const at = process.argv.indexOf('--runs');
  return at < 0 ? usual : Number(process.argv[at + 1]);
}

/** The machine, the versions, and how busy the machine was. */
export function machine(): string {
  const [processor] = cpus();
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(', ');
  return `${availableParallelism()} processors (${processor?.model.trim()}, ${arch()}), Linux ${release().split('-')[0]}, Node ${process.version}; load ${load}`;
}
