import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describe } from '../../references/manifest';
import { readAnswers } from '../../tools/rules/answers';
import { corpus } from './corpus';
import { apiServerJudge } from './foreign/api-server';
import { appMeshJudge } from './foreign/app-mesh-judge';
import { answersAbout, judgeOf } from './foreign/examples';
import { programGroups, readProgram } from './foreign/programs';
import { compareAll } from './foreign/run';
import { accusations, judge } from './judge';
import { reasonFor } from './misses';
import { mutators } from './mutators/all';
import { referenceSets } from './reference-sets';
import { missLine, page, rowsOf, share } from './table';

const usage = `npm run faults [-- --all] [-- --write]
npm run faults -- --foreign --program NAME=COMMAND [--program ...] [--most N] [--seed N]
Puts single faults into the output of the reference clusters and prints which rules report them.
  --all      every fault that there is a place for, not only those that are drawn
  --write    write docs/faults.md
  --foreign  change valid objects in one place each, as the schema of their kind suggests, and compare what a program
             says of each with what the rules say
  --program  a program that reads one object a line, as JSON, and answers {"verdict": "accept" | "refuse", "at": [...]};
             NAME is one of ${Object.keys(programGroups).join(', ')}
  --examples ask the programs, given as NAME@VERSION=COMMAND, of the examples of all rules instead, and record their answers
             in test/checks/verdicts/examples.json, which docs/rules.md shows
  --api-server VERSION
             with --examples: ask the API server of \`npm run test:cluster\` too, of its own kinds
  --app-mesh-controller COMMAND
             with --examples: ask this controller on that API server, of whole examples
  --most     at most so many objects of each kind (400)
  --seed     draw others (a new one each time)
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

/** Asks programs that somebody else wrote. */
async function foreign(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      foreign: { type: 'boolean' },
      examples: { type: 'boolean' },
      'api-server': { type: 'string' },
      'app-mesh-controller': { type: 'string' },
      program: { type: 'string', multiple: true, default: [] },
      most: { type: 'string', default: '400' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  const programs = values.program.map(readProgram);
  if (values.examples === true) {
    const file = join(__dirname, '../checks/verdicts/examples.json');
    const server = values['api-server'];
    const judges = programs.map(judgeOf);
    const controller = values['app-mesh-controller'];
    const own = [
      ...(server === undefined ? [] : [await apiServerJudge(server)]),
      ...(controller === undefined ? [] : [await appMeshJudge(controller)]),
    ];
    try {
      const answers = await answersAbout([...judges, ...own], readAnswers(file));
      writeFileSync(file, JSON.stringify(answers, null, 2));
    } finally {
      for (const judge of [...judges, ...own]) await judge.stop();
    }
    return 0;
  }
  const print = (text: string) => void process.stdout.write(text);
  return (await compareAll(programs, Number(values.most), Number(values.seed), print)) ? 0 : 1;
}

const argv = process.argv.slice(2);
if (argv.includes('--foreign')) {
  foreign(argv).then(
    (status) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
      process.exitCode = 2;
    },
  );
} else process.exitCode = main(argv);
