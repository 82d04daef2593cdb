import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readText } from '../../../commands/manifests/read-files';

const folder = mkdtempSync(join(tmpdir(), 'meshwright-'));
afterAll(() => rmSync(folder, { recursive: true }));

const quarter = 256 * 1024;

test('files of any length are read whole, and keep their text when others are read', () => {
  const texts = [3, quarter - 1, quarter, quarter + 1, 1, 5 * quarter, 0, 2 * quarter].map((length, at) =>
    String.fromCharCode(97 + at).repeat(length),
  );
  const paths = texts.map((text, at) => {
    const path = join(folder, `${at}.yaml`);
    writeFileSync(path, text);
    return path;
  });
  const read = paths.map(readText);
  for (const [at, source] of read.entries()) expect('text' in source && source.text === texts[at]).toBe(true);
});
