import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a command said, and how it ended. */
export interface Ran {
  readonly status: number;
  readonly output: string;
}

/** A shell that finds kubectl and meshwright as an operator's does, against one API server. */
export interface Shell {
  readonly run: (command: string, folder: string) => Promise<Ran>;
  /** Every call of kubectl so far, those of scripts among them. */
  readonly calls: () => readonly string[];
}

const root = join(__dirname, '..', '..', '..');
/** No command of a runbook takes longer where everything is at hand. */
const most = 120_000;

/** Makes a shell. @param directory for its programs, its home and the record of its calls */
export function makeShell(kubectl: string, kubeconfig: string, directory: string): Shell {
  const programs = join(directory, 'programs');
  const record = join(directory, 'calls');
  mkdirSync(programs, { recursive: true });
  writeFileSync(record, '');
  const program = (name: string, text: string) => {
    const file = join(programs, name);
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
  };
  program('kubectl', `printf '%s\\n' "kubectl $*" >>'${record}'\nexec '${kubectl}' "$@"`);
  const compiled = `exec '${process.execPath}' '${join(root, 'tools/compiled/run.js')}'`;
  program(
    'meshwright',
    `command=$1\nshift\ncase $command in\nleave-app-mesh) ${compiled} commands/leave-app-mesh.ts "$@" ;;\nsynth) ${compiled} main.ts "$@" ;;\n*) exit 2 ;;\nesac`,
  );
  const env = {
    ...process.env,
    PATH: `${programs}:${process.env.PATH ?? ''}`,
    HOME: directory,
    KUBECONFIG: kubeconfig,
    GIT_AUTHOR_NAME: 'lane',
    GIT_AUTHOR_EMAIL: 'lane@example.com',
    GIT_COMMITTER_NAME: 'lane',
    GIT_COMMITTER_EMAIL: 'lane@example.com',
  };
  return {
    calls: () => readFileSync(record, 'utf8').split('\n').filter(Boolean),
    run: (command, folder) =>
      new Promise((resolve, reject) => {
        const child = spawn('sh', ['-c', command], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
        const timer = setTimeout(() => child.kill('SIGTERM'), most);
        let output = '';
        for (const stream of [child.stdout, child.stderr]) {
          stream.setEncoding('utf8');
          stream.on('data', (chunk: string) => {
            output += chunk;
          });
        }
        child.on('error', reject);
        child.on('close', (status) => {
          clearTimeout(timer);
          resolve({ status: status ?? 124, output });
        });
      }),
  };
}

/** Runs what is no command of the pages. @throws Error with what it said */
export async function must(shell: Shell, command: string, folder: string): Promise<void> {
  const { status, output } = await shell.run(command, folder);
  if (status !== 0) throw new Error(`${command}: ${output}`);
}
