import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { clusterObjects } from '../../charts/cluster';
import { gatewayMember } from '../../charts/gateway/names';
import { type ClusterConfig, clusterSchema } from '../../config/cluster';
import type { Manifest } from '../../references/manifest';
import type { Caller } from './call';

/** A cluster file of the repository, by its path. */
export function readCluster(path: string): ClusterConfig {
  const text = readFileSync(join(__dirname, '../..', path), 'utf8');
  const name = path.replace(/^.*\/|\.yaml$/g, '');
  return { ...clusterSchema.parse(parse(text)), name };
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
