/**
 * Objects per second and peak memory of all families of rules together, at 1,000, 10,000 and 50,000 objects; `profile N` shows the
 * slowest rules at N objects.
 */
import { spawnSync } from 'node:child_process';
import { check } from '../checks/check';
import { familyOf } from '../checks/rule';
import { rules } from '../checks/rules';
import { buildIndex } from '../references/reference-index';
import { objectSet } from './object-sets';
import { median, runsAsked } from './support/measure';
import { report } from './support/report';

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

type Result = ReturnType<typeof run>;

function inProcess(size: number): Result {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', __filename, 'one', String(size)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${size} objects: status ${status}\n${stderr}`);
  const result: Result = JSON.parse(stdout);
  return result;
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
  const sizes = [1_000, 10_000, 50_000];
  const runs = runsAsked(7);
  // A process for each size, so that the peak is its own; all sizes in turn, so that a busy minute is shared by them.
  const rounds = Array.from({ length: runs }, () => sizes.map(inProcess));
  const costOf = ({ cpu, size: objects }: Result) => cpu / objects;
  report('checks', {
    title: `Index and all ${rules.length} rules, warm, median of ${runs} ${runs === 1 ? 'run' : 'runs'}`,
    head: ['objects', 'index ms', 'rules ms', 'objects per s', 'per CPU s', 'peak MiB', 'CPU of an object'],
    rows: sizes.map((_, at) => {
      const results = rounds.flatMap((round) => round[at] ?? []);
      const middle = (of: (result: Result) => number) => median(results.map(of));
      const growth = median(
        rounds.flatMap(([first, ...others]) => {
          const result = [first, ...others][at];
          return first === undefined || result === undefined ? [] : [costOf(result) / costOf(first)];
        }),
      );
      return [
        middle(({ size: objects }) => objects).toLocaleString('en'),
        middle(({ index }) => index).toFixed(0),
        middle(({ check: spent }) => spent).toFixed(0),
        (1000 / middle((result) => (result.index + result.check) / result.size)).toFixed(0),
        (1000 / middle(costOf)).toFixed(0),
        middle(({ memory }) => memory).toFixed(0),
        `${growth.toFixed(2)} of that at 1,000`,
      ];
    }),
    notes: [`Findings: ${rounds.flat().reduce((sum, { findings }) => sum + findings, 0)}.`],
    runs: rounds,
  });
}
