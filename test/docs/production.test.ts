import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { said, zone } from '../config/bad-files';

const page = readFileSync(join(__dirname, '../../docs/production.md'), 'utf8');
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml);

test('the page has what it names, and its YAML is for a cluster file', () => {
  expect([...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual([
    'Survival',
    'Hardening',
    'Observability',
    'Versions',
  ]);
  for (const yaml of blocks.filter((each) => each.startsWith('observability:'))) {
    const text = zone.replace(/^given: \[/m, `${yaml}given: [prometheus-operator, `);
    expect(said({ name: 'clusters/one.yaml', text })).toBe('');
  }
});
