import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaIndex } from '../../../references/schemas';
import {
  coreModule,
  coreSources,
  moduleSources,
  recordFile,
  recordSources,
} from '../../../tools/import/source-list';

const root = join(__dirname, '..', '..', '..');
const tool = join(root, 'tools', 'import');
const page = readFileSync(join(root, 'docs', 'imports.md'), 'utf8').replaceAll(/ +/g, ' ');
const required = [...readFileSync(join(tool, 'go.mod'), 'utf8').matchAll(/^\t(\S+) (\S+)$/gm)].map(
  ([, module = '', version = '']) => ({ module, version }),
);

test('go.mod requires the modules that are read, and no other', () => {
  const read = [...new Set([...moduleSources.map(({ module }) => module), coreModule])];
  expect(required.map(({ module }) => module).sort()).toEqual(read.sort());
});

test('go.sum holds the checksum of each required module, and the schemas carry it', () => {
  const sums = readFileSync(join(tool, 'go.sum'), 'utf8').trim().split('\n');
  expect(sums.filter((line) => !line.includes('/go.mod h1:')).map((line) => line.split(' '))).toEqual(
    required.map(({ module, version }) => [
      module,
      version,
      schemaIndex().find((entry) => entry.module === module && entry.moduleVersion === version)?.sum,
    ]),
  );
});

test('a record says on its first line which version it is of', () => {
  for (const source of recordSources) {
    const { group, module, version } = source;
    const [first] = readFileSync(join(tool, 'records', recordFile(source)), 'utf8').split('\n');
    expect(first).toBe(
      `# The fields of ${group}, as ${module} ${version} declares them. Format: tools/import/record.ts.`,
    );
  }
});

test('the page on imports names every module at its version', () => {
  for (const { module, version } of [...required, ...recordSources]) {
    expect(page).toContain(`| \`${module}\` | ${version} |`);
  }
});

test('every kind that the sources name has a schema', () => {
  const named = [...moduleSources, ...coreSources].flatMap(({ kinds }) => kinds);
  expect(named.filter((kind) => !schemaIndex().some((entry) => entry.kind === kind))).toEqual([]);
});
