import { execFile } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import type { Surroundings } from '../../konnect/surroundings';
import { printableText, printableWords } from '../../references/printable';
import { goOnWithoutReader } from '../process-world';

/** The surroundings of a real run: this process, the real clock and network. */
export function realSurroundings(): Surroundings {
  for (const stream of [process.stdout, process.stderr]) goOnWithoutReader(stream);
  const interactive = process.stdin.isTTY === true && process.stderr.isTTY === true;
  return {
    environment: process.env,
    fetch: (...parameters) => fetch(...parameters),
    now: () => new Date(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    random: Math.random,
    print: (line) => void process.stdout.write(`${printableText(line)}\n`),
    complain: (line) => void process.stderr.write(`${printableWords(line)}\n`),
    progress: (line) => {
      if (process.stderr.isTTY === true) process.stderr.write(`${printableText(line)}\n`);
    },
    execute,
    confirm: interactive ? ask : undefined,
  };
}

async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${printableText(question)} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

function execute(program: string, words: readonly string[]): ReturnType<Surroundings['execute']> {
  const { KONNECT_TOKEN: _token, ...environment } = process.env;
  const options = { env: environment, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(program, words, options, (error, stdout, stderr) => {
      if (error === null) resolve({ status: 0, stdout, stderr });
      else if (error.code === 'ENOENT')
        resolve({ status: 127, stdout, stderr: `${program} is not installed` });
      else resolve({ status: typeof error.code === 'number' ? error.code : 1, stdout, stderr });
    });
  });
}
