import * as fs from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import type { ProgramMemory } from '../../../commands/program-memory';
import { synthOnThreads } from '../../../commands/synth-on-threads';
import type { Compile } from '../../../commands/synth-part';
import { compile } from '../../../main';
import { write } from '../../output/folders';
import { fleet } from './fleet';

/** A memory of a program, of which a test can see and change what is in it. */
export class TestMemory implements ProgramMemory {
  readonly kept = new Map<string, Buffer>();

  constructor(readonly program: string) {}

  read(name: string): Buffer | undefined {
    return this.kept.get(name);
  }

  keep(name: string, content: Buffer): void {
    this.kept.set(name, content);
  }
}

const compilations = new Map<string, ReturnType<Compile>>();

/** What the real program makes of a cluster, which two runs in two repositories ask of the same one. */
const compiled: Compile = (...inputs) => {
  const key = serialize(inputs).toString('latin1');
  const made = compilations.get(key) ?? compile(...inputs);
  compilations.set(key, made);
  return made;
};

/** A program whose every output and warning names it, and which counts what it compiles. */
export class TestProgram {
  compiled: string[] = [];

  constructor(readonly name: string) {}

  readonly compile: Compile = (config, folder, severities) => {
    this.compiled.push(config.name);
    const { files, diagnostics, ...others } = compiled(config, folder, severities);
    const page = files.get('TOPOLOGY.md');
    if (page === undefined) return { files, diagnostics, ...others };
    const title = `${folder} by ${this.name}, ${JSON.stringify(severities?.severities ?? [])}`;
    return {
      ...others,
      files: new Map([...files, ['TOPOLOGY.md', `${page}\nBy ${this.name}.\n`]]),
      diagnostics: [...diagnostics, { severity: 'warning', title, location: config.name, notes: [] }],
    };
  };
}

/** What a run says and leaves. */
export interface Outcome {
  readonly status: number;
  readonly said: string;
  readonly output: Readonly<Record<string, string>>;
}

const signals = { on: () => {}, off: () => {} };

/** Runs `synth` in a repository, with what the program remembers of it, or without. */
export async function run(
  root: string,
  argv: readonly string[],
  program: TestProgram,
  memory?: ProgramMemory,
  threads = 1,
): Promise<Outcome> {
  process.chdir(root);
  program.compiled = [];
  let said = '';
  const write = (text: string) => (said += text);
  const world = { environment: {}, stdout: { write }, stderr: { write } };
  const status = await synthOnThreads(
    [...argv, '--threads', String(threads)],
    program.compile,
    world,
    () => {
      throw new Error('one thread is asked for');
    },
    signals,
    memory,
  );
  return { status, said, output: look(join(root, 'dist')) };
}

/** What stands at every path of a folder: its kind, and the text of files. */
function look(folder: string): Readonly<Record<string, string>> {
  if (!fs.existsSync(folder)) return {};
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .map((entry): [string, string] => {
        const path = join(entry.parentPath, entry.name);
        const relative = path.slice(folder.length + 1);
        if (entry.isSymbolicLink()) return [relative, `-> ${fs.readlinkSync(path)}`];
        if (entry.isFile()) return [relative, fs.readFileSync(path, 'utf8')];
        return [relative, entry.isDirectory() ? '(folder)' : '(other)'];
      })
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** Makes a repository of the fleet. */
export function repository(root: string): string {
  write(root, fleet);
  return root;
}
