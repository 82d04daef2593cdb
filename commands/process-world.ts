import { oneLine, printableText, printableWords } from '../references/printable';
import type { World } from './world';

/** The world of a real run: this process, with nothing unprintable on its outputs. */
export function processWorld(): World {
  return {
    environment: process.env,
    stdout: printed(process.stdout, printableText),
    stderr: printed(process.stderr, printableWords),
  };
}

/** A stream that ends quietly where its reader has gone (`| head`), and lets no control character through. */
function printed(stream: NodeJS.WriteStream, net: (text: string) => string): World['stdout'] {
  goOnWithoutReader(stream);
  return { write: (text) => stream.write(net(text)), isTTY: stream.isTTY === true };
}

/** A reader that has had enough is no error: what is still written goes nowhere, and the exit status stays what it is. */
export function goOnWithoutReader(stream: NodeJS.WriteStream): void {
  stream.on('error', (error) => {
    if (!('code' in error) || error.code !== 'EPIPE') throw error;
  });
}

/** Exit status of a fault of the program itself (`EX_SOFTWARE` of sysexits.h), which no finding and no bad input has. */
export const FAULT = 70;

/**
 * What is said of a command line with control characters (a line end, an escape sequence), which is a mistake of whoever quoted it,
 * or somebody's attempt to speak to a terminal or a runner in our name: messages repeat arguments. Undefined for any other.
 */
export function refusedArgument(argv: readonly string[]): string | undefined {
  const odd = argv.find((argument) => /\p{Cc}/u.test(argument));
  return odd === undefined
    ? undefined
    : `the argument "${oneLine(odd)}" holds a line end or another control character: expected printable text`;
}

/**
 * Runs a command as the program itself. A mistake of ours is said in one line, for whoever cannot mend it anyway;
 * MESHWRIGHT_TRACE=1 adds where it happened, for whoever can.
 */
export async function runProgram(command: (world: World) => number | Promise<number>): Promise<void> {
  const world = processWorld();
  const refused = refusedArgument(process.argv.slice(2));
  if (refused !== undefined) {
    world.stderr.write(`${refused}\n`);
    process.exitCode = 2;
    return;
  }
  try {
    process.exitCode = await command(world);
  } catch (error) {
    if (error instanceof Error && error.name === 'ExtensionFault') {
      world.stderr.write(`error: ${oneLine(error.message)}\n`);
      process.exitCode = 1;
      return;
    }
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const stack = process.env.MESHWRIGHT_TRACE === '1' && error instanceof Error ? `${error.stack}\n` : '';
    world.stderr.write(
      `Meshwright failed (${oneLine(said.slice(0, 500).replaceAll('\n', ' '))}). This is a fault of the program; please report it, with what MESHWRIGHT_TRACE=1 adds.\n${stack}`,
    );
    process.exitCode = FAULT;
  }
}
