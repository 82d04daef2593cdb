import type { ClusterConfig } from '../../config/cluster';
import { hasPodsOfItsOwn, isMadeByOperator } from '../../config/gateway';
import { isGiven } from '../context';
import { publishingNamespaces } from '../gateway/gateway-api/gateway';
import {
  clusterGateway,
  gatewayNamespace,
  gatewayPlaceOf,
  gatewayPodLabels,
  gatewayRelease,
  operatorPodLabels,
} from '../gateway/names';
import { systemNamespace } from '../mesh/kong-mesh/names';
import { needsCertManager } from '../platform/needs-cert-manager';

/** What gives metrics on a port of its pods that has a name. */
export interface Target {
  /** Name of its monitor. */
  readonly name: string;
  readonly namespace: string;
  readonly podLabels: Readonly<Record<string, string>>;
  /** Name of the container's port. */
  readonly port: string;
  /**
   * Whether labels of its metrics are named as those of a target are (`namespace`, `service`), and say what they are about.
   * Prometheus would rename them otherwise.
   */
  readonly honorLabels: boolean;
  /** The Service that leads there, where there is one: its labels, and whether it has a port of that name itself. */
  readonly service?: { readonly labels: Readonly<Record<string, string>>; readonly hasPort: boolean };
}

/** What of a cluster gives metrics, and is installed by us. Names, labels and ports are those of the charts that `versions.ts` pins. */
export function targetsOf(config: ClusterConfig): readonly Target[] {
  const { mesh } = config;
  return [
    ...gatewayTargets(config),
    ...(mesh?.backend === 'kong-mesh' ? [controlPlane] : []),
    ...(isGiven(config, 'external-secrets') ? [] : [externalSecrets]),
    ...(needsCertManager(config) && !isGiven(config, 'cert-manager') ? [certManager] : []),
  ];
}

/** Chart `cert-manager`; its Service has another name for the port. */
const certManager: Target = {
  name: 'cert-manager',
  namespace: 'cert-manager',
  podLabels: {
    'app.kubernetes.io/component': 'controller',
    'app.kubernetes.io/instance': 'cert-manager',
    'app.kubernetes.io/name': 'cert-manager',
  },
  port: 'http-metrics',
  honorLabels: true,
};

/** Chart `kong-mesh`, Service and Deployment of the control plane. */
const controlPlane: Target = {
  name: 'kong-mesh-control-plane',
  namespace: systemNamespace,
  podLabels: { app: 'kong-mesh-control-plane' },
  port: 'diagnostics',
  honorLabels: true,
  service: { labels: { app: 'kong-mesh-control-plane' }, hasPort: true },
};

/** Chart `external-secrets`; its Service for metrics is there where a value asks for it. */
const externalSecrets: Target = {
  name: 'external-secrets',
  namespace: 'external-secrets',
  podLabels: {
    'app.kubernetes.io/instance': 'external-secrets',
    'app.kubernetes.io/name': 'external-secrets',
  },
  port: 'metrics',
  honorLabels: true,
  service: {
    labels: {
      'app.kubernetes.io/instance': 'external-secrets',
      'app.kubernetes.io/name': 'external-secrets',
    },
    hasPort: true,
  },
};

function gatewayTargets(config: ClusterConfig): readonly Target[] {
  const { gateway } = config;
  if (isMadeByOperator(gateway)) {
    const places = hasPodsOfItsOwn(gateway)
      ? publishingNamespaces(config).map((namespace) => gatewayPlaceOf(gateway, namespace))
      : [clusterGateway];
    const gatewayPods = places.map(
      (place): Target => ({
        name: 'kong-gateway',
        namespace: place.namespace,
        podLabels: operatorPodLabels(place),
        // Kong Operator names the container's port 8100 so.
        port: 'metrics',
        honorLabels: true,
      }),
    );
    return isGiven(config, 'kong-operator') ? gatewayPods : [...gatewayPods, kongOperator];
  }
  const name = gateway.mode === 'konnect-data-plane' ? 'kong' : 'gateway';
  const podLabels = { ...gatewayPodLabels, 'app.kubernetes.io/name': name };
  const pods: Target = {
    name: 'kong-gateway',
    namespace: gatewayNamespace,
    podLabels,
    port: 'status',
    honorLabels: true,
    // The Service for callers, which has no port of this; its pods have.
    service: { labels: { ...podLabels, 'enable-metrics': 'true' }, hasPort: false },
  };
  return gateway.mode === 'konnect-data-plane' ? [pods] : [pods, controller];
}

/** The Kong Ingress Controller of chart `ingress`. */
const controller: Target = {
  name: 'kong-controller',
  namespace: gatewayNamespace,
  podLabels: { 'app.kubernetes.io/instance': gatewayRelease, 'app.kubernetes.io/name': 'controller' },
  port: 'cmetrics',
  honorLabels: true,
  // The webhook's Service has these labels too, and no such port.
  service: {
    labels: { 'app.kubernetes.io/instance': gatewayRelease, 'app.kubernetes.io/name': 'controller' },
    hasPort: true,
  },
};

/** Kong Operator, whose control planes are in its own process. */
const kongOperator: Target = {
  name: 'kong-operator',
  namespace: 'kong-system',
  podLabels: { 'app.kubernetes.io/component': 'ko', 'app.kubernetes.io/instance': 'kong-operator' },
  port: 'metrics',
  honorLabels: true,
};
