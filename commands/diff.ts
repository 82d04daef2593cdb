import { basename, resolve } from 'node:path';
import { type Clusters, type Difference, diffClusters } from '../diff/diff';
import { jsonReport } from '../diff/report/json';
import { markdownReport } from '../diff/report/markdown';
import { textReport } from '../diff/report/text';
import { levels } from '../diff/risks/risk';
import type { Manifest } from '../references/manifest';
import { type DiffArguments, diffArguments } from './diff-arguments';
import { clustersOf, objectsOf } from './output-objects';
import { readSide, type Side } from './output-side';
import { type OutputTexts, readFolder, UnreadableOutput } from './output-texts';
import { runProgram } from './process-world';
import { projectHere } from './project';
import { render } from './render';
import { problemDiagnostics } from './render-problems';
import { type Upgrade, upgradesOf, upgradeTitle } from './upgrades';
import type { World } from './world';

/** `meshwright diff`: compares two outputs. @returns the exit status */
export function diff(argv: readonly string[], world: World): number {
  const project = projectHere();
  if ('problems' in project) {
    world.stderr.write(render(problemDiagnostics(project.problems), { colour: false }));
    return 2;
  }
  const parsed = diffArguments(argv, project.out);
  if ('usage' in parsed) {
    (parsed.wrong ? world.stderr : world.stdout).write(parsed.usage);
    return parsed.wrong ? 2 : 0;
  }
  try {
    const { difference, upgrades } = compare(parsed);
    world.stdout.write(report(difference, upgrades, parsed, world));
    const { failOn } = parsed;
    const worst = failOn === undefined ? -1 : levels.indexOf(failOn);
    return difference.risks.some(({ level }) => levels.indexOf(level) <= worst) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UnreadableOutput)) throw error;
    const { where, found, mend, status } = error;
    world.stderr.write(
      render(
        [
          {
            severity: 'error',
            title: 'an output cannot be read',
            location: where,
            notes: [
              ['found', found],
              ['mend', mend],
            ],
          },
        ],
        {
          colour: false,
        },
      ),
    );
    return status;
  }
}

function report(
  difference: Difference,
  upgrades: readonly Upgrade[],
  { format, all }: DiffArguments,
  { environment, stdout }: World,
): string {
  const title = upgradeTitle(upgrades);
  if (format === 'json') {
    return title === '' ? jsonReport(difference) : jsonReport(difference, { title, clusters: upgrades });
  }
  if (format === 'markdown') {
    const page = markdownReport(difference);
    return title === '' ? page : page.replace('\n', `\n**${title}**\n\n`);
  }
  const { NO_COLOR } = environment;
  const colour = stdout.isTTY === true && (NO_COLOR === undefined || NO_COLOR === '');
  return `${title === '' ? '' : `${title}\n\n`}${textReport(difference, { colour, all })}`;
}

function compare({ sides: [base = 'HEAD', head], out }: DiffArguments): {
  readonly difference: Difference;
  readonly upgrades: readonly Upgrade[];
} {
  const before = readSide(base, out);
  const after = head === undefined ? { name: out, texts: readFolder(out) } : readSide(head, out);
  const old = clustersOf(before.texts);
  const now = clustersOf(after.texts);
  const unchanged = new Set([...old.keys()].filter((cluster) => isSame(old.get(cluster), now.get(cluster))));
  // Two folders of one cluster each are compared whatever the folders are called.
  const single = basename(resolve(head ?? out));
  const objects = ({ name }: Side, clusters: ReadonlyMap<string, OutputTexts>): Clusters =>
    new Map(
      [...clusters].map(([cluster, files]): [string, readonly Manifest[]] => [
        cluster === '' ? single : cluster,
        unchanged.has(cluster) ? [] : objectsOf(files, cluster === '' ? name : `${name}/${cluster}`),
      ]),
    );
  return {
    difference: diffClusters(objects(before, old), objects(after, now)),
    upgrades: upgradesOf(old, now),
  };
}

function isSame(a: OutputTexts | undefined, b: OutputTexts | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.size === b.size &&
    [...a].every(([path, text]) => b.get(path) === text)
  );
}

if (require.main === module) void runProgram((world) => diff(process.argv.slice(2), world));
