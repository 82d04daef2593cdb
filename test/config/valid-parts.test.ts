import { parse } from 'yaml';
import { parseClusters } from '../../config/parse';
import { validParts } from '../../config/valid-parts';
import { applicationFiles } from '../mesh/clusters';
import { referenceNames, referenceText } from '../reference/reference';

test.each(referenceNames)('what is valid of %s, which has no mistake, is the whole cluster', (name) => {
  const text = referenceText(name);
  const read = parseClusters([{ name: `clusters/${name}.yaml`, text }], applicationFiles());
  const [config] = 'clusters' in read ? read.clusters : [];
  const { extends: _bases, ...valid } = { extends: [], values: {}, ...validParts(parse(text)) };
  expect({ ...valid, applications: config?.applications, name }).toEqual(config);
});
