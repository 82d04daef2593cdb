import { dig, items, text } from '../../../references/fields';
import { kumaGroup } from '../../../references/kinds/kuma';
import { isInKongMesh } from '../../../references/kinds/kuma-pods';
import type { Manifest } from '../../../references/manifest';
import type { PodTemplate } from '../../../references/provision';
import type { ReferenceIndex } from '../../../references/reference-index';
import { exampleRelease } from '../../kong/example';
import { kongGateways, valuePlace } from '../../kong/gateway';
import { meshOfPod } from '../../kong-mesh/identity';
import { kumaFile } from '../../kong-mesh/source';
import type { SetRule } from '../../rule';

export const closedTelemetry: SetRule = {
  id: 'kong-mesh/closed-telemetry',
  severity: 'warning',
  title: "a gateway in the mesh has no way out to Konnect's telemetry",
  why: 'With closed egress the gateway serves calls, and Konnect shows nothing of them: no analytics, no errors.',
  source: kumaFile('pkg/plugins/policies/meshpassthrough'),
  *checkSet({ index }) {
    for (const release of kongGateways(index)) {
      const host = text(dig(release.values, 'env', 'cluster_telemetry_endpoint'))?.split(':')[0];
      const pods = index
        .podsBroughtBy(release.install.by)
        .filter((pod) => pod.containers.some(({ name }) => name === 'proxy') && isInKongMesh(pod, index));
      const [pod] = pods;
      if (host === undefined || pod === undefined || isOpen(pod, host, index)) continue;
      yield {
        object: release.install.by,
        path: valuePlace(release, 'env', 'cluster_telemetry_endpoint'),
        message: `no MeshPassthrough lets the gateway call ${host}`,
        found: 'closed egress, as far as this set shows',
        expected: `a MeshPassthrough that selects the gateway's pods and matches ${host}`,
        mend: `add {type: Domain, value: ${host}, port: 443, protocol: tls} to its appendMatch`,
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

/** Whether the pods may call the host: their mesh lets everything out, or a policy lets this host. */
function isOpen(pod: PodTemplate, host: string, index: ReferenceIndex): boolean {
  const mesh = meshOfPod(pod, index);
  const own = index.ofKind(kumaGroup, 'Mesh').find(({ metadata }) => metadata.name === mesh);
  if (own !== undefined && dig(own, 'spec', 'networking', 'outbound', 'passthrough') !== false) return true;
  return index
    .selecting(kumaGroup, 'MeshPassthrough', pod.namespace, pod.labels)
    .some((policy) => lets(policy, host));
}

function lets(policy: Manifest, host: string): boolean {
  const settings = dig(policy, 'spec', 'default');
  if (dig(settings, 'passthroughMode') === 'All') return true;
  return items(dig(settings, 'appendMatch')).some((match) => {
    const value = text(dig(match, 'value')) ?? '';
    return value === host || (value.startsWith('*.') && host.endsWith(value.slice(1)));
  });
}

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
