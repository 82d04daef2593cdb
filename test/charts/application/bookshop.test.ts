import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../../main';
import { readCluster } from '../../mesh/clusters';

const recorded = join(__dirname, 'recorded');

describe.each(['app-mesh', 'kong-mesh'])('the bookshop on %s', (mesh) => {
  const { diagnostics, files } = compile(readCluster(`test/clusters/bookshop-${mesh}.yaml`));

  it('goes the whole path without a finding', () => {
    expect(diagnostics).toEqual([]);
  });

  it('is the recorded YAML, byte for byte', () => {
    const own = [...files].filter(([path]) => path.endsWith('/bookshop.yaml'));
    const folder = join(recorded, `bookshop-${mesh}`);
    const before = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
    expect(own.map(([path, text]) => [path.replace('/bookshop', ''), text]).sort()).toEqual(before.sort());
  });
});
