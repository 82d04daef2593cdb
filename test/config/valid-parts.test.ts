import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseClusters } from '../../config/parse';
import { validParts } from '../../config/valid-parts';

const folder = join(__dirname, '../../clusters');
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

test.each(files)('what is valid of %s, which has no mistake, is the whole cluster', (file) => {
  const text = readFileSync(join(folder, file), 'utf8');
  const read = parseClusters([{ name: `clusters/${file}`, text }]);
  const [config] = 'clusters' in read ? read.clusters : [];
  expect({ ...validParts(parse(text)), name: file.replace('.yaml', '') }).toEqual(config);
});
