import { explainCluster } from '../config/explain';
import { nameOfFile } from '../config/library';
import { isBase } from '../config/parse';
import { nearest } from '../references/nearest';
import { oneLine } from '../references/printable';
import { refuse } from './deliver';
import type { Inputs } from './input-paths';
import { applicationPaths, clusterPaths, diskLibrary, readInputFile } from './read-clusters';
import { problemDiagnostics } from './render-problems';
import type { World } from './world';

/**
 * `meshwright synth --explain CLUSTER [path]`: the cluster's file merged with its bases and applications, with the file and
 * line that each value comes from.
 *
 * @returns the exit status: 0 shown, 1 files that cannot be read, 2 a cluster or path that there is not
 */
export function explain(
  from: { readonly clusters: Inputs; readonly applications: Inputs },
  { cluster, path }: { readonly cluster: string; readonly path: string },
  world: World,
): number {
  const paths = clusterPaths(from.clusters);
  if (!Array.isArray(paths)) return refuse(problemDiagnostics([paths]), world);
  const known = paths.map(nameOfFile);
  const file = paths[known.indexOf(cluster)];
  if (file === undefined) {
    const near = nearest(cluster, known);
    const mend = near ?? `one of ${known.join(', ')}`;
    const said = `--explain: there is no cluster ${JSON.stringify(cluster)}; expected ${mend}`;
    world.stderr.write(`${oneLine(said)}\n`);
    return 2;
  }
  const read = readInputFile(file);
  if (!('text' in read)) return refuse(problemDiagnostics([read]), world);
  const parts = path.split(/[.[\]]+/).filter((part) => part !== '');
  const explained = explainCluster(
    read,
    diskLibrary(paths.filter(isBase), applicationPaths(from.applications)),
    parts,
  );
  if ('problems' in explained) return refuse(problemDiagnostics(explained.problems), world);
  if (explained.text === '') {
    world.stderr.write(`${oneLine(`--explain: ${cluster} has nothing at ${path}`)}\n`);
    return 2;
  }
  world.stdout.write(explained.text);
  return 0;
}
