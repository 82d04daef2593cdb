import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publish } from '../../output/publish';
import type { ClusterFiles } from '../../output/publish-types';

let root: string;
let out: string;
beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'publish-'));
  out = join(root, 'dist');
});
afterEach(() => fs.rmSync(root, { recursive: true }));

const cluster = (name: string, files: Record<string, string>): ClusterFiles => ({
  name,
  files: new Map(Object.entries(files)),
});
const blue = cluster('blue', {
  '00-foundation/prod.yaml': 'kind: Namespace\n',
  'delivery/flux.yaml': 'kind: A\n',
});
const green = cluster('green', {
  '00-foundation/prod.yaml': 'kind: Namespace\n',
});

/** Every file under a folder with its text. */
function tree(folder: string): Record<string, string> {
  const entries = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1), fs.readFileSync(path, 'utf8')]),
  );
}
const paths = (folder: string): string[] => Object.keys(tree(folder));

describe('publishing', () => {
  test('writes each cluster into its folder, with an index of the files that are ours, and leaves nothing else', () => {
    const result = publish(out, [blue, green]);
    expect(result.outcome).toBe('written');
    expect(paths(out)).toEqual([
      'blue/00-foundation/prod.yaml',
      'blue/delivery/flux.yaml',
      'blue/meshwright.lock.json',
      'green/00-foundation/prod.yaml',
      'green/meshwright.lock.json',
    ]);
    expect(fs.readdirSync(out)).toEqual(['blue', 'green']);
    expect(tree(out)['blue/meshwright.lock.json']).toMatchInlineSnapshot(`
     "{
       "note": "Written by Meshwright: the files of this folder that it owns, with the SHA-256 of each. Not to be edited.",
       "version": 1,
       "files": {
         "00-foundation/prod.yaml": "e25209b6e6c1f782b78132b008b475de169b9153540f2d59a52d4c0e44d15571",
         "delivery/flux.yaml": "7484dcdfb548dc36cb6cd1f2e55c294ae93e8806da968f3a3fe0397340cd200a"
       }
     }
     "
    `);
  });

  test('a second run with the same files touches none of them', () => {
    publish(out, [blue]);
    const { ino, mtimeMs } = fs.statSync(join(out, 'blue/delivery/flux.yaml'));
    expect(publish(out, [blue])).toEqual({
      outcome: 'written',
      changes: [],
      recovery: undefined,
    });
    expect(fs.statSync(join(out, 'blue/delivery/flux.yaml'))).toMatchObject({ ino, mtimeMs });
  });

  test('check changes nothing and names the files that differ', () => {
    publish(out, [blue, green]);
    const before = tree(out);
    const changed = cluster('blue', {
      '00-foundation/prod.yaml': 'kind: Namespace\nx: 1\n',
      'new.yaml': 'kind: B\n',
    });
    expect(publish(out, [changed], { check: true })).toMatchObject({
      outcome: 'checked',
      changes: [
        {
          cluster: 'blue',
          path: 'delivery/flux.yaml',
          before: 'kind: A\n',
          after: undefined,
        },
        {
          cluster: 'blue',
          path: '00-foundation/prod.yaml',
          after: 'kind: Namespace\nx: 1\n',
        },
        {
          cluster: 'blue',
          path: 'new.yaml',
          before: undefined,
          after: 'kind: B\n',
        },
        { cluster: 'green', path: '00-foundation/prod.yaml', after: undefined },
      ],
    });
    expect(tree(out)).toEqual(before);
  });
});
