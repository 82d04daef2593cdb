import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A controller that users take from upstream's release: the environment names it, or it is on the PATH. */
export function onMachine(variable: string, name: string): string | undefined {
  const named = process.env[variable];
  if (named !== undefined && named !== '') return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
