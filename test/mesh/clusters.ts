import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterObjects } from '../../charts/cluster';
import { gatewayMember } from '../../charts/gateway/names';
import type { ClusterConfig } from '../../config/cluster';
import { type InputFile, type Library, libraryOf } from '../../config/library';
import { judgeFile } from '../../config/parse';
import { getOrMake } from '../../references/by-identity';
import type { Manifest } from '../../references/manifest';
import type { Caller } from '../../routing/request';

/** A cluster file of the repository, by its path. */
export function readCluster(path: string): ClusterConfig {
  return clusterOf(path, readFileSync(join(__dirname, '../..', path), 'utf8'));
}

const folder = join(__dirname, '../reference/applications');
const ownFiles: readonly InputFile[] = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name: `applications/${name}`, text: readFileSync(join(folder, name), 'utf8') }));
const ownLibrary = libraryOf([], ownFiles);

/** The repository's own application files. */
export function applicationFiles(): readonly InputFile[] {
  return ownFiles;
}

/** Clusters that run the repository's own applications, by name and text: the test files of a worker ask for the same ones. */
const known = new Map<string, ClusterConfig>();

/**
 * A cluster by the text of its file, which nobody may change: others are given the same one. Rules that span fields may have something
 * against it.
 *
 * @param applications other files than the repository's own
 * @throws Error when the file is wrong
 */
export function clusterOf(name: string, text: string, applications?: readonly InputFile[]): ClusterConfig {
  if (applications !== undefined) return configOf({ name, text }, libraryOf([], applications));
  return getOrMake(known, JSON.stringify([name, text]), () => configOf({ name, text }, ownLibrary));
}

function configOf(file: InputFile, library: Library): ClusterConfig {
  const { config, problems } = judgeFile(file, library);
  if (config === undefined) throw new Error(JSON.stringify(problems));
  return config;
}

/** The objects that the charts make of a cluster file. */
export function manifestsOf(config: ClusterConfig): readonly Manifest[] {
  return clusterObjects(config).objects.map(({ manifest }) => manifest);
}

/** The gateway's pods: Helm makes them, so no object of ours says their labels. */
export const gatewayCaller: Caller = {
  namespace: gatewayMember.namespace,
  name: 'kong-gateway',
  labels: gatewayMember.podLabels,
  serviceAccount: gatewayMember.serviceAccount,
};
