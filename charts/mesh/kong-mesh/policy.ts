import type { Service } from '../../../config/graph/service-graph';
import type { KongMeshConfig } from '../../../config/mesh';
import { meshLabel } from './names';

/** What every policy of one service needs to know. */
export interface PolicyProps {
  readonly mesh: KongMeshConfig;
  readonly namespace: string;
  readonly service: Service;
}

/** Metadata of a policy in the application's own namespace. */
export function policyMetadata(mesh: KongMeshConfig, namespace: string, name: string) {
  return { name, namespace, labels: { ...meshLabel(mesh) } };
}
