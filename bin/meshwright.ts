/** The program of the package: every command behind one name. `bin/launch.ts` loads and runs it. */
import { isMainThread, workerData } from 'node:worker_threads';
import { runProgram } from '../commands/process-world';
import { version } from '../commands/version';
import type { World } from '../commands/world';
import { nearest } from '../references/nearest';
import { oneLine } from '../references/printable';
import { commands } from './commands';
import type { Host } from './host';

export { MeshwrightValidation } from '../commands/validation-plugin';

/** Runs the program as the process itself, in its first thread or in a further one. */
export function main(argv: readonly string[], host: Host): Promise<void> {
  const own = isMainThread
    ? argv
    : [workerData.command, ...(workerData.extensions === false ? [withoutExtensions] : [])];
  return runProgram((world) => meshwright(own, world, host));
}

/**
 * Runs one command.
 *
 * @param argv the command's name and its arguments
 * @returns the exit status: 0 done, 1 findings, 2 wrong usage
 */
export async function meshwright(argv: readonly string[], world: World, host: Host): Promise<number> {
  const [name, ...rest] = argv;
  if (name === '--version' || name === '-v') {
    world.stdout.write(`${version}\n`);
    return 0;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const [about] = rest;
    if (about !== undefined && name === 'help') return meshwright([about, '--help'], world, host);
    world.stdout.write(help());
    return 0;
  }
  const command = commands.find((each) => each.name === name);
  if (command !== undefined) {
    const others = rest.filter((argument) => argument !== withoutExtensions);
    return command.load()(others, world, { ...host, extensions: others.length === rest.length });
  }
  const near =
    name === undefined
      ? undefined
      : nearest(
          name,
          commands.map((each) => each.name),
        );
  const said = name === undefined ? 'Which command?' : `There is no command ${JSON.stringify(name)}.`;
  world.stderr.write(`${oneLine(said)}${near === undefined ? '' : ` Did you mean ${near}?`}\n\n${help()}`);
  return 2;
}

/** An option of every command. */
const withoutExtensions = '--no-extensions';

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return `meshwright COMMAND [options]

Writes, checks, reviews and delivers the YAML of a service mesh and API gateway.

Commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

Options:
  --help           Show this text; after a command, its options
  --version        Show the version
  --no-extensions  After a command: run no code that meshwright.yaml names

Every command works in the folder it is called in, or in the folder of the
next meshwright.yaml above.

Exit status: 0 done, 1 findings or bad input, 2 wrong usage.
`;
}
