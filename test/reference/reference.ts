import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../repository';

/**
 * The four reference clusters of the tests: what `clusters/` was delivered with, and what README and docs quote. They are
 * the tests' own, so that `clusters/` and `dist/` can become whatever their users need.
 */
export const referenceClusters = join(__dirname, 'clusters');

/** The application files that they name. */
export const referenceApplications = join(__dirname, 'applications');

/** What `npm run synth` makes of them: written once before the tests begin (`write-output.ts`). */
export const referenceOutput = join(repository, '.cache/test/reference');

export const referenceNames = readdirSync(referenceClusters)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace(/\.yaml$/, ''));

/** The cluster file of a reference cluster. */
export function referenceText(name: string): string {
  return readFileSync(join(referenceClusters, `${name}.yaml`), 'utf8');
}

/** Where a file of the repository is, as a page names it: what is below `clusters/` and `dist/` is the tests' own. */
export function quotedFile(path: string): string {
  const own = [
    ['applications/', referenceApplications],
    ['clusters/', referenceClusters],
    ['dist/', referenceOutput],
  ] as const;
  for (const [prefix, folder] of own) {
    if (path.startsWith(prefix) && path !== 'clusters/schema.json')
      return join(folder, path.slice(prefix.length));
  }
  return join(repository, path);
}
