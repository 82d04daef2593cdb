import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { referenceApplications, referenceClusters, referenceOutput } from './reference/reference';
import { repository as root } from './repository';

/** What no command reads, and what the copy has of its own. */
const left = new Set([
  '.git',
  '.cache',
  'node_modules',
  'coverage',
  'test',
  'applications',
  'clusters',
  'dist',
]);
/** Programs as they are compiled already: the copies' are the same, and are used where they are. */
const compiled = '.cache/compiled';

/** What a shell did. */
export interface ShellResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A copy of this repository, without its tests, with the reference clusters and one commit of its own, to try commands in
 * that change files and make commits.
 */
export class RepositoryCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'repository-'));

  constructor() {
    for (const name of readdirSync(root).filter((each) => !left.has(each))) {
      cpSync(join(root, name), join(this.folder, name), { recursive: true });
    }
    cpSync(referenceApplications, join(this.folder, 'applications'), { recursive: true });
    cpSync(referenceClusters, join(this.folder, 'clusters'), { recursive: true });
    cpSync(join(root, 'clusters/schema.json'), join(this.folder, 'clusters/schema.json'));
    cpSync(referenceOutput, join(this.folder, 'dist'), { recursive: true });
    mkdirSync(join(this.folder, '.cache'));
    if (existsSync(join(root, compiled))) {
      cpSync(join(root, compiled), join(this.folder, compiled), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'));
    this.must('git init -q -b main && git add . && git commit -q -m start && git tag start');
  }

  /** Runs a script as GitHub does: with `bash -e`, failing where a part of a pipe fails. */
  shell(script: string, environment: Readonly<Record<string, string>> = {}): ShellResult {
    const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
      cwd: this.folder,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
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
