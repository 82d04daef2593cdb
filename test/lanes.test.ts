import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageFile from '../package.json';
import { repository } from './repository';
import slow from './slow-files.json';

const files = readdirSync(join(repository, 'test'), { recursive: true, encoding: 'utf8' }).map(
  (path) => `test/${path}`,
);

test('npm run test:fast leaves out files that are there, each once', () => {
  expect(slow.filter((file) => !files.includes(file))).toEqual([]);
  expect(slow).toHaveLength(new Set(slow).size);
});

test('npm run test:fast leaves out most of what tests cost, and runs most of the files', () => {
  const all = files.filter((file) => file.endsWith('.test.ts'));
  expect(all.length - slow.length).toBeGreaterThan(all.length / 2);
});

test('npm run test:long runs every test that has a long form: what asks for one imports the files that it names', () => {
  expect(packageFile.scripts['test:long']).toBe(
    'MESHWRIGHT_LONG_TESTS=1 jest --findRelatedTests test/long.ts test/fast-check.js',
  );
  const asking = files
    .filter((file) => /\.[jt]s$/.test(file))
    .filter((file) =>
      readFileSync(join(repository, file), 'utf8').includes('env.'.concat('MESHWRIGHT_LONG_TESTS')),
    );
  expect(asking.toSorted()).toEqual(['test/fast-check.js', 'test/long.ts']);
});
