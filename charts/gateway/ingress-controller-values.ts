import type { ClusterConfig } from '../../config/cluster';
import { mirroredRepository } from '../mirror';
import type { HelmValues } from '../platform/helm-values';
import { priorityValue, spreadValues } from '../spread';
import { ingressControllerTag } from '../versions';
import { clientTlsSecret, gatewayNamespace, gatewayPodLabels, webhookTlsSecret } from './names';

/** Values of the Kong Ingress Controller's pods, in chart `kong/ingress`. */
export function ingressControllerValues(config: ClusterConfig): HelmValues {
  const tag = config.versions.images['kong-ingress-controller'] ?? ingressControllerTag;
  return {
    replicaCount: 2,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    ...spreadValues(config, { ...gatewayPodLabels, 'app.kubernetes.io/name': 'controller' }),
    ...priorityValue(config.production.priorityClasses.gateway),
    ingressController: {
      image: {
        tag,
        ...(config.versions.mirror === undefined
          ? {}
          : { repository: mirroredRepository(config, 'kong/kubernetes-ingress-controller') }),
      },
      // A pod that ends is called no more, but those who are with it stay: where Kong knows pods, not a Service of the mesh.
      env: { anonymous_reports: 'false', enable_drain_support: 'true' },
      // The webhook also sees every Service of the cluster: with `Fail`, none could change while the controller is away.
      admissionWebhook: { enabled: true, failurePolicy: 'Ignore', ...webhookCertificate(config) },
      ...konnect(config),
    },
  };
}

/** Under Argo CD each render would make a new certificate, so cert-manager makes it. */
function webhookCertificate(config: ClusterConfig): HelmValues {
  if (config.delivery.engine !== 'argo-cd') {
    return {};
  }
  return {
    certificate: { provided: true, secretName: webhookTlsSecret },
    annotations: { 'cert-manager.io/inject-ca-from': `${gatewayNamespace}/${webhookTlsSecret}` },
  };
}

function konnect(config: ClusterConfig): HelmValues {
  if (config.gateway.mode !== 'konnect-kic') {
    return {};
  }
  const { region, controlPlaneId } = config.gateway.konnect;
  return {
    konnect: {
      enabled: true,
      controlPlaneID: controlPlaneId,
      apiHostname: `${region}.kic.api.konghq.com`,
      tlsClientCertSecretName: clientTlsSecret,
      license: { enabled: true },
    },
  };
}
