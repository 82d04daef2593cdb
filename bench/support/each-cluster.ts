import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Candidate } from './measure';

/**
 * A program that makes one cluster at a time, as many at once as there are processors.
 *
 * @param folder where the commands are kept and run
 * @param commands by cluster: what prints its YAML; arguments that need it are quoted
 */
export function eachCluster(
  name: string,
  folder: string,
  commands: ReadonlyMap<string, readonly string[]>,
): Candidate {
  const lines = [...commands].map(
    ([cluster, words]) => `${words.map(quoted).join(' ')} > "$OUT"/${quoted(`${cluster}.yaml`)}\n`,
  );
  const file = join(folder, 'commands');
  writeFileSync(file, lines.join(''));
  const script = `mkdir "$1" && OUT="$1" xargs -d '\\n' -n 1 -P ${availableParallelism()} sh -c < "$0"`;
  return { name, cwd: folder, command: (output) => ['sh', '-c', script, file, output] };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
