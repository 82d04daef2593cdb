/** `npm run bench -- NAME ...`: runs bench/NAME.ts with the arguments that follow; without a name, all of them in turn. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const [name = '', ...rest] = process.argv.slice(2);
const file = join(__dirname, `${name}.ts`);
const all = ['start-up', 'fleet', 'stages', 'writer', 'checks', 'peers'];
const run = (path: string) =>
  spawnSync(process.execPath, ['--import', 'tsx', path, ...rest], { stdio: 'inherit' }).status ?? 1;
if (name === '') {
  process.exitCode = Math.max(...all.map((each) => run(join(__dirname, `${each}.ts`))));
} else if (!/^[a-z-]+$/.test(name) || name === 'run' || !existsSync(file)) {
  const names = readdirSync(__dirname)
    .filter((each) => each.endsWith('.ts') && each !== 'run.ts' && each !== 'object-sets.ts')
    .map((each) => basename(each, '.ts'));
  console.error(`npm run bench -- NAME: expected one of ${names.join(', ')}`);
  process.exitCode = 2;
} else {
  process.exitCode = run(file);
}
