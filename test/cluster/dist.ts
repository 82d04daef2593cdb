import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { readClusters as readClusterFiles } from '../../commands/read-clusters';
import { parseClusters } from '../../config/parse';
import { compile } from '../../main';
import type { Manifest } from '../../references/manifest';
import { applicationFiles } from '../mesh/clusters';

/** The objects of one stage of a cluster, in the order of their files; what a folder below it has is a stage by itself. */
export interface Stage {
  /** `20-secrets`, `50-workloads/charts`. */
  readonly name: string;
  readonly objects: readonly Manifest[];
}

/** What Meshwright makes of one cluster file. */
export interface ClusterOutput {
  readonly name: string;
  readonly stages: readonly Stage[];
  /** What is applied once, by hand: the objects that keep the stages in order from then on. */
  readonly delivery: readonly Manifest[];
  /** The text of every file, by its path below the cluster's folder. */
  readonly files: ReadonlyMap<string, string>;
  /** Where its files are. @default its folder below dist/ */
  readonly folder?: string;
  /** Namespaces that are there before, with workloads of somebody else. @default none */
  readonly existing?: readonly string[];
}

const root = join(__dirname, '..', '..');

/** The clusters below dist/, as they are committed. */
export function readClusters(): ClusterOutput[] {
  const folder = join(root, 'dist');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => clusterOutput(entry.name, readFolder(join(folder, entry.name))));
}

/**
 * Three teams' applications on their three stages, whose files are in `test/teams`, written below a folder.
 *
 * @throws Error when a file is not valid
 */
export function teamClusters(directory: string): ClusterOutput[] {
  return written('test/teams', directory);
}

/**
 * Forms of gateways that no reference cluster has, whose files are in `test/fixtures/gateways`: one beside the other, and a Gateway
 * for each of two teams; written below a folder.
 *
 * @throws Error when a file is not valid
 */
export function gatewayClusters(directory: string): ClusterOutput[] {
  return written('test/fixtures/gateways', directory);
}

/** What is made of the clusters and applications of a folder, below another. */
function written(source: string, directory: string): ClusterOutput[] {
  const read = readClusterFiles(join(root, source, 'clusters'), {
    applications: join(root, source, 'applications'),
  });
  if (!('clusters' in read)) throw new Error(`${source}: a file is not valid`);
  return read.clusters.map((config) => {
    const folder = join(directory, config.name);
    const { files } = compile(config);
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const existing = Object.values(config.applications)
      .filter(({ namespace }) => namespace.existing)
      .map(({ namespace }) => namespace.name);
    return { ...clusterOutput(config.name, files), folder, existing };
  });
}

/** The namespaces that are there before. */
export function namespacesOf({ existing = [] }: ClusterOutput): Manifest[] {
  return existing.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
}

/** What a cluster's files say, wherever they come from. */
export function clusterOutput(name: string, files: ReadonlyMap<string, string>): ClusterOutput {
  const folders = [...new Set([...files.keys()].map(dirname))];
  const stages = folders
    .filter((folder) => /^\d\d-/.test(folder))
    .sort()
    .map((folder) => ({ name: folder, objects: objectsIn(files, folder) }));
  return { name, stages, delivery: objectsBelow(files, 'delivery/'), files };
}

/**
 * What Meshwright makes of a cluster file after a change, without writing anything.
 *
 * @param change - gives the changed text
 * @throws Error when the changed file is not valid, or its objects are not
 */
export function synthesizeChanged(name: string, change: (text: string) => string): ClusterOutput {
  const file = `clusters/${name}.yaml`;
  const parsed = parseClusters(
    [{ name: file, text: change(readFileSync(join(root, file), 'utf8')) }],
    applicationFiles(),
  );
  const config = 'clusters' in parsed ? parsed.clusters[0] : undefined;
  if (config === undefined) throw new Error(`${file}, changed by the lane, is not a valid cluster file`);
  const { files, diagnostics } = compile(config);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new Error(`${file}, changed by the lane: ${errors.map(({ title }) => title).join('; ')}`);
  return clusterOutput(name, files);
}

/** The objects of the files whose path begins so. */
export function objectsBelow(
  files: ReadonlyMap<string, string>,
  prefix: string,
  suffix = '.yaml',
): Manifest[] {
  return objectsOf(files, (path) => path.startsWith(prefix) && path.endsWith(suffix));
}

/** The objects of the files of a folder, and not of those below it. */
function objectsIn(files: ReadonlyMap<string, string>, folder: string): Manifest[] {
  return objectsOf(files, (path) => dirname(path) === folder && path.endsWith('.yaml'));
}

function objectsOf(files: ReadonlyMap<string, string>, chosen: (path: string) => boolean): Manifest[] {
  return [...files.keys()]
    .filter(chosen)
    .sort()
    .flatMap((path) => parseAllDocuments(files.get(path) ?? ''))
    .map((document) => document.toJS() as Manifest | null)
    .filter((object): object is Manifest => object !== null);
}

function readFolder(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]),
  );
}
