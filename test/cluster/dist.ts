import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../references/manifest';

/** The objects of one stage of a cluster, in the order of their files. */
export interface Stage {
  /** `20-secrets`. */
  readonly name: string;
  readonly objects: readonly Manifest[];
}

/** What dist/ holds for one cluster. */
export interface ClusterOutput {
  readonly name: string;
  readonly folder: string;
  readonly stages: readonly Stage[];
  /** What is applied once, by hand: the objects that keep the stages in order from then on. */
  readonly delivery: readonly Manifest[];
}

const root = join(__dirname, '..', '..', 'dist');

function readFolder(folder: string): Manifest[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8')))
    .map((document) => document.toJS() as Manifest | null)
    .filter((object): object is Manifest => object !== null);
}

/** The clusters below dist/, as they are committed. */
export function readClusters(folder: string = root): ClusterOutput[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readCluster(entry.name, join(folder, entry.name)));
}

/** One cluster's folder. */
export function readCluster(name: string, folder: string): ClusterOutput {
  const stages = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d\d-/.test(entry.name))
    .map((entry) => entry.name)
    .sort()
    .map((stage) => ({ name: stage, objects: readFolder(join(folder, stage)) }));
  return { name, folder, stages, delivery: readFolder(join(folder, 'delivery')) };
}
