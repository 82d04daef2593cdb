import type { ClusterConfig } from '../../config/cluster';
import { isReadByOperator } from '../../config/gateway';
import { asksForCertificates } from '../gateway/certificates';

/** For certificates that callers see; and under Argo CD, where charts would make those of their webhooks anew at each render. */
export function needsCertManager(config: ClusterConfig): boolean {
  if (asksForCertificates(config)) return true;
  return (
    isReadByOperator(config.gateway) ||
    (config.delivery.engine === 'argo-cd' &&
      (config.mesh !== undefined || config.gateway.mode !== 'konnect-data-plane'))
  );
}
