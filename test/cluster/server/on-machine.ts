import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A controller that users take from upstream's release: the environment names it, or it is on the PATH. */
export function onMachine(variable: string, name: string): string | undefined {
  const named = process.env[variable];
  if (named !== undefined && named !== '') return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** The version of a program that cannot be asked for it: the one in the name of its file, where there is one. */
export function versionInName(command: string): string {
  return /\d+\.\d+\.\d+/.exec(command)?.[0] ?? 'of a build that does not say its version';
}
