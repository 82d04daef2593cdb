/** Objects per second and peak memory of all families of rules together, at 1,000, 10,000 and 50,000 objects. */
import { spawnSync } from 'node:child_process';
import { check } from '../checks/check';
import { familyOf } from '../checks/rule';
import { rules } from '../checks/rules';
import { buildIndex } from '../references/reference-index';
import { objectSet } from './object-sets';

const given = ['aws-load-balancer-controller'];

function run(size: number) {
  const started = performance.now();
  const objects = objectSet(size);
  const built = performance.now();
  const before = process.cpuUsage();
  const index = buildIndex(objects, { given });
  const indexed = performance.now();
  const { findings } = check({ index, given }, rules);
  const checked = performance.now();
  const { user, system } = process.cpuUsage(before);
  return {
    size: objects.length,
    cpu: (user + system) / 1000,
    made: built - started,
    index: indexed - built,
    check: checked - indexed,
    findings: findings.length,
    memory: process.resourceUsage().maxRSS / 1024,
  };
}

/** Milliseconds that each rule takes by itself, for finding the one that is slow. */
function profile(size: number): void {
  const index = buildIndex(objectSet(size), { given });
  check({ index, given }, rules);
  const times = rules.map((rule) => {
    const started = performance.now();
    check({ index, given }, [rule]);
    return { rule: rule.id, family: familyOf(rule), ms: performance.now() - started };
  });
  for (const { rule, ms } of times.sort((a, b) => b.ms - a.ms).slice(0, 25))
    console.log(`${ms.toFixed(1).padStart(9)} ms  ${rule}`);
}

const [mode, size] = process.argv.slice(2);
if (mode === 'one') {
  // As often as it takes for the machine code to settle.
  for (let warm = 0; warm < 3; warm++) run(2000);
  console.log(JSON.stringify(run(Number(size))));
} else if (mode === 'profile') profile(Number(size ?? 10_000));
else {
  let first: number | undefined;
  console.log('objects  index ms  check ms  objects/s  per CPU s  peak MiB  cost per object');
  for (const each of [1_000, 10_000, 50_000]) {
    // A process for each size, so that the peak is its own.
    const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', __filename, 'one', String(each)], {
      encoding: 'utf8',
    });
    const result: ReturnType<typeof run> = JSON.parse(stdout);
    // By processor time, which other programs on the machine change less than the clock.
    const cost = result.cpu / result.size;
    const wall = (result.index + result.check) / result.size;
    first ??= cost;
    const cells = [
      result.size.toLocaleString('en').padStart(7),
      result.index.toFixed(0).padStart(9),
      result.check.toFixed(0).padStart(9),
      (1000 / wall).toFixed(0).padStart(10),
      (1000 / cost).toFixed(0).padStart(10),
      result.memory.toFixed(0).padStart(9),
      `${(cost / first).toFixed(2)} of that at 1,000`.padStart(9),
    ];
    console.log(`${cells.join(' ')}; ${result.findings} findings`);
  }
}
