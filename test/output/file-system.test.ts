import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf, DISK, makeFolders } from '../../output/file-system';
import { checksum } from '../../output/ownership';
import { temporaryFolder, tree, write } from './folders';

const folder = temporaryFolder();
afterAll(folder.remove);

describe('the file system', () => {
  test('gives a file a second name, or a copy where the two places cannot share it', () => {
    const elsewhere = fs.mkdtempSync(join(tmpdir(), 'meshwright-'));
    write(folder.root, { file: 'text\n' });
    DISK.link(join(folder.root, 'file'), join(folder.root, 'second'));
    DISK.link(join(folder.root, 'file'), join(elsewhere, 'copy'));
    expect(tree(folder.root)).toMatchObject({ second: 'text\n' });
    expect(tree(elsewhere)).toEqual({ copy: 'text\n' });
    fs.rmSync(elsewhere, { recursive: true });
  });

  test('never overwrites a file that it is to create, and never follows a link that it is to read', () => {
    write(folder.root, { 'a/file': 'text\n' });
    fs.symlinkSync('file', join(folder.root, 'a/link'));
    expect(() => DISK.create(join(folder.root, 'a/file'), '', false)).toThrow(
      expect.objectContaining({ code: 'EEXIST' }),
    );
    expect(() => DISK.read(join(folder.root, 'a/link'))).toThrow(expect.objectContaining({ code: 'ELOOP' }));
    expect(DISK.kind(join(folder.root, 'a/link'))).toBe('link');
  });

  test('sums a file of any size as its whole content, and no link', () => {
    const mebibyte = 1 << 20;
    for (const size of [0, 1, mebibyte - 1, mebibyte, mebibyte + 1, 3 * mebibyte]) {
      const content = Buffer.alloc(size, 'abc');
      fs.writeFileSync(join(folder.root, 'sized'), content);
      expect(DISK.sum(join(folder.root, 'sized'))).toBe(checksum(content));
    }
    fs.symlinkSync('sized', join(folder.root, 'linked'));
    expect(() => DISK.sum(join(folder.root, 'linked'))).toThrow(expect.objectContaining({ code: 'ELOOP' }));
    expect(() => DISK.sum(folder.root)).toThrow(expect.objectContaining({ code: 'EISDIR' }));
    expect(DISK.sum(join(folder.root, 'sized/missing'))).toBeUndefined();
  });

  test('says what is not there without an error', () => {
    const missing = join(folder.root, 'missing/file');
    expect([DISK.kind(missing), DISK.read(missing), DISK.list(missing)]).toEqual([undefined, undefined, []]);
    expect([DISK.removeFile(missing), DISK.removeFolder(missing)]).toEqual([false, false]);
  });

  test('removes a folder only if it is empty, and makes all that are missing', () => {
    makeFolders(DISK, join(folder.root, 'b/c/d'));
    expect(DISK.removeFolder(join(folder.root, 'b'))).toBe(false);
    expect(DISK.removeFolder(join(folder.root, 'b/c/d'))).toBe(true);
    expect(DISK.makeFolder(join(folder.root, 'b/c'))).toBe(false);
  });

  test('has a code for an error of the system and none for others', () => {
    expect([
      codeOf(Object.assign(new Error(''), { code: 'EIO' })),
      codeOf(new Error('')),
      codeOf('EIO'),
    ]).toEqual(['EIO', '', '']);
  });
});
