import { factsOf } from './cluster-folder';
import type { ReadObject } from './objects';
import { readText } from './read-files';
import { type ReadPart, TextPart } from './read-part';

/** A folder that Meshwright wrote, and its files that hold objects. */
export interface ClusterFolder {
  readonly folder: string;
  readonly files: readonly string[];
}

/**
 * The one set of a cluster's folder.
 *
 * @param given what all clusters have, besides what the folder says of its own
 * @param count called with the number of objects that were read since
 */
export function readCluster(
  { folder, files }: ClusterFolder,
  given: readonly string[] = [],
  count: (objects: number) => void = () => {},
): ReadPart {
  const facts = factsOf(folder);
  const objects: ReadObject[] = [];
  const part = new TextPart(count, objects);
  for (const file of files) part.add(readText(file), { lenient: true });
  return part.of([{ ...facts, name: folder, given: [...given, ...facts.given], objects }]);
}
