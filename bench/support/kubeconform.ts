import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { schemaFor, schemaIndex, sharedDefinitions } from '../../references/schemas';
import type { Candidate } from './measure';

/**
 * kubeconform with the schemas that our rules use, at one file at a time and at two.
 *
 * @param objects how many objects the folder holds
 * @throws Error unless it finds just as many and all of them valid, none skipped: else it would have less to do
 */
export function kubeconformCandidates(
  program: { readonly path: string; readonly version: string },
  work: string,
  folder: string,
  objects: number,
): { readonly candidates: readonly Candidate[]; readonly said: string } {
  const options = [
    '-strict',
    '-summary',
    '-schema-location',
    schemaFiles(join(work, 'schemas')),
    // What of the output is no object: facts of the cluster, role documents, the index.
    '-ignore-filename-pattern',
    '(^|/)(cluster\\.json|iam/.*|meshwright\\.lock\\.json)$',
    folder,
  ];
  const { stdout } = spawnSync(program.path, options, { encoding: 'utf8' });
  const said = stdout.trim().split('\n').at(-1) ?? '';
  if (!said.endsWith(`- Valid: ${objects}, Invalid: 0, Errors: 0, Skipped: 0`))
    throw new Error(`kubeconform: expected ${objects} valid objects and nothing else:\n${stdout}`);
  return {
    candidates: [1, 2].map((workers) => ({
      name: `kubeconform ${program.version} (schema only), ${workers} ${workers === 1 ? 'worker' : 'workers'}`,
      command: () => [program.path, '-n', String(workers), ...options],
    })),
    said,
  };
}

/** Our schemas in the form and under the names that kubeconform asks for. */
function schemaFiles(folder: string): string {
  for (const { apiVersion, kind } of schemaIndex()) {
    // It calls the core group by its version.
    const group = apiVersion.includes('/') ? apiVersion.replace('/', '_') : `${apiVersion}_${apiVersion}`;
    const file = join(folder, group, `${kind.toLowerCase()}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(schemaFor(apiVersion, kind)));
    const definitions = join(dirname(file), 'kubernetes.json');
    if (!existsSync(definitions)) {
      const { $id: _, ...shared } = sharedDefinitions();
      writeFileSync(definitions, JSON.stringify(shared));
    }
  }
  return join(folder, '{{ .Group }}_{{ .ResourceAPIVersion }}', '{{ .ResourceKind }}.json');
}
