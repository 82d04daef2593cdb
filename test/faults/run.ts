import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from '../../references/manifest';
import { corpus } from './corpus';
import { accusations, judge } from './judge';
import { reasonFor } from './misses';
import { mutators } from './mutators/all';
import { referenceSets } from './reference-sets';
import { missLine, page, rowsOf, share } from './table';

const usage = `npm run faults [-- --all] [-- --write]
Puts single faults into the output of the reference clusters and prints which rules report them.
  --all    every fault that there is a place for, not only those that are drawn
  --write  write docs/faults.md
`;

function main(argv: readonly string[]): number {
  const unknown = argv.filter((argument) => !['--all', '--write', '--help'].includes(argument));
  if (unknown.length > 0 || argv.includes('--help')) {
    (unknown.length > 0 ? process.stderr : process.stdout).write(usage);
    return unknown.length > 0 ? 2 : 0;
  }
  const sets = referenceSets();
  const unclean = sets.flatMap((set) => accusations(set).map((finding) => ({ set, finding })));
  for (const { set, finding } of unclean)
    process.stderr.write(`${set.name} without a fault: ${finding.rule} at ${describe(finding.object)}\n`);
  const faults = argv.includes('--all') ? corpus(sets, Number.POSITIVE_INFINITY) : corpus(sets);
  const verdicts = faults.map(judge);
  const width = Math.max(...mutators.map(({ kind }) => kind.length));
  for (const { mutator, injected, caught, rules } of rowsOf(mutators, verdicts))
    process.stdout.write(
      `${mutator.kind.padEnd(width)}  ${`${caught}/${injected}`.padStart(9)}  ${rules.join(' ')}\n`,
    );
  const missed = verdicts.filter((verdict) => verdict.caught.length === 0);
  for (const verdict of missed)
    process.stdout.write(`missed: ${missLine(verdict)} (${reasonFor(verdict) ?? 'no reason is known'})\n`);
  process.stdout.write(
    `${verdicts.length - missed.length} of ${verdicts.length} faults of ${mutators.length} kinds are reported: ${share(verdicts)}\n`,
  );
  if (argv.includes('--write'))
    writeFileSync(join(__dirname, '../../docs/faults.md'), page(mutators, verdicts));
  return unclean.length > 0 || missed.some((verdict) => reasonFor(verdict) === undefined) ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2));
