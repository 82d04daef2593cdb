import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readClusters } from '../commands/read-clusters';
import { compile } from '../main';

const repository = join(__dirname, '..');
const read = readClusters(join(__dirname, '../clusters'));
if ('problems' in read) throw new Error('the cluster files have problems: npm run synth says which');

// The only test that looks at the repository's own clusters: what they are, their users decide.
test.each(read.clusters.map((config) => [config.name, config] as const))(
  'dist/%s is what its cluster file gives, byte for byte',
  (name, config) => {
    const committed = (path: string) => readFileSync(join(repository, 'dist', name, path), 'utf8');
    const { files, diagnostics } = compile(config);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const [path, text] of files) expect([path, committed(path)]).toEqual([path, text]);
    expect(Object.keys(JSON.parse(committed('meshwright.lock.json')).files).toSorted()).toEqual(
      [...files.keys()].toSorted(),
    );
  },
);
