import * as fs from 'node:fs';
import { join } from 'node:path';
import type { SignalSource } from '../../commands/held-signals';
import { synthOnThreads } from '../../commands/synth-on-threads';
import { temporaryFolder, tree, write } from '../output/folders';

const folder = temporaryFolder();
afterAll(folder.remove);
const CLUSTER = fs.readFileSync(join(__dirname, '../clusters/bookshop-kong-mesh.yaml'), 'utf8');

type Signal = Parameters<Parameters<SignalSource['on']>[1]>[0];

/** A process that hears a signal as soon as the output folder is in a certain state and the event loop turns. */
class Process implements SignalSource {
  readonly heard = new Map<Signal, (signal: Signal) => void>();

  constructor(
    private readonly signal: Signal,
    private readonly when: () => boolean,
  ) {}

  on(signal: Signal, hear: (signal: Signal) => void): void {
    this.heard.set(signal, hear);
    if (signal === this.signal) this.#wait();
  }

  off(signal: Signal): void {
    this.heard.delete(signal);
  }

  #wait(): void {
    setImmediate(() => {
      const hear = this.heard.get(this.signal);
      if (hear === undefined) return;
      if (this.when()) hear(this.signal);
      else this.#wait();
    });
  }
}

let number = 0;
const noThread = (): never => {
  throw new Error('one thread is asked for');
};
async function run(signal: Signal, when: (out: string) => boolean, level: string) {
  const root = join(folder.root, String(number++));
  const out = join(root, 'dist');
  write(root, { 'clusters/bookshop.yaml': CLUSTER });
  const compile = (text: string) => () => ({
    files: new Map(['a', 'b'].map((name) => [`50-workloads/${name}.yaml`, `level: ${text}\n`])),
    diagnostics: [],
  });
  let said = '';
  const world = {
    environment: {},
    stdout: { write: () => {} },
    stderr: { write: (text: string) => (said += text) },
  };
  const argv = ['--clusters', join(root, 'clusters'), '--out', out, '--threads', '1'];
  const none = new Process(signal, () => false);
  expect(await synthOnThreads(argv, compile('info'), world, noThread, none)).toBe(0);
  const before = tree(out);
  const source = new Process(signal, () => when(out));
  const status = await synthOnThreads(argv, compile(level), world, noThread, source);
  return {
    status,
    said: said.trimEnd().split('\n').at(-1),
    before,
    after: tree(out),
    held: source.heard.size,
  };
}

const STATUSES = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

describe('npm run synth that is asked to end', () => {
  test.each(STATUSES)(
    'by %s before the journal is written leaves all as it was',
    async (signal, expected) => {
      const { status, said, before, after, held } = await run(signal, () => true, 'debug');
      expect([status, said]).toEqual([expected, `${signal}: nothing was written`]);
      expect(after).toEqual(before);
      expect(held).toBe(0);
    },
  );

  test.each(STATUSES)('by %s once files are prepared throws them away', async (signal, expected) => {
    const staged = (out: string) => fs.existsSync(join(out, '.meshwright/new/bookshop/50-workloads/b.yaml'));
    const { status, before, after } = await run(signal, staged, 'debug');
    expect(status).toBe(expected);
    expect(after).toEqual(before);
  });

  test.each(STATUSES)('by %s while it moves files finishes, and says so', async (signal, expected) => {
    const moved = (out: string) =>
      fs.readFileSync(join(out, 'bookshop/50-workloads/a.yaml'), 'utf8').includes('debug');
    const { status, said, after, held } = await run(signal, moved, 'debug');
    expect([status, said]).toEqual([expected, `${signal}: what was begun is finished`]);
    expect(Object.values(after).filter((text) => text === 'level: debug\n')).toHaveLength(2);
    expect(Object.keys(after)).toHaveLength(3);
    expect(held).toBe(0);
  });
});
