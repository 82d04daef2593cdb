import { dig, text } from '../../../references/fields';
import { exampleRelease } from '../../kong/example';
import { kongGateways, valuePlace } from '../../kong/gateway';
import type { SetRule } from '../../rule';

export const clientAddressLost: SetRule = {
  id: 'kong/client-address-lost',
  severity: 'warning',
  title: 'a gateway in App Mesh takes its own Envoy for the client',
  why: 'Envoy intercepts the proxy port and calls Kong from loopback: ip-restriction and limits by address count every caller as one.',
  source: 'aws-app-mesh-controller-for-k8s v1.13.3 pkg/inject; Kong/kong kong.conf.default, trusted_ips',
  measured:
    'the injector of App Mesh controller 1.13.3 gives the pod an init container that redirects what arrives at the ports of its virtual node (APPMESH_APP_PORTS 8000) to Envoy, which calls Kong from within the pod; the chart ingress 0.24.0 sets trusted_ips for the passing example alone (Helm v3.22).',
  *checkSet({ index }) {
    for (const release of kongGateways(index)) {
      const inMesh = index
        .podsBroughtBy(release.install.by)
        .some(
          ({ namespace, labels, containers }) =>
            containers.some(({ name }) => name === 'proxy') &&
            index.selecting('appmesh.k8s.aws', 'VirtualNode', namespace, labels).length > 0,
        );
      const trusted = text(dig(release.values, 'env', 'trusted_ips')) ?? '';
      if (!inMesh || /(^|,)\s*(127\.0\.0\.\d+(\/\d+)?|0\.0\.0\.0\/0)\s*(,|$)/.test(trusted)) continue;
      yield {
        object: release.install.by,
        path: valuePlace(release, 'env', 'trusted_ips'),
        message: 'the gateway does not trust its own Envoy to name the client',
        found: trusted === '' ? 'no env.trusted_ips' : trusted,
        expected: 'env.trusted_ips with 127.0.0.1/32, and env.real_ip_header: X-Forwarded-For',
        mend: 'set env: {trusted_ips: 127.0.0.1/32, real_ip_header: X-Forwarded-For, real_ip_recursive: "on"}',
      };
    }
  },
  example: {
    given: ['app-mesh-controller'],
    fails: meshed(''),
    passes: meshed('env: {trusted_ips: 127.0.0.1/32, real_ip_header: X-Forwarded-For}, '),
  },
};

function meshed(values: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: kong, labels: {mesh: dj-app, appmesh.k8s.aws/sidecarInjectorWebhook: enabled}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj-app}
spec: {namespaceSelector: {matchLabels: {mesh: dj-app}}}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: kong, namespace: kong}
spec:
  podSelector: {matchLabels: {app.kubernetes.io/instance: kong, app.kubernetes.io/name: gateway}}
  listeners: [{portMapping: {port: 8000, protocol: http}}]
  serviceDiscovery: {dns: {hostname: kong-gateway-proxy.kong.svc.cluster.local}}
---${exampleRelease('ingress', `{controller: {podAnnotations: {appmesh.k8s.aws/sidecarInjectorWebhook: disabled}}, gateway: {${values}image: {repository: kong, tag: "3.9"}}}`)}`;
}
