import { checkCommand } from './check';
import { refuse } from './deliver';
import { explain } from './explain';
import { projectHere } from './project';
import { problemDiagnostics } from './render-problems';
import { synthArguments } from './synth-arguments';
import type { World } from './world';

const usage = `meshwright explain RULE
meshwright explain CLUSTER [path] [options]

Explains a rule of check, such as kong/missing-plugin, or shows the merged file
of a cluster with the origin of each line.

Options:
  --clusters      folder with the cluster files  [default: "clusters"]
  --applications  folder with the application files  [default: "applications"]
  --help          show this text

Exit status: 0 shown, 1 files that cannot be read, 2 wrong usage.
`;

/**
 * `meshwright explain`: a rule where the name has a slash, which no cluster's has; else a cluster.
 *
 * @returns the exit status: 0 shown, 1 files that cannot be read, 2 wrong usage
 */
export function explainCommand(argv: readonly string[], world: World): number {
  const [name, ...rest] = argv;
  if (argv.includes('--help')) {
    world.stdout.write(usage);
    return 0;
  }
  if (name === undefined || name.startsWith('-')) {
    world.stderr.write(`expected a rule or a cluster\n\n${usage}`);
    return 2;
  }
  if (name.includes('/')) return checkCommand(['--explain', name, ...rest], world);
  const project = projectHere();
  if ('problems' in project) return refuse(problemDiagnostics(project.problems), world);
  const options = synthArguments(['--explain', name, ...rest], project);
  if ('usage' in options || options.explain === undefined) {
    world.stderr.write(`${'usage' in options ? options.usage.split('\n\n')[0] : 'wrong usage'}\n\n${usage}`);
    return 2;
  }
  return explain(options, options.explain, world);
}
