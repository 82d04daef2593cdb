import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packageFile from '../package.json';
import { referenceApplications, referenceClusters, referenceOutput } from './reference/reference';
import { repository as root } from './repository';

/** What no command reads, and what the copy has of its own. */
const left = new Set(['.git', '.cache', 'coverage', 'test', 'applications', 'clusters', 'dist']);

/** Where the copy has its npm: git ignores it. */
const programs = '.cache/bin';

/**
 * `npm run [-s] SCRIPT [-- ARGUMENTS]` without npm, whose own start costs more than most commands: runs what package.json says
 * of the script. Real npm runs in the tests of `npm run synth` as a process.
 */
const npm = [
  '#!/bin/bash',
  `[ "$1" = run ] || { echo "npm $1: only npm run is known here" >&2; exit 1; }`,
  'shift',
  'case "$1" in -s | --silent) shift ;; esac',
  'script=$1',
  'shift',
  '[ "$1" != -- ] || shift',
  'case "$script" in',
  ...Object.entries(packageFile.scripts).map(([name, command]) => `${name}) ${command} "$@" ;;`),
  '*) echo "npm run $script: no such script" >&2; exit 1 ;;',
  'esac',
  '',
].join('\n');

/** What a shell did. */
export interface ShellResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A copy of this repository, without its tests, with the reference clusters and one commit of its own, to try commands in
 * that change those, `applications/` or `dist/`, and make commits. The program is not copied: it is where the links lead.
 */
export class RepositoryCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'repository-'));

  constructor() {
    for (const name of readdirSync(root).filter((each) => !left.has(each))) {
      symlinkSync(join(root, name), join(this.folder, name));
    }
    cpSync(referenceApplications, join(this.folder, 'applications'), { recursive: true });
    cpSync(referenceClusters, join(this.folder, 'clusters'), { recursive: true });
    cpSync(join(root, 'clusters/schema.json'), join(this.folder, 'clusters/schema.json'));
    cpSync(referenceOutput, join(this.folder, 'dist'), { recursive: true });
    mkdirSync(join(this.folder, programs), { recursive: true });
    writeFileSync(join(this.folder, programs, 'npm'), npm, { mode: 0o755 });
    this.must('git init -q -b main && git add . && git commit -q -m start && git tag start');
  }

  /** Runs a script as GitHub does: with `bash -e`, failing where a part of a pipe fails. */
  shell(script: string, environment: Readonly<Record<string, string>> = {}): ShellResult {
    const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
      cwd: this.folder,
      encoding: 'utf8',
      env: {
        PATH: `${join(this.folder, programs)}:${process.env.PATH ?? ''}`,
        HOME: this.folder,
        NO_COLOR: '1',
        NO_UPDATE_NOTIFIER: '1',
        npm_config_update_notifier: 'false',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'A reviewer',
        GIT_AUTHOR_EMAIL: 'reviewer@example.com',
        GIT_COMMITTER_NAME: 'A reviewer',
        GIT_COMMITTER_EMAIL: 'reviewer@example.com',
        ...environment,
      },
    });
    return { status, stdout, stderr };
  }

  /** Runs a script that has to succeed. @throws Error with what it said where it does not */
  must(script: string): string {
    const { status, stdout, stderr } = this.shell(script);
    if (status !== 0) throw new Error(`${script}\n${stdout}${stderr}`);
    return stdout;
  }

  /** Takes back whatever was committed, changed or added since the start. */
  reset(): void {
    this.must('git checkout -q -f -B main start && git clean -qfd');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
