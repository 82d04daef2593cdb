import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../main';
import { readCluster } from '../mesh/clusters';

const clusters = readdirSync(join(__dirname, '../../clusters')).filter((file) => file.endsWith('.yaml'));

describe.each(clusters)('the cluster file %s', (file) => {
  it('compiles to objects in which no rule finds anything', () => {
    const { diagnostics } = compile(readCluster(`clusters/${file}`));
    expect(diagnostics.map(({ severity, title }) => `${severity}: ${title}`)).toEqual([]);
  });
});
