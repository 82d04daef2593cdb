import { parseClusters } from '../../config/parse';
import { compile } from '../../main';
import { groupOf, type Manifest } from '../../references/manifest';
import { clusterOutput } from './dist';

/** A file as it is given to synth. */
export interface InputFile {
  readonly name: string;
  readonly text: string;
}

const first = ['Namespace', 'ServiceAccount', 'Mesh', 'Service'];

/**
 * What synth makes of a cluster and its one application: Kuma's objects, and what they need to be there, first things first. No workload
 * is among them: the lane plays the kubelet.
 *
 * @throws Error where a file is not valid
 */
export function meshObjects(cluster: InputFile, application: InputFile): readonly Manifest[] {
  const parsed = parseClusters([cluster], [application]);
  const config = 'clusters' in parsed ? parsed.clusters[0] : undefined;
  if (config === undefined) throw new Error(`the files of the part are not valid: ${JSON.stringify(parsed)}`);
  return clusterOutput(config.name, compile(config).files)
    .stages.flatMap(({ objects }) => objects)
    .filter(({ apiVersion, kind }) => groupOf(apiVersion) === 'kuma.io' || first.includes(kind))
    .toSorted((a, b) => (first.indexOf(a.kind) >>> 0) - (first.indexOf(b.kind) >>> 0));
}
