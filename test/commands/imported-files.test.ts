import { join, relative } from 'node:path';
import { createJiti } from 'jiti';
import { importedFiles } from '../../commands/imported-files';
import { temporaryFolder, write } from '../output/folders';

const folder = temporaryFolder();
afterAll(folder.remove);
write(folder.root, {
  'one.ts': "import { a } from './two';\nimport type { B } from './three.js';\nimport 'elsewhere';\n",
  'two.ts': "export * from './folder';\nexport const a = import('./lazy.mjs');\n",
  'three.ts': "import './one';\n",
  'folder/index.ts': "import data from '../data.json';\nimport missing from './missing';\n",
  'lazy.mjs': 'import "./plain.cjs";\n',
  'plain.cjs': "const deep = require( './deep.cjs' );\n",
  'deep.cjs': 'module.exports = {};\n',
  'data.json': '{}\n',
  'alone.ts': '// nobody imports it\n',
  'node_modules/acme/package.json': '{"name": "acme", "main": "./main.js"}\n',
  'node_modules/acme/main.js': "require('./inner');\n",
  'node_modules/acme/inner.js': 'module.exports = 1;\n',
});
const jiti = createJiti(join(folder.root, 'meshwright.yaml'), { fsCache: false });
const found = (entry: string) =>
  [...importedFiles(entry, jiti)].map((file) => relative(folder.root, file)).toSorted();

test('the files of an extension are what it imports, however Node loads it, and nothing else', () => {
  expect(found('./one.ts')).toEqual([
    'data.json',
    'deep.cjs',
    'folder/index.ts',
    'lazy.mjs',
    'one.ts',
    'plain.cjs',
    'three.ts',
    'two.ts',
  ]);
});

test('those of a package are in it', () => {
  expect(found('acme')).toEqual(['node_modules/acme/inner.js', 'node_modules/acme/main.js']);
});

test('of a module that is not there, there are none', () => {
  expect(found('./none.ts')).toEqual([]);
});
