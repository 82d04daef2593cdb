import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compiledMemory } from '../../../commands/program-memory';
import { keepSynthMemory, readSynthMemory } from '../../../commands/synth-memory';
import { temporaryFolder } from '../../output/folders';

const folder = temporaryFolder();
afterAll(folder.remove);
const copy = join(folder.root, 'main.ts', `${'0a'.repeat(16)}.js`);
mkdirSync(join(folder.root, 'main.ts'));

const clusters = new Map([
  [
    'clusters/a.yaml',
    { digest: '1', asked: ['base _b'], others: [], problems: [], diagnostics: [], index: '2' },
  ],
]);

test('what is remembered of an output folder is read again, and of no other', () => {
  const memory = compiledMemory(copy);
  if (memory === undefined) throw new Error('there is none');
  keepSynthMemory(memory, 'dist', clusters);
  expect(readSynthMemory(memory, './dist')).toEqual(clusters);
  expect(readSynthMemory(memory, 'other')).toEqual(new Map());
  const [file = '', ...others] = readdirSync(join(folder.root, 'main.ts'));
  expect(others).toEqual([]);
  expect(statSync(join(folder.root, 'main.ts', file)).mode & 0o777).toBe(0o600);
});

test('what is torn is not remembered', () => {
  const memory = compiledMemory(copy);
  if (memory === undefined) throw new Error('there is none');
  keepSynthMemory(memory, 'dist', clusters);
  const [file = ''] = readdirSync(join(folder.root, 'main.ts'));
  const content = memory.read(file)?.toString() ?? '';
  for (const torn of ['', content.slice(0, 64), content.slice(0, -1), content.replace('"2"', '"3"'), '{}']) {
    writeFileSync(join(folder.root, 'main.ts', file), torn);
    expect(readSynthMemory(memory, 'dist')).toEqual(new Map());
  }
});

test('a program that runs from no compiled copy has no memory', () => {
  expect(['.', undefined, '/a/main.ts', '/a/lib/meshwright.js'].map(compiledMemory)).toEqual(
    Array(4).fill(undefined),
  );
});

test('where nothing can be written nothing is kept, and nothing is said', () => {
  const nowhere = compiledMemory(join(folder.root, 'nowhere', `${'0a'.repeat(16)}.js`));
  nowhere?.keep('a', Buffer.from('a'));
  expect(nowhere?.read('a')).toBeUndefined();
});
