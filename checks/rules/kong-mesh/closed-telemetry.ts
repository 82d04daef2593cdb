import { dig, text } from '../../../references/fields';
import { exampleRelease } from '../../kong/example';
import { kongGateways, valuePlace } from '../../kong/gateway';
import { kumaFile } from '../../kong-mesh/source';
import { isOpenTo, meshedProxies, noWayOut } from '../../kong-mesh/ways-out';
import type { SetRule } from '../../rule';

export const closedTelemetry: SetRule = {
  id: 'kong-mesh/closed-telemetry',
  severity: 'warning',
  title: "a gateway in the mesh has no way out to Konnect's telemetry",
  why: 'With closed egress the gateway serves calls, and Konnect shows nothing of them: no analytics, no errors.',
  source: kumaFile('pkg/plugins/policies/meshpassthrough'),
  measured:
    'in a mesh without passthrough kuma-cp 2.14.3 gives the sidecar of a gateway one way for what no route knows, which leads nowhere; with the MeshPassthrough of the passing example a second one, for TLS to a1b2c3.eu.tp.konghq.com at port 443.',
  *checkSet({ index }) {
    for (const release of kongGateways(index)) {
      const host = text(dig(release.values, 'env', 'cluster_telemetry_endpoint'))?.split(':')[0];
      const [pod] = meshedProxies(release.install.by, index);
      if (host === undefined || pod === undefined || isOpenTo(pod, host, index)) continue;
      yield {
        object: release.install.by,
        path: valuePlace(release, 'env', 'cluster_telemetry_endpoint'),
        ...noWayOut(host, 443, 'tls'),
      };
    }
  },
  example: {
    given: ['kong-mesh', 'Mesh default', 'Secret kong/konnect-client-tls'],
    fails: example(''),
    passes: example(`---
apiVersion: kuma.io/v1alpha1
kind: MeshPassthrough
metadata: {name: kong, namespace: kong}
spec:
  targetRef: {kind: Dataplane, labels: {app.kubernetes.io/instance: kong}}
  default:
    passthroughMode: Matched
    appendMatch: [{type: Domain, value: a1b2c3.eu.tp.konghq.com, port: 443, protocol: tls}]
`),
  },
};

function example(policy: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: kong, labels: {kuma.io/sidecar-injection: enabled}}
---
${exampleRelease(
  'kong',
  '{image: {repository: kong/kong-gateway, tag: "3.10"}, ingressController: {enabled: false}, secretVolumes: [konnect-client-tls], env: {konnect_mode: "on", role: data_plane, cluster_mtls: pki, cluster_cert: /etc/secrets/konnect-client-tls/tls.crt, cluster_cert_key: /etc/secrets/konnect-client-tls/tls.key, cluster_control_plane: "a1b2c3.eu.cp.konghq.com:443", cluster_server_name: a1b2c3.eu.cp.konghq.com, cluster_telemetry_endpoint: "a1b2c3.eu.tp.konghq.com:443", cluster_telemetry_server_name: a1b2c3.eu.tp.konghq.com, lua_ssl_trusted_certificate: system}}',
).trim()}
${policy}`;
}
