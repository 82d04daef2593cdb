import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ClusterFiles } from '../../output/publish-types';

/** In memory where the system has such a folder: these tests wait for the disk thousands of times. */
const TEMPORARY = fs.existsSync('/dev/shm') ? '/dev/shm' : fs.realpathSync(tmpdir());

/** A new folder for tests; `remove` takes it away. */
export function temporaryFolder(): { readonly root: string; remove(): void } {
  const root = fs.mkdtempSync(join(TEMPORARY, 'meshwright-'));
  return { root, remove: () => fs.rmSync(root, { recursive: true }) };
}

/** Every file under a folder, by its path in it, with its text. */
export function tree(folder: string): Record<string, string> {
  if (!fs.existsSync(folder)) return {};
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.sort().map((path) => [path.slice(folder.length + 1), fs.readFileSync(path, 'utf8')]),
  );
}

export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    fs.mkdirSync(dirname(join(folder, path)), { recursive: true });
    fs.writeFileSync(join(folder, path), text);
  }
}

export function cluster(name: string, files: Readonly<Record<string, string>>): ClusterFiles {
  return { name, files: new Map(Object.entries(files)) };
}

/** A file of several lines. */
function body(word: string): string {
  return `kind: Service\n${`# ${word}\n`.repeat(20)}`;
}

/** Clusters before a change: one that will change, one that stays, one that will go. */
export const BEFORE: readonly ClusterFiles[] = [
  cluster('blue', {
    '00-foundation/prod.yaml': body('one'),
    '60-routes/prod.yaml': body('two'),
    'old/a/b.yaml': body('old'),
  }),
  cluster('green', { '00-foundation/prod.yaml': body('green') }),
  cluster('red', { '00-foundation/prod.yaml': body('red'), 'TOPOLOGY.md': 'red\n' }),
];

/** The same clusters after it: files changed, added and gone, a cluster added and one gone. */
export const AFTER: readonly ClusterFiles[] = [
  cluster('blue', {
    '00-foundation/prod.yaml': body('changed'),
    '60-routes/prod.yaml': body('two'),
    'new/a/b.yaml': body('new'),
  }),
  cluster('green', { '00-foundation/prod.yaml': body('green') }),
  cluster('violet', { '00-foundation/prod.yaml': body('violet') }),
];

/** Files that are not ours, beside ours, in a folder that goes, and where no cluster is. */
export const FOREIGN: Readonly<Record<string, string>> = {
  'README.md': 'mine\n',
  'blue/old/notes.txt': 'mine\n',
  'blue/00-foundation/mine.yaml': 'kind: Mine\n',
  'red/notes.txt': 'mine\n',
  'other/x.yaml': 'kind: Mine\n',
};
