import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { tree } from '../output/folders';
import { repository } from '../repository';
import { referenceNames, referenceOutput } from './reference';
import { writeReferenceOutput } from './write-output';

describe.each(referenceNames)('the output of %s', (name) => {
  const files = tree(join(referenceOutput, name));

  it('has all files that its index names, and no other', () => {
    const { files: owned } = JSON.parse(
      readFileSync(join(referenceOutput, name, 'meshwright.lock.json'), 'utf8'),
    );
    expect(Object.keys(files).toSorted()).toEqual([...Object.keys(owned), 'meshwright.lock.json'].toSorted());
  });

  it('has no object twice, no null and a final newline in every file', () => {
    const names = Object.entries(files)
      .filter(([path]) => path.endsWith('.yaml') && !path.startsWith('global/'))
      .flatMap(([path, text]) => {
        expect([path, text.endsWith('\n') && !text.endsWith('\n\n')]).toEqual([path, true]);
        return parseAllDocuments(text).map((document) => {
          const object = document.toJS();
          expect(JSON.stringify(object)).not.toMatch(/[:[,]null[,\]}]/);
          return `${object.apiVersion} ${object.kind} ${object.metadata.namespace} ${object.metadata.name}`;
        });
      });
    expect(names).toHaveLength(new Set(names).size);
    expect(names.length).toBeGreaterThan(5);
  });

  it('gives no object a name with a hash', () => {
    const hashed = Object.values(files)
      .join('\n')
      .match(/^ {2}name: .*-[0-9a-f]{8,}$/gm);
    expect(hashed).toBeNull();
  });
});

test('the same files come out in another time zone and locale', () => {
  const elsewhere = { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
  const { status, stdout } = writeReferenceOutput({ options: ['--check'], environment: elsewhere });
  expect([status, stdout]).toEqual([0, expect.stringMatching(/: up to date\n$/)]);
});

/** Whether a test names `clusters/` or `dist/` of this repository: by the way from its own folder, by name, or from where jest runs. */
function readsOwnClusters(path: string, text: string): boolean {
  const up = path.split('/').length;
  const ways = [...text.matchAll(/__dirname,([^)\n]*?)['"`/](?:clusters|dist)\b/g)];
  return (
    ways.some(([, way = '']) => way.split('..').length - 1 === up) ||
    /\bREPOSITORY, ['"`](?:clusters|dist)\b/.test(text) ||
    /\b(?:read\w+|cpSync)\(['"`](?:clusters|dist)\b/.test(text)
  );
}

test('no test but that of dist/ reads the clusters of the repository, or their output', () => {
  const found = readdirSync(join(repository, 'test'), { recursive: true, encoding: 'utf8' })
    // What is put to real servers is the committed output.
    .filter((path) => path.endsWith('.ts') && !path.startsWith('cluster/'))
    .filter((path) => readsOwnClusters(path, readFileSync(join(repository, 'test', path), 'utf8')));
  expect(found).toEqual(['dist.test.ts']);
});
