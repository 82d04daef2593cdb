/** `npm run bench -- NAME ...`: runs bench/NAME.ts with the arguments that follow; without a name, all of them in turn. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { removeWork } from './support/folders';

const tables = ['start-up', 'watch', 'fleet', 'stages', 'writer', 'checks', 'peers'];
const [first = '', ...others] = process.argv.slice(2);
const named = !first.startsWith('-') && first !== '';
const asked = named ? [first] : tables;
if (asked.some((name) => !tables.includes(name))) {
  console.error(`npm run bench -- NAME: expected one of ${tables.join(', ')}`);
  process.exitCode = 2;
} else {
  const rest = named ? others : process.argv.slice(2);
  const run = (name: string) =>
    spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, `${name}.ts`), ...rest], {
      stdio: 'inherit',
    }).status ?? 1;
  process.exitCode = Math.max(...asked.map(run));
  removeWork();
}
