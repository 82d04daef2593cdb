import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../checks/rules';
import { readAnswers } from '../../tools/rules/answers';
import { rulesPage } from '../../tools/rules/page';

const page = readFileSync(join(__dirname, '../../docs/rules.md'), 'utf8');

test('docs/rules.md says of the rules what their code says: else npm run rules', () => {
  const answers = readAnswers(join(__dirname, '../checks/verdicts/examples.json'));
  expect(page === rulesPage(rules, answers)).toBe(true);
});

test('every link of its tables leads to a rule', () => {
  const headings = new Set([...page.matchAll(/^### (.+)$/gm)].map(([, id = '']) => id.replace('/', '')));
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, link]) => link);
  expect(links).toHaveLength(rules.length);
  for (const link of links) expect(headings).toContain(link);
});
