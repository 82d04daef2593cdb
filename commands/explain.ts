import { explainCluster } from '../config/explain';
import { nameOfFile } from '../config/library';
import { nearest } from '../references/nearest';
import { oneLine } from '../references/printable';
import { refuse } from './deliver';
import { clusterFileNames, diskLibrary, readClusterFile } from './read-clusters';
import { problemDiagnostics } from './render-problems';
import type { World } from './world';

/**
 * `meshwright synth --explain CLUSTER [path]`: the cluster's file merged with its bases and applications, with the file and
 * line that each value comes from.
 *
 * @returns the exit status: 0 shown, 1 files that cannot be read, 2 a cluster or path that there is not
 */
export function explain(
  folders: { readonly clusters: string; readonly applications: string },
  { cluster, path }: { readonly cluster: string; readonly path: string },
  world: World,
): number {
  const names = clusterFileNames(folders.clusters);
  if (!Array.isArray(names)) return refuse(problemDiagnostics([names]), world);
  const known = names.map(nameOfFile);
  const name = names[known.indexOf(cluster)];
  if (name === undefined) {
    const near = nearest(cluster, known);
    const mend = near ?? `one of ${known.join(', ')}`;
    const said = `--explain: there is no cluster ${JSON.stringify(cluster)}; expected ${mend}`;
    world.stderr.write(`${oneLine(said)}\n`);
    return 2;
  }
  const file = readClusterFile(folders.clusters, name);
  if (!('text' in file)) return refuse(problemDiagnostics([file]), world);
  const parts = path.split(/[.[\]]+/).filter((part) => part !== '');
  const explained = explainCluster(file, diskLibrary(folders.clusters, folders.applications), parts);
  if ('problems' in explained) return refuse(problemDiagnostics(explained.problems), world);
  if (explained.text === '') {
    world.stderr.write(`${oneLine(`--explain: ${cluster} has nothing at ${path}`)}\n`);
    return 2;
  }
  world.stdout.write(explained.text);
  return 0;
}
