import type { NamedService, Service, ServiceVersion } from '../../../config/graph/service-graph';
import type { KongMeshConfig } from '../../../config/mesh';
import { meshLabel } from './names';

/** What policies need to know of their mesh. */
export type PolicyMesh = Pick<KongMeshConfig, 'name'>;

/** What every policy of one service needs to know. */
export interface PolicyProps {
  readonly mesh: PolicyMesh;
  readonly namespace: string;
  readonly service: NamedService;
}

/** What a route of one service needs to know: the shares of its versions, too. */
export interface RouteProps extends PolicyProps {
  readonly service: RoutedService;
}

/** A service without what runs its pods. */
export type RoutedService = Omit<Service, 'versions'> & {
  readonly versions: readonly Omit<ServiceVersion, 'workload'>[];
};

/** Metadata of a policy in the application's own namespace. */
export function policyMetadata(mesh: PolicyMesh, namespace: string, name: string) {
  return { name, namespace, labels: { ...meshLabel(mesh) } };
}
