import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformFileSync } from '@swc/core';

const SOURCE = join(__dirname, '../../output');

/**
 * A program that publishes in turn the state before and the state after, over and over; compiled beforehand, so that it
 * starts in a few hundredths of a second. Its arguments are the output folder and how often; it says `ready` when it
 * begins, and at the end how often it was not refused.
 */
export function writerProgram(folder: string): string {
  for (const name of readdirSync(SOURCE).filter((name) => name.endsWith('.ts')))
    compile(join(SOURCE, name), folder, name);
  compile(join(__dirname, 'folders.ts'), folder, 'folders.ts', (code) =>
    code.replaceAll('../../output/', './'),
  );
  const program = join(folder, 'writer.js');
  writeFileSync(
    program,
    `const { publish } = require('./publish');
const { BEFORE, AFTER } = require('./folders');
const [out, times] = process.argv.slice(2);
console.log('ready');
let written = 0;
for (let turn = 0; turn < Number(times); turn += 1)
  if (publish(out, turn % 2 === 0 ? AFTER : BEFORE).outcome === 'written') written += 1;
console.log(written);
`,
  );
  return program;
}

function compile(source: string, folder: string, name: string, edit = (code: string) => code): void {
  const { code } = transformFileSync(source, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  writeFileSync(join(folder, name.replace(/ts$/, 'js')), edit(code));
}

/** A program that runs. */
export interface Writer {
  readonly child: ChildProcess;
  /** All that it says after `ready`, once it has ended. */
  readonly said: Promise<string>;
}

/** Starts the program; settles when it has begun. */
export async function startWriter(program: string, out: string, times: number): Promise<Writer> {
  const child = spawn(process.execPath, [program, out, String(times)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  // Heard from the first moment on: it may have ended before anybody asks for what it said.
  const said = new Promise<string>((resolve) => {
    child.once('close', () => resolve(text.replace('ready\n', '').trim()));
  });
  await new Promise<void>((resolve) => {
    child.stdout?.on('data', (part: Buffer) => {
      text += part.toString();
      resolve();
    });
  });
  return { child, said };
}
