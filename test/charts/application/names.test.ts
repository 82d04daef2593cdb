import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartNames } from '../../../config/application/names';

test('no application has the name of a chart of ours, into whose files it would write', () => {
  const charts = join(__dirname, '..', '..', '..', 'charts');
  const files = readdirSync(charts, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const ids = files.flatMap((file) => {
    const text = readFileSync(join(charts, file), 'utf8');
    return [...text.matchAll(/extends Chart \{[\s\S]*?super\(scope, '([^']+)'\)/g)].map(([, id]) => id);
  });
  expect(ids.length).toBeGreaterThan(6);
  for (const id of ids) expect(chartNames).toContain(id);
});
