import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClusterConfig } from '../../config/cluster';
import { addOperatorPolicies } from '../network-policies/platform';
import { podSecurityLabels } from '../pod-security';
import { priorityValue, spreadConstraints, spreadValues } from '../spread';
import { helmChartVersions } from '../versions';
import { HelmInstall } from './helm-install';
import { mergeValues } from './helm-values';
import { certManagerMirror, externalSecretsMirror } from './mirror-values';
import { addNamespace } from './namespace';

/** External Secrets Operator. */
export class ExternalSecretsChart extends Chart {
  constructor(scope: Construct, config: ClusterConfig) {
    super(scope, 'external-secrets');
    const namespace = addNamespace(this, 'external-secrets', podSecurityLabels(config, 'restricted')).name;
    if (config.production.networkPolicies) {
      addOperatorPolicies(this, namespace, { webhooks: [10250], metrics: [8080] });
    }
    const spread = spreadConstraints(config, undefined);
    const priority = priorityValue(config.production.priorityClasses.controlPlane);
    new HelmInstall(this, 'install', {
      config,
      key: 'external-secrets',
      chart: helmChartVersions['external-secrets'],
      release: 'external-secrets',
      namespace,
      values: mergeValues(externalSecretsMirror(config), {
        installCRDs: true,
        replicaCount: 2,
        leaderElect: true,
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        // A ServiceMonitor finds its pods by a Service that the chart makes on request.
        ...(config.observability?.prometheus?.monitors === 'services'
          ? { metrics: { service: { enabled: true } } }
          : {}),
        // The chart adds the labels of each of its workloads.
        ...(spread === undefined ? {} : { global: { topologySpreadConstraints: spread } }),
        ...priority,
        ...(Object.keys(priority).length === 0 ? {} : { certController: priority }),
        webhook: {
          replicaCount: 2,
          ...priority,
          failurePolicy: 'Fail',
          podDisruptionBudget: { enabled: true, minAvailable: 1 },
        },
      }),
    });
  }
}

/** cert-manager, for the certificates that charts would otherwise make anew at each render. */
export class CertManagerChart extends Chart {
  constructor(scope: Construct, config: ClusterConfig) {
    super(scope, 'cert-manager');
    const namespace = addNamespace(this, 'cert-manager', podSecurityLabels(config, 'restricted')).name;
    if (config.production.networkPolicies) {
      addOperatorPolicies(this, namespace, { webhooks: [10250], metrics: [9402] });
    }
    const priorityClass = config.production.priorityClasses.controlPlane;
    const survives = (name: string, component: string) => ({
      replicaCount: 2,
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
      ...spreadValues(config, {
        'app.kubernetes.io/name': name,
        'app.kubernetes.io/instance': 'cert-manager',
        'app.kubernetes.io/component': component,
      }),
    });
    new HelmInstall(this, 'install', {
      config,
      key: 'cert-manager',
      chart: helmChartVersions['cert-manager'],
      release: 'cert-manager',
      namespace,
      values: mergeValues(certManagerMirror(config), {
        crds: { enabled: true, keep: true },
        ...(priorityClass === undefined ? {} : { global: { priorityClassName: priorityClass } }),
        ...survives('cert-manager', 'controller'),
        webhook: survives('webhook', 'webhook'),
        cainjector: survives('cainjector', 'cainjector'),
      }),
    });
  }
}
