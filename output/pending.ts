import { dirname, relative, resolve, sep } from 'node:path';
import { codeOf, type FileSystem } from './file-system';
import { readJournal, workFolder } from './journal';

/** A publication that was begun in an output folder and is neither finished nor undone: what lies there is a mixture. */
export interface Pending {
  /** The output folder. */
  readonly out: string;
  /** The clusters whose folders it changes; `undefined` where its journal cannot be read, so that it may be any. */
  readonly clusters: ReadonlySet<string> | undefined;
}

/** The publication that is pending in an output folder, if one is. */
export function pendingIn(files: FileSystem, out: string): Pending | undefined {
  const work = workFolder(out);
  try {
    if (files.kind(work.root) === undefined) return undefined;
    const journal = readJournal(files, work.undo) ?? readJournal(files, work.journal);
    if (journal === undefined) return undefined;
    const clusters = typeof journal === 'string' ? undefined : journal.clusters.map(({ name }) => name);
    return { out, clusters: clusters && new Set(clusters) };
  } catch (error) {
    // Something stands there that cannot be read: a folder of others, which is none of ours.
    if (codeOf(error) === '') throw error;
    return undefined;
  }
}

/**
 * The publications that what lies at these paths is part of: pending in the path itself or in a folder around it, and
 * about the cluster that the path is in.
 */
export function pendingAround(files: FileSystem, paths: Iterable<string>): readonly Pending[] {
  const known = new Map<string, Pending | undefined>();
  const found = new Set<Pending>();
  for (const whole of new Set([...paths].map((path) => resolve(path)))) {
    for (let folder = whole, above = ''; folder !== above; above = folder, folder = dirname(folder)) {
      if (!known.has(folder)) known.set(folder, pendingIn(files, folder));
      const pending = known.get(folder);
      if (pending !== undefined && covers(pending, whole)) found.add(pending);
    }
  }
  return [...found];
}

function covers({ out, clusters }: Pending, path: string): boolean {
  const [cluster = ''] = relative(out, path).split(sep);
  return cluster === '' || clusters === undefined || clusters.has(cluster);
}
