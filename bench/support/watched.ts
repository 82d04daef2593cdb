import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from './folders';

/** A line that a program printed, and when: `performance.now()`. */
export interface PrintedLine {
  readonly text: string;
  readonly at: number;
}

const START_MS = 120_000;
const END_MS = 5_000;

/** `npm run synth -- --watch` while it runs, with all that it prints. */
export class Watched {
  readonly stdout: PrintedLine[] = [];
  readonly stderr: PrintedLine[] = [];
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly ended: Promise<unknown>;
  private readonly endWithUs = () => this.signal('SIGKILL');

  private constructor(clusters: string, out: string) {
    const args = ['run', '--silent', 'synth', '--', '--clusters', clusters, '--out', out, '--watch'];
    // A process group of its own: npm, its shell and the program end together.
    this.child = spawn('npm', args, { cwd: root, detached: true, env: { ...process.env, NO_COLOR: '1' } });
    this.ended = once(this.child, 'close');
    keepLines(this.child.stdout, this.stdout);
    keepLines(this.child.stderr, this.stderr);
    process.once('exit', this.endWithUs);
  }

  /** Starts it, and waits until it has written everything once and says that it watches. @throws Error if it does not */
  static async start(clusters: string, out: string): Promise<Watched> {
    const watched = new Watched(clusters, out);
    const watches = () => watched.stdout.some(({ text }) => text.startsWith('watching '));
    for (const from = performance.now(); !watches(); await pause(10)) {
      if (performance.now() - from < START_MS && watched.child.exitCode === null) continue;
      await watched.end();
      throw new Error(
        `synth --watch did not begin to watch: ${textOf([...watched.stdout, ...watched.stderr])}`,
      );
    }
    return watched;
  }

  /** Ends it and all that it started, and waits until they have gone. */
  async end(): Promise<void> {
    this.signal('SIGINT');
    const late = setTimeout(() => this.signal('SIGKILL'), END_MS);
    await this.ended;
    clearTimeout(late);
    process.removeListener('exit', this.endWithUs);
  }

  private signal(name: 'SIGINT' | 'SIGKILL'): void {
    try {
      if (this.child.pid !== undefined) process.kill(-this.child.pid, name);
    } catch {
      // It has ended by itself.
    }
  }
}

/** Lines as a message shows them. */
export function textOf(lines: readonly PrintedLine[]): string {
  return lines.length === 0 ? 'nothing' : lines.map(({ text }) => JSON.stringify(text)).join(', ');
}

function keepLines(stream: NodeJS.ReadableStream, lines: PrintedLine[]): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (part: string) => {
    const at = performance.now();
    const texts = (rest + part).split('\n');
    rest = texts.pop() ?? '';
    lines.push(...texts.map((text) => ({ text, at })));
  });
}
