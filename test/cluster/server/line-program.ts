import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program that answers every line of JSON with a line of JSON. */
export interface LineProgram {
  /** Asks; a program that has ended answers with the field `error`. */
  readonly ask: <Answer>(question: unknown) => Promise<Answer>;
  readonly stop: () => void;
}

/** Starts such a program; what it says on standard error goes to the lane's own. */
export function startLineProgram(command: string, args: readonly string[] = []): LineProgram {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line));
  const ended = (reason: string) => {
    for (const give of waiting.splice(0))
      give(JSON.stringify({ entries: [], error: `${command}: ${reason}` }));
  };
  child.on('error', (error) => ended(error.message));
  child.on('exit', (code) => ended(`ended with status ${code}`));
  return {
    ask: <Answer>(question: unknown) =>
      new Promise<Answer>((resolve) => {
        waiting.push((line) => resolve(JSON.parse(line) as Answer));
        child.stdin.write(`${JSON.stringify(question)}\n`);
      }),
    stop: () => child.kill('SIGTERM'),
  };
}
