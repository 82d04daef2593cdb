import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { loadAll } from 'js-yaml';

/** Objects as others read them from YAML: a checksum that knows no order of keys, and a name to show. */
export type ObjectSet = readonly { readonly sum: string; readonly name: string }[];

/** The objects of a text with one or more YAML documents; empty documents are none. */
export function objectsInText(text: string): ObjectSet {
  return loadAll(text)
    .filter((object) => typeof object === 'object' && object !== null)
    .map(described);
}

/**
 * The objects of every YAML file below a folder.
 *
 * @param leftOut files that hold none, by their path in the folder
 */
export function objectsInFolder(folder: string, leftOut: RegExp = /^\0/): ObjectSet {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !leftOut.test(path))
    .flatMap((path) => objectsInText(readFileSync(join(folder, path), 'utf8')));
}

/** What is for Konnect's global control plane is no Kubernetes object, and no other program is asked to make it. */
export const notForTheCluster = /(^|\/)global\//;

/** @throws Error unless both sets hold the same objects equally often */
export function expectSame(what: string, ours: ObjectSet, theirs: ObjectSet): void {
  const missing = without(ours, theirs);
  const extra = without(theirs, ours);
  if (missing.length === 0 && extra.length === 0) return;
  const some = (list: readonly string[]) => list.slice(0, 5).join(', ') || 'none';
  throw new Error(
    `${what} made ${theirs.length} objects, we ${ours.length}: it lacks ${missing.length} (${some(missing)}), and has ${extra.length} that we have not (${some(extra)})`,
  );
}

/** The names of what one set has more of than the other. */
function without(set: ObjectSet, other: ObjectSet): readonly string[] {
  const left = new Map<string, number>();
  for (const { sum } of other) left.set(sum, (left.get(sum) ?? 0) + 1);
  return set
    .filter(({ sum }) => {
      const count = left.get(sum) ?? 0;
      left.set(sum, count - 1);
      return count <= 0;
    })
    .map(({ name }) => name);
}

function described(object: object): ObjectSet[number] {
  const text = JSON.stringify(object, (_, value: unknown) => sorted(value));
  const { kind, metadata }: { kind?: string; metadata?: { namespace?: string; name?: string } } = object;
  const name = [kind, metadata?.namespace, metadata?.name].filter(Boolean).join('/');
  return { sum: createHash('sha1').update(text).digest('base64'), name };
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
