import yargs from 'yargs';
import { Failure } from '../konnect/failure';
import { type GuardedSurroundings, guard, type Surroundings } from '../konnect/surroundings';
import { wrapped } from './help-text';
import { addCommands, type Choose } from './konnect/command-line';
import { realSurroundings } from './konnect/real-surroundings';
import { openSession } from './konnect/session';
import { runProgram } from './process-world';
import { projectHere } from './project';
import { render } from './render';
import { problemDiagnostics } from './render-problems';

/**
 * Runs one Konnect command.
 *
 * @param argv what was typed after `meshwright konnect`
 * @returns the exit code: 0, 1 when something is wrong, 2 when the command line is
 */
export async function runKonnect(argv: readonly string[], outside: Surroundings): Promise<number> {
  const surroundings = guard(outside);
  const project = projectHere();
  if ('problems' in project) {
    surroundings.complain(render(problemDiagnostics(project.problems), { colour: false }));
    return 2;
  }
  let code = 0;
  const setCode = (found: number) => {
    code = found;
  };
  let run = async () => {};
  const choose: Choose = (options, command) => {
    run = () => command(openSession(options, surroundings, project));
  };
  const parser = addCommands(yargs([...argv]), choose, setCode)
    .scriptName('meshwright konnect')
    .usage(
      'Konnect and AWS Secrets Manager, from nothing to a cluster file. KONNECT_TOKEN holds the Konnect token.',
    )
    .demandCommand(1, 'Which command? --help lists them.')
    .check((given) => {
      const twice = Object.entries(given).find(([key, value]) => key !== '_' && Array.isArray(value));
      if (twice !== undefined) throw new UsageFailure(`--${twice[0]} is given more than once`);
      return true;
    })
    .strict()
    .wrap(null)
    .exitProcess(false)
    .version(false)
    .fail((message, error) => {
      throw error === undefined || error.name === 'YError'
        ? new UsageFailure(message ?? error.message)
        : error;
    });
  try {
    await parser.parseAsync([...argv], {}, (_error, _parsed, output) => {
      if (output !== '') surroundings.print(wrapped(output));
    });
    await run();
  } catch (error) {
    code = explain(error, surroundings);
  }
  return code;
}

/** A command line that means nothing. */
class UsageFailure extends Failure {}

/** Says what went wrong, in one sentence or a few, and never with a stack trace. */
function explain(error: unknown, surroundings: GuardedSurroundings): number {
  if (error instanceof UsageFailure) {
    surroundings.complain(`${error.message} (meshwright konnect --help)`);
    return 2;
  }
  if (error instanceof Failure) {
    surroundings.complain(error.message);
    return 1;
  }
  const name = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
  surroundings.complain(
    `Meshwright failed (${name}). This is a fault of the program; nothing secret was written.`,
  );
  return 1;
}

if (require.main === module) {
  void runProgram(() => runKonnect(process.argv.slice(2), realSurroundings()));
}
