import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClusterConfig } from '../../config/cluster';
import { helmChartVersions } from '../versions';
import { HelmInstall } from './helm-install';
import { addNamespace } from './namespace';

/** External Secrets Operator. */
export class ExternalSecretsChart extends Chart {
  constructor(scope: Construct, config: ClusterConfig) {
    super(scope, 'external-secrets');
    const namespace = addNamespace(this, 'external-secrets').name;
    new HelmInstall(this, 'install', {
      config,
      key: 'external-secrets',
      chart: helmChartVersions['external-secrets'],
      release: 'external-secrets',
      namespace,
      values: {
        installCRDs: true,
        replicaCount: 2,
        leaderElect: true,
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        webhook: {
          replicaCount: 2,
          failurePolicy: 'Fail',
          podDisruptionBudget: { enabled: true, minAvailable: 1 },
        },
      },
    });
  }
}

/** cert-manager, for the certificates that charts would otherwise make anew at each render. */
export class CertManagerChart extends Chart {
  constructor(scope: Construct, config: ClusterConfig) {
    super(scope, 'cert-manager');
    const namespace = addNamespace(this, 'cert-manager').name;
    new HelmInstall(this, 'install', {
      config,
      key: 'cert-manager',
      chart: helmChartVersions['cert-manager'],
      release: 'cert-manager',
      namespace,
      values: {
        crds: { enabled: true, keep: true },
        replicaCount: 2,
        webhook: { replicaCount: 2 },
        cainjector: { replicaCount: 2 },
      },
    });
  }
}
