/** `npm run rules`: writes docs/rules.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../checks/rules';
import { readAnswers } from './answers';
import { rulesPage } from './page';

writeFileSync(
  'docs/rules.md',
  rulesPage(rules, readAnswers(join(__dirname, '../../test/checks/verdicts/examples.json'))),
);
