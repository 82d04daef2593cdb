import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { readClusters } from '../commands/read-clusters';
import { compile } from '../main';

const root = join(__dirname, '..');
const read = readClusters(join(root, 'clusters'));
if ('problems' in read) throw new Error('the reference cluster files have problems');

describe.each(read.clusters.map((config) => [config.name, config] as const))('dist/%s', (name, config) => {
  const { files, diagnostics } = compile(config);
  const committed = (path: string) => readFileSync(join(root, 'dist', name, path), 'utf8');

  it('is what its cluster file gives, byte for byte', () => {
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const [path, text] of files) expect([path, committed(path)]).toEqual([path, text]);
    expect(Object.keys(JSON.parse(committed('meshwright.lock.json')).files).toSorted()).toEqual(
      [...files.keys()].toSorted(),
    );
  });

  it('has no object twice, no null and a final newline in every file', () => {
    const names = [...files]
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
    const hashed = [...files.values()].join('\n').match(/^ {2}name: .*-[0-9a-f]{8,}$/gm);
    expect(hashed).toBeNull();
  });
});

test('the same files come out in another time zone and locale', () => {
  const elsewhere = { ...process.env, TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
  const { status, stdout } = spawnSync('node', ['--import', 'tsx', 'main.ts', '--check'], {
    cwd: root,
    env: elsewhere,
    encoding: 'utf8',
  });
  expect([status, stdout]).toEqual([0, 'dist: up to date\n']);
});
