/** @own-modules */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, write } from '../output/folders';

const folder = temporaryFolder();
const before = process.cwd();
afterAll(() => {
  process.chdir(before);
  folder.remove();
});

/** Loads the extensions of a repository into a program that has loaded none: what is loaded stays. */
async function load(files: Readonly<Record<string, string>>, isWanted = true) {
  const root = join(folder.root, String(number++));
  mkdirSync(root);
  write(root, files);
  process.chdir(root);
  if (hasLoaded) jest.resetModules();
  const { loadExtensions }: typeof import('../../commands/extensions') = require('../../commands/extensions');
  const { rules }: typeof import('../../checks/rules') = require('../../checks/rules');
  const { healthRuleOf }: typeof import('../../plan/health') = require('../../plan/health');
  const before = rules.length;
  const loaded = await loadExtensions(isWanted);
  hasLoaded = rules.length !== before || ('names' in loaded && loaded.names.length > 0);
  return { loaded, rules, healthRuleOf };
}
let number = 0;
let hasLoaded = true;

const rule = (id: string) =>
  `{ id: '${id}', severity: 'error', title: 'a', why: 'b', kinds: ['/Service'], check: () => [] }`;
const extension = (name: string, more: string) => `export default { name: '${name}', ${more} };\n`;
const settings = (...names: readonly string[]) => ({
  'meshwright.yaml': `extensions: ${JSON.stringify(names)}\n`,
});

test('rules and health checks are added in the order of the settings, and the digest tells code from other code', async () => {
  const files = {
    ...settings('./one.ts', './two.mjs', './three.cjs'),
    'one.ts': `import { id } from './id';\nconst name: string = 'one';\nexport const extension = { name, rules: [${rule('acme/one')}], more: id };\n`,
    'id.ts': 'export const id: number = 1;\n',
    'two.mjs': extension('two', `rules: [${rule('acme/two')}]`),
    'three.cjs': `module.exports = { name: 'three', health: [{ group: 'acme.example', version: 'v1', kind: 'Thing', condition: 'Ready' }] };\n`,
  };
  const { loaded, rules, healthRuleOf } = await load(files);
  expect(loaded).toEqual({ names: ['one', 'two', 'three'], digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(rules.map(({ id }) => id).slice(-2)).toEqual(['acme/one', 'acme/two']);
  const thing = { apiVersion: 'acme.example/v1', kind: 'Thing', metadata: { name: 'a' } };
  expect(healthRuleOf(thing)).toMatchObject({ condition: 'Ready', source: 'extension three, ./three.cjs' });
  expect((await load(files)).loaded).toEqual(loaded);
  const changed = await load({ ...files, 'one.ts': `${files['one.ts']}// changed\n` });
  expect(changed.loaded).not.toEqual(loaded);
  // A file that an extension imports is its code too, be it directly or by another.
  const imported = await load({ ...files, 'id.ts': `${files['id.ts']}// changed\n` });
  expect(imported.loaded).toEqual({ names: ['one', 'two', 'three'], digest: expect.any(String) });
  expect(imported.loaded).not.toEqual(loaded);
});

test('nothing is loaded where they are not wanted, or there are none', async () => {
  const files = { ...settings('./one.ts'), 'one.ts': 'throw new Error("loaded");\n' };
  expect((await load(files, false)).loaded).toEqual({ names: [], digest: '' });
  expect((await load({})).loaded).toEqual({ names: [], digest: '' });
});

test.each([
  ['that is not there', './none.ts', '', 'none.ts'],
  ['of a package that is not there', 'acme', '', 'acme'],
  ['that throws', './one.ts', 'throw new Error("no");', './one.ts: no'],
  ['that is no TypeScript', './one.ts', 'const = 1;', './one.ts: '],
  ['that exports nothing', './one.ts', 'export {};', 'name'],
  [
    'whose rule has no function',
    './one.ts',
    `export default { name: 'a', rules: [{ id: 'a/b', severity: 'error', title: 'a', why: 'b', kinds: ['/Service'] }] };`,
    'rules.0.check: expected a function',
  ],
  [
    'whose rule has no family',
    './one.ts',
    extension('a', `rules: [${rule('acme')}]`),
    'rules.0.id: expected family/what',
  ],
  [
    "whose rule is in Meshwright's family",
    './one.ts',
    extension('a', `rules: [${rule('kong/mine')}]`),
    'kong/mine is in a family of Meshwright',
  ],
  [
    'whose chart has no file name',
    './one.ts',
    extension('a', `charts: [{ name: '../a', build() {} }]`),
    'charts.0.name: expected lower case',
  ],
])('an extension %s is refused, with what is wrong', async (_, specifier, text, said) => {
  const { loaded } = await load({
    ...settings(specifier),
    ...(text === '' ? {} : { 'one.ts': `${text}\n` }),
  });
  if (!('diagnostics' in loaded)) throw new Error('it was loaded');
  expect(loaded.diagnostics).toHaveLength(1);
  expect(loaded.diagnostics[0]).toMatchObject({
    title: 'an extension that cannot be loaded',
    location: 'meshwright.yaml: extensions',
  });
  expect(JSON.stringify(loaded.diagnostics[0]?.notes)).toContain(said);
});

test('two rules or charts of one name are refused', async () => {
  const { loaded } = await load({
    ...settings('./one.ts', './two.ts'),
    'one.ts': extension('one', `rules: [${rule('acme/a')}]`),
    'two.ts': extension('two', `rules: [${rule('acme/a')}]`),
  });
  expect(JSON.stringify(loaded)).toContain('there is a rule acme/a already');
});
