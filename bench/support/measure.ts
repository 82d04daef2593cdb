import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache, newOutput, root } from './folders';

/** What one run of a command took. */
export interface Cost {
  /** By the clock, in seconds: other programs on the machine add to it. */
  readonly wall: number;
  /** Of the processors, in seconds, all threads and child processes together: in programs. */
  readonly user: number;
  /** Of the processors, in seconds: in the kernel on their behalf, where making files shows. */
  readonly system: number;
  /** Most memory at a time of the largest process, in MiB. */
  readonly memory: number;
  /** The time-out ended it: it takes longer than this. */
  readonly unfinished?: true;
}

/** One thing to measure. */
export interface Candidate {
  readonly name: string;
  /** Program and arguments. @param output the path of a folder that is not there yet, another one for each run */
  readonly command: (output: string) => readonly string[];
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Exit statuses that are right. @default only 0 */
  readonly statuses?: readonly number[];
  /** Ended after so many seconds, which is a result too. @default never */
  readonly timeout?: number;
}

/** The medians of some runs, and the runs. */
export interface Measured {
  readonly median: Cost;
  readonly runs: readonly Cost[];
  /** The folder that the last run was given, with what it wrote. */
  readonly output: string;
}

/** What `timeout` of coreutils exits with when it ended the program. */
const TIMED_OUT = 124;

/** Runs a command once under GNU time. @throws Error when it fails, with what it said */
export function costOf(candidate: Candidate, output: string = newOutput()): Cost {
  const { name, command, cwd = root, environment = {}, statuses = [0], timeout } = candidate;
  mkdirSync(cache, { recursive: true });
  const log = join(cache, `time-${process.pid}`);
  const limit = timeout === undefined ? [] : ['timeout', String(timeout)];
  const { status, stderr, stdout } = spawnSync(
    '/usr/bin/time',
    ['-f', '%e %U %S %M', '-o', log, ...limit, ...command(output)],
    {
      cwd,
      env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false', NO_COLOR: '1', ...environment },
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    },
  );
  const unfinished = timeout !== undefined && status === TIMED_OUT;
  if (!unfinished && !statuses.includes(status ?? -1))
    throw new Error(`${name}: status ${status}\n${stdout}\n${stderr}`);
  const [wall = 0, user = 0, system = 0, memory = 0] = (
    readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? ''
  )
    .split(' ')
    .map(Number);
  rmSync(log);
  const cost = { wall, user, system, memory: memory / 1024 };
  return unfinished ? { ...cost, unfinished } : cost;
}

/** Runs all candidates in turn, so often that medians mean something, so that a busy minute is shared by all of them. */
export function inTurn(candidates: readonly Candidate[], runs: number): ReadonlyMap<string, Measured> {
  const made = candidates.map((candidate) => {
    const costs: Cost[] = [];
    return { candidate, costs, output: '' };
  });
  for (let run = 0; run < runs; run++)
    for (const each of made) {
      each.output = newOutput();
      each.costs.push(costOf(each.candidate, each.output));
    }
  return new Map(
    made.map(({ candidate: { name }, costs, output }) => [
      name,
      { median: medianCost(costs), runs: costs, output },
    ]),
  );
}

function medianCost(costs: readonly Cost[]): Cost {
  const cost = {
    wall: median(costs.map(({ wall }) => wall)),
    user: median(costs.map(({ user }) => user)),
    system: median(costs.map(({ system }) => system)),
    memory: median(costs.map(({ memory }) => memory)),
  };
  return costs.some(({ unfinished }) => unfinished) ? { ...cost, unfinished: true } : cost;
}

/**
 * How many times as much one takes as the other: the median over the rounds, so that both of a pair had the same minute; of the
 * medians where one of them ran less often.
 */
export function ratio(one: Measured, other: Measured, of: (cost: Cost) => number): number {
  if (one.runs.length !== other.runs.length) return of(one.median) / of(other.median);
  return median(one.runs.map((cost, round) => of(cost) / of(other.runs[round] ?? other.median)));
}

export const wallOf = ({ wall }: Cost): number => wall;
export const cpuOf = ({ user, system }: Cost): number => user + system;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The number after an option of the command line, else the given one. */
export function numberAsked(option: string, usual: number): number {
  const at = process.argv.indexOf(option);
  return at < 0 ? usual : Number(process.argv[at + 1]);
}

/** How often to run: `--runs N`, else the given number. */
export function runsAsked(usual: number): number {
  return numberAsked('--runs', usual);
}
