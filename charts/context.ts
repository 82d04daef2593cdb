import { type AwsPartition, partitionOf } from '../config/aws';
import type { ClusterConfig } from '../config/cluster';

/** The partition of a cluster's account: the first variable part of its ARNs. */
export function partition(config: ClusterConfig): AwsPartition {
  return config.aws.partition ?? partitionOf(config.aws.region) ?? 'aws';
}

/** True where the cluster has a component already, so that Meshwright does not install it. */
export function isGiven(config: ClusterConfig, component: string): boolean {
  return config.given.includes(component);
}
