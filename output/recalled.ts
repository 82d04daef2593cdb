import { type ComparedCluster, compareCluster, Folder } from './comparison';
import type { FileSystem } from './file-system';
import { INDEX_FILE } from './names';
import { checksum, listedSums } from './ownership';
import type { ClusterFiles } from './publish-types';

/** A cluster whose files need not be made where its folder holds them already. */
export interface RecalledCluster {
  /** The cluster's name, which is its folder's. */
  readonly name: string;
  /** The SHA-256 of the index that its folder has as long as nothing there is changed. */
  readonly index: string;
  /** Makes the files, for a folder that holds anything else. */
  readonly make: () => ClusterFiles;
}

/** As `compareCluster`; every file is read, as it is there, and none is made where the folder holds what it is to hold. */
export function compareRecalled(
  files: FileSystem,
  out: string,
  { name, index, make }: RecalledCluster,
  force: boolean,
): ComparedCluster {
  return isAsWritten(files, out, name, index)
    ? { name, index, steps: [], contents: new Map(), changes: [], problems: [] }
    : compareCluster(files, out, make(), force);
}

/** Whether a cluster's folder has this index, and every file that it lists as it lists it. */
function isAsWritten(files: FileSystem, out: string, name: string, index: string): boolean {
  const folder = new Folder(files, out, name);
  const found = folder.look(INDEX_FILE, []);
  if (found === undefined || checksum(found) !== index) return false;
  return listedSums(found.toString()).every(([path, sum]) => folder.sum(path) === sum);
}
