import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterObjects } from '../../charts/cluster';
import { gatewayMember } from '../../charts/gateway/names';
import type { ClusterConfig } from '../../config/cluster';
import { type InputFile, libraryOf } from '../../config/library';
import { judgeFile } from '../../config/parse';
import type { Manifest } from '../../references/manifest';
import type { Caller } from '../../routing/request';

/** A cluster file of the repository, by its path. */
export function readCluster(path: string): ClusterConfig {
  return clusterOf(path, readFileSync(join(__dirname, '../..', path), 'utf8'));
}

/** The repository's own application files. */
export function applicationFiles(): readonly InputFile[] {
  const folder = join(__dirname, '../reference/applications');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({ name: `applications/${name}`, text: readFileSync(join(folder, name), 'utf8') }));
}

/** A cluster by the text of its file. Rules that span fields may have something against it. @throws Error when the file is wrong */
export function clusterOf(name: string, text: string, applications = applicationFiles()): ClusterConfig {
  const { config, problems } = judgeFile({ name, text }, libraryOf([], applications));
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
