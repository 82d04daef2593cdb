/** `npm run bench -- NAME ...`: runs bench/NAME.ts with the arguments that follow; without a name, all of them in turn. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { scripts } from '../package.json';
import { removeWork } from './support/folders';
import { settled } from './support/settled';

const tables = [
  'start-up',
  'watch',
  'fleet',
  'changed',
  'teams',
  'large',
  'stages',
  'writer',
  'checks',
  'peers',
];

/** What V8 is told for `npm run synth`: the table that takes it apart is measured with the same. */
const synthFlags = scripts.synth.split(' ').filter((word) => word.startsWith('--'));
const flagsOf = (table: string) => (table === 'stages' ? synthFlags : []);

async function main(): Promise<number> {
  const [first = '', ...others] = process.argv.slice(2);
  const named = !first.startsWith('-') && first !== '';
  const asked = named ? [first] : tables;
  if (asked.some((name) => !tables.includes(name))) {
    console.error(`npm run bench -- NAME: expected one of ${tables.join(', ')}`);
    return 2;
  }
  const rest = named ? others : process.argv.slice(2);
  await settled();
  const statuses = asked.map(
    (name) =>
      spawnSync(
        process.execPath,
        [...flagsOf(name), '--import', 'tsx', join(__dirname, `${name}.ts`), ...rest],
        { stdio: 'inherit' },
      ).status ?? 1,
  );
  removeWork();
  return Math.max(...statuses);
}

void main().then((status) => {
  process.exitCode = status;
});
