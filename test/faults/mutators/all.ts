import type { Mutator } from '../fault';
import { appMeshMutators } from './app-mesh';
import { deliveryMutators } from './delivery';
import { generalMutators } from './general';
import { kongMutators } from './kong';
import { kongGatewayMutators } from './kong-gateway';
import { kongMeshMutators } from './kong-mesh';
import { networkPolicyMutators } from './network-policies';
import { observabilityMutators } from './observability';
import { roleMutators } from './roles';
import { schemaMutators } from './schema';
import { secretMutators } from './secrets';

/** Every kind of fault, by family. */
export const mutators: readonly Mutator[] = [
  ...schemaMutators,
  ...appMeshMutators,
  ...kongMutators,
  ...kongGatewayMutators,
  ...kongMeshMutators,
  ...secretMutators,
  ...roleMutators,
  ...generalMutators,
  ...deliveryMutators,
  ...networkPolicyMutators,
  ...observabilityMutators,
];
