import { compile } from '../../../main';
import { readCluster } from '../../mesh/clusters';

test.each(['app-mesh', 'kong-mesh'])('the bookshop on %s goes the whole path without a finding', (mesh) => {
  const { diagnostics, files } = compile(readCluster(`test/clusters/bookshop-${mesh}.yaml`));
  expect(diagnostics).toEqual([]);
  expect([...files.keys()].filter((file) => file.endsWith('/bookshop.yaml')).length).toBeGreaterThan(2);
});
