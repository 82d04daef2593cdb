import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';

/** A program that the lane started, with the file that its output goes to. */
export interface Running {
  readonly name: string;
  readonly log: string;
  /** Ends the program and waits until it has ended. */
  readonly stop: () => Promise<void>;
  /** True until the program has ended, by itself or by `stop`. */
  readonly alive: () => boolean;
}

/** How a program is started. */
export interface Start {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly log: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What still runs: a lane that fails halfway leaves nothing behind. */
const children = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** Starts a program in the background. */
export function start(options: Start): Running {
  const output = createWriteStream(options.log);
  const child: ChildProcess = spawn(options.command, options.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  children.add(child);
  child.stdout?.pipe(output, { end: false });
  child.stderr?.pipe(output, { end: false });
  let ended = false;
  const end = new Promise<void>((resolve) => {
    const done = () => {
      ended = true;
      children.delete(child);
      resolve();
    };
    child.on('exit', done);
    child.on('error', (error) => {
      output.write(`${error.message}\n`);
      done();
    });
  });
  return {
    name: options.name,
    log: options.log,
    alive: () => !ended,
    stop: async () => {
      if (!ended) child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await end;
      clearTimeout(timer);
      output.end();
    },
  };
}

/** A TCP port on the loopback address that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** The longest that asking once may take, in ms: more than that is a time in which the lane itself did not run. */
const longestPass = 5_000;

/**
 * Asks again and again until the answer is yes. Time in which the machine sleeps, or the lane and its programs are stopped, is no waiting.
 *
 * @throws Error that names what was waited for, when `seconds` have passed or the program has ended
 */
export async function waitUntil(
  what: string,
  seconds: number,
  ask: () => Promise<boolean>,
  program?: Running,
): Promise<void> {
  let waited = 0;
  for (let last = Date.now(); ; ) {
    if (await ask().catch(() => false)) return;
    if (program !== undefined && !program.alive()) {
      throw new Error(
        `${program.name} ended while the lane waited until ${what}; its output is in ${program.log}`,
      );
    }
    const now = Date.now();
    waited += Math.min(now - last, longestPass);
    last = now;
    if (waited > seconds * 1000) {
      const where = program === undefined ? '' : `; the output of ${program.name} is in ${program.log}`;
      throw new Error(`waited ${seconds} s in vain until ${what}${where}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
