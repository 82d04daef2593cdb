/** @own-modules */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, write } from '../../output/folders';
import { fleet } from './fleet';

const folder = temporaryFolder();
const before = process.cwd();
afterAll(() => {
  process.chdir(before);
  folder.remove();
});

/** Runs synth in a repository twice, in a program of its own. @returns what is compiled the second time, and what is remembered */
async function twice(name: string, extensions: string) {
  const root = join(folder.root, name);
  mkdirSync(root);
  write(root, {
    ...fleet,
    'meshwright.yaml': `extensions: ${extensions}\n`,
    'one.ts': "export default { name: 'one' };\n",
  });
  process.chdir(root);
  jest.resetModules();
  const {
    loadExtensions,
  }: typeof import('../../../commands/extensions') = require('../../../commands/extensions');
  const {
    synthOnThreads,
  }: typeof import('../../../commands/synth-on-threads') = require('../../../commands/synth-on-threads');
  const loaded = await loadExtensions(true);
  if ('diagnostics' in loaded) throw new Error('it cannot be loaded');
  const kept = new Map<string, Buffer>();
  const memory = {
    program: 'one',
    read: (name: string) => kept.get(name),
    keep: (name: string, content: Buffer) => void kept.set(name, content),
  };
  const world = { environment: {}, stdout: { write: () => true }, stderr: { write: () => true } };
  const noThread = (): never => {
    throw new Error('one thread is asked for');
  };
  let compiled = 0;
  const compile = () => {
    compiled += 1;
    return { files: new Map([['a.yaml', 'a: 1\n']]), diagnostics: [] };
  };
  for (const _ of [1, 2]) {
    compiled = 0;
    expect(await synthOnThreads(['--threads', '1'], compile, world, noThread, process, memory)).toBe(0);
  }
  return { compiled, remembered: kept.size };
}

test('nothing is remembered of a repository with extensions, whose code may look at anything', async () => {
  expect(await twice('with', '[./one.ts]')).toEqual({ compiled: 4, remembered: 0 });
  expect(await twice('without', '[]')).toEqual({ compiled: 0, remembered: 1 });
});
