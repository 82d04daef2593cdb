import type { HelmChart } from '../helm-chart';
import { kongDefaults, kongNeeds, kongProvides, kongReach } from './kong';

/** What the chart sets for its two copies of the `kong` chart. */
const controller = kongDefaults({
  proxy: { enabled: false },
  deployment: { kong: { enabled: false } },
  ingressController: { enabled: true, gatewayDiscovery: { enabled: true, generateAdminApiService: true } },
  podAnnotations: {
    'traffic.kuma.io/exclude-outbound-ports': '8444',
    'traffic.sidecar.istio.io/excludeOutboundPorts': '8444',
  },
});
/** Its copy that runs the gateway: the Admin API's Service is one of the cluster only, for the controller to find pods by. */
export const gatewayInIngress = kongDefaults({
  admin: { enabled: true, type: 'ClusterIP' },
  deployment: { kong: { enabled: true } },
  ingressController: { enabled: false },
});

/**
 * Chart `ingress` (https://charts.konghq.com): the `kong` chart twice, as `controller` and as `gateway`. The release
 * `kong` makes Services `kong-gateway-proxy` and `kong-gateway-admin`, and pods told apart by `app.kubernetes.io/name`.
 */
export const ingressChart: HelmChart = {
  name: 'ingress',
  provides: (install) => {
    const parts = [
      kongProvides(install, ['controller'], 'controller', controller),
      kongProvides(install, ['gateway'], 'gateway', gatewayInIngress),
    ];
    return {
      objects: parts.flatMap((part) => part.objects ?? []),
      pods: parts.flatMap((part) => part.pods ?? []),
      kinds: parts[0]?.kinds ?? [],
      webhooks: parts.flatMap((part) => part.webhooks ?? []),
    };
  },
  references: (install) => [
    ...kongNeeds(install, ['controller'], controller),
    ...kongNeeds(install, ['gateway'], gatewayInIngress),
  ],
  reach: (install) => kongReach(install, ['controller'], controller),
};
