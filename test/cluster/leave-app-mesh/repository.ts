import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { describe, type Manifest } from '../../../references/manifest';
import { type ApiClient, message } from '../server/client';
import type { Shell } from './shell';

/** A repository of Meshwright with the application files that were written, and where it is pushed to. */
export async function makeRepository(shell: Shell, out: string, folder: string): Promise<string> {
  const repository = join(folder, 'repository');
  mkdirSync(repository);
  const commands = [
    'git init -q --bare -b main ../origin.git',
    'git init -q -b main .',
    'git remote add origin ../origin.git',
    `cp -r '${out}/applications' '${out}/clusters' .`,
    'git add . && git commit -qm "What leave-app-mesh wrote"',
    'git push -q -u origin main',
  ];
  for (const command of commands) {
    const { status, output } = await shell.run(command, repository);
    if (status !== 0) throw new Error(`${command}: ${output}`);
  }
  return repository;
}

/** Plays Flux: the committed output goes to the API server, stage after stage. */
export async function syncOutput(client: ApiClient, output: string): Promise<[string, string[]]> {
  const files = readdirSync(output, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(\d\d-|delivery\/).*\.yaml$/.test(file))
    .toSorted();
  const objects = files.flatMap((file) =>
    parseAllDocuments(readFileSync(join(output, file), 'utf8')).map((document): Manifest => document.toJS()),
  );
  // A namespace may stand in a later file: what is refused is tried once more, as Flux does.
  for (const object of objects) await client.apply(object);
  const misses: string[] = [];
  for (const object of objects) {
    const answer = await client.apply(object);
    if (answer.status >= 300) misses.push(`${describe(object)}: ${message(answer)}`);
  }
  return [
    `the API server takes all ${objects.length} objects that synth makes of the application files`,
    misses,
  ];
}
