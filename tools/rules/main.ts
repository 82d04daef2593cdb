/** `npm run rules`: writes docs/rules.md. */
import { writeFileSync } from 'node:fs';
import { rules } from '../../checks/rules';
import { rulesPage } from './page';

writeFileSync('docs/rules.md', rulesPage(rules));
