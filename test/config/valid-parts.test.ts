import { parse } from 'yaml';
import { parseClusters } from '../../config/parse';
import { validParts } from '../../config/valid-parts';
import { referenceNames, referenceText } from '../reference/reference';

test.each(referenceNames)('what is valid of %s, which has no mistake, is the whole cluster', (name) => {
  const text = referenceText(name);
  const read = parseClusters([{ name: `clusters/${name}.yaml`, text }]);
  const [config] = 'clusters' in read ? read.clusters : [];
  expect({ ...validParts(parse(text)), name }).toEqual(config);
});
