import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../../commands/konnect/replace-file';
import { temporaryFolder, tree, write } from '../output/folders';

const folder = temporaryFolder();
afterAll(folder.remove);
const place = join(folder.root, 'ireland.yaml');

test('a file that is replaced keeps its mode, and nothing is left beside it', () => {
  write(folder.root, { 'ireland.yaml': 'old\n' });
  fs.chmodSync(place, 0o640);
  replaceFile(place, 'new\n');
  expect(tree(folder.root)).toEqual({ 'ireland.yaml': 'new\n' });
  expect(fs.statSync(place).mode & 0o777).toBe(0o640);
});

test('what runs that are over left beside it is removed; what another one writes now, and files of others, stay', () => {
  const others = {
    [`ireland.yaml.${process.ppid}.new`]: 'another run\n',
    'ireland.yaml.old.new': 'mine\n',
    'sydney.yaml.4194305.new': 'of another file\n',
  };
  write(folder.root, {
    ...others,
    'ireland.yaml': 'old\n',
    'ireland.yaml.4194305.new': 'half',
    [`ireland.yaml.${process.pid}.new`]: 'half',
  });
  replaceFile(place, 'new\n');
  expect(tree(folder.root)).toEqual({ ...others, 'ireland.yaml': 'new\n' });
});

test('a file that cannot be replaced is as it was, and nothing is left beside it', () => {
  const missing = join(folder.root, 'missing.yaml');
  expect(() => replaceFile(missing, 'new\n')).toThrow(/ENOENT/);
  expect(fs.existsSync(`${missing}.${process.pid}.new`)).toBe(false);
});

test('git does not see what a killed run leaves', () => {
  const left = ['clusters/ireland.yaml.4711.new', 'dist/.meshwright/new/ireland/a.yaml'];
  const { stdout } = spawnSync('git', ['check-ignore', ...left], {
    cwd: join(__dirname, '../..'),
    encoding: 'utf8',
  });
  expect(stdout.trim().split('\n')).toEqual(left);
});
