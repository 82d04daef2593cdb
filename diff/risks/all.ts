import { callerRules } from './callers';
import { canaryRules } from './canary';
import { deletionRules } from './deletions';
import { deliveryRules } from './delivery';
import { exposureRules } from './exposure';
import { gatewayRules } from './gateways';
import { iamRules } from './iam';
import { immutableRules } from './immutable';
import { kongOperatorRules } from './kong-operator';
import { loadBalancerRules } from './load-balancers';
import { mutualTlsRules } from './mutual-tls';
import { observabilityRules } from './observability';
import { permissionRules } from './permissions';
import { rightsRules } from './rights';
import type { RiskRule } from './risk';
import { routeRules } from './routes';
import { secretRules } from './secrets';
import { survivalRules } from './survival';
import { versionRules } from './versions';
import { workloadRules } from './workloads';

/** The table of risks, in the order in which risks of one level are told. */
export const riskRules: readonly RiskRule[] = [
  ...routeRules,
  ...callerRules,
  ...permissionRules,
  ...mutualTlsRules,
  ...secretRules,
  ...iamRules,
  ...rightsRules,
  ...exposureRules,
  ...gatewayRules,
  ...kongOperatorRules,
  ...loadBalancerRules,
  ...deletionRules,
  ...immutableRules,
  ...canaryRules,
  ...versionRules,
  ...workloadRules,
  ...survivalRules,
  ...observabilityRules,
  ...deliveryRules,
];
