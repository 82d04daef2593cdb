import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClusterConfig } from '../../config/cluster';
import { IntOrString, KubePodDisruptionBudget } from '../../imports/k8s';
import { isGiven } from '../context';
import { addOperatorPolicies } from '../network-policies/platform';
import { podSecurityLabels } from '../pod-security';
import { spreadAffinity } from '../spread';
import { helmChartVersions } from '../versions';
import { HelmInstall } from './helm-install';
import { kongOperatorMirror } from './mirror-values';
import { addNamespace } from './namespace';

/** Labels by which the chart's Deployment knows its pods. */
const podLabels = {
  'app.kubernetes.io/name': 'kong-operator',
  'app.kubernetes.io/component': 'ko',
  'app.kubernetes.io/instance': 'kong-operator',
} as const;

/**
 * Kong Operator. cert-manager makes its authority and its webhooks' certificates: the chart would make others at each render,
 * and gateways know no second authority. Conversion is for those who have objects of older versions. It stays outside the mesh:
 * its namespace is not labelled for it.
 */
export class KongOperatorChart extends Chart {
  constructor(scope: Construct, config: ClusterConfig) {
    super(scope, 'kong-operator');
    const namespace = addNamespace(this, 'kong-system', podSecurityLabels(config, 'restricted')).name;
    const affinity = spreadAffinity(config, podLabels);
    const certManager = { options: { certManager: { enabled: true } } };
    new HelmInstall(this, 'install', {
      config,
      key: 'kong-operator',
      chart: helmChartVersions['kong-operator'],
      release: 'kong-operator',
      namespace,
      values: {
        ...kongOperatorMirror(config),
        // Who does not lead answers the webhooks, which refuse every route while nobody does.
        replicaCount: 2,
        ...(affinity === undefined ? {} : { affinity }),
        // Every control plane of the cluster runs in these pods, as fast as the node lets it: the chart would hold it to half a CPU.
        resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: null, memory: '1Gi' } },
        env: {
          ANONYMOUS_REPORTS: 'false',
          ...(config.gateway.mode === 'konnect-operator' ? { ENABLE_CONTROLLER_KONNECT: 'true' } : {}),
        },
        global: {
          certificateAuthority: certManager,
          webhooks: { ...certManager, conversion: { enabled: false } },
        },
        'gwapi-standard-crds': { enabled: !isGiven(config, 'gateway-api-crds') },
      },
    });
    if (config.production.networkPolicies) {
      addOperatorPolicies(this, namespace, { webhooks: [5443], metrics: [8080] });
    }
    // The chart has no field for it.
    new KubePodDisruptionBudget(this, 'disruption-budget', {
      metadata: { name: 'kong-operator', namespace },
      spec: { maxUnavailable: IntOrString.fromNumber(1), selector: { matchLabels: { ...podLabels } } },
    });
  }
}
