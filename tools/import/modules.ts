import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Origin } from './schema';

/** A module in Go's module cache. */
export interface Module {
  readonly origin: Origin;
  readonly folder: string;
}

/**
 * Downloads one module that go.mod requires, alone (its own dependencies are not resolved), and compares it with go.sum.
 *
 * @throws Error when go.mod does not require the module, or what was downloaded is not what go.sum says.
 */
export function downloadModule(module: string): Module {
  const requirement = new RegExp(`^\\s+${module.replaceAll('.', '\\.')} (\\S+)$`, 'm');
  const version = requirement.exec(readFileSync(join(__dirname, 'go.mod'), 'utf8'))?.[1];
  if (version === undefined) {
    throw new Error(`tools/import/go.mod does not require ${module}`);
  }
  const pinned = readFileSync(join(__dirname, 'go.sum'), 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${module} ${version} h1:`))
    ?.split(' ')[2];
  const answer = download(`${module}@${version}`);
  const { Dir: folder, Sum: sum } = answer;
  if (folder === undefined) {
    throw new Error(`Go cannot download ${module}@${version}: ${answer.Error ?? 'it does not say why'}`);
  }
  if (pinned === undefined || sum !== pinned) {
    throw new Error(
      `${module}@${version} has the checksum ${sum}, tools/import/go.sum says ${pinned ?? 'nothing'}`,
    );
  }
  return { origin: { module, version, sum }, folder };
}

/** What `go mod download -json` says of one module; it says so on standard output, also where it fails. */
function download(module: string): { readonly Dir?: string; readonly Sum?: string; readonly Error?: string } {
  const { stdout, error } = spawnSync('go', ['mod', 'download', '-json', module], {
    cwd: __dirname,
    encoding: 'utf8',
  });
  return error ? { Error: error.message } : JSON.parse(stdout || '{}');
}
