// `npm run test:measure`: runs all tests, and writes to test/slow-files.json which files `npm run test:fast` leaves out: the dearest
// ones by processor time, until the others together cost a ninth of all.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { read } = require('../test/costs.js');

const share = 1 / 9;

const folder = mkdtempSync(join(tmpdir(), 'meshwright-costs-'));
const file = join(folder, 'costs');
const { status } = spawnSync(
  process.execPath,
  [require.resolve('jest/bin/jest.js'), '--maxWorkers=1', '--silent'],
  { stdio: 'inherit', env: { ...process.env, MESHWRIGHT_TEST_COSTS: file } },
);
const costs = read(file);
rmSync(folder, { recursive: true });

let rest = costs.reduce((sum, { cost }) => sum + cost, 0);
const most = rest * share;
const slow = [];
for (const { path, cost } of costs) {
  if (rest <= most) break;
  slow.push(path);
  rest -= cost;
}
writeFileSync('test/slow-files.json', `${JSON.stringify(slow.toSorted(), null, 2)}\n`);
for (const { path, cost } of costs.slice(0, 20)) process.stdout.write(`${cost} ms  ${path}\n`);
process.stdout.write(
  `${costs.length} files, ${slow.length} slow ones; the others cost ${Math.round(rest)} ms\n`,
);
process.exitCode = status ?? 1;
