import { dig, text } from '../../../references/fields';
import { kongGroup } from '../../../references/kinds/kong-annotations';
import { serviceOfHost } from '../../../references/service-host';
import { exampleRelease } from '../../kong/example';
import { kongGateways } from '../../kong/gateway';
import { kumaFile } from '../../kong-mesh/source';
import { isOpenTo, meshedProxies, noWayOut } from '../../kong-mesh/ways-out';
import { operatorGateways } from '../../kong-operator/gateways';
import type { SetRule } from '../../rule';

export const closedTraces: SetRule = {
  id: 'kong-mesh/closed-traces',
  severity: 'warning',
  title: 'a gateway in the mesh has no way out to the collector of its traces',
  why: 'Kong calls the collector as an application does: with closed egress the calls are served, and no trace of them arrives.',
  source: kumaFile('pkg/plugins/policies/meshpassthrough'),
  measured:
    'in a mesh without passthrough kuma-cp 2.14.3 gives the sidecar of a gateway one way for what no route knows, which leads nowhere; with the MeshPassthrough of the passing example a second one, for http to adot.telemetry.svc.cluster.local at port 4318.',
  *checkSet({ index }) {
    const pods = [
      ...kongGateways(index).map(({ install }) => install.by),
      ...operatorGateways(index)
        .filter(({ mode }) => mode === 'self-managed')
        .map(({ gateway }) => gateway),
    ].flatMap((by) => meshedProxies(by, index));
    const [gateway] = pods;
    if (gateway === undefined) return;
    for (const plugin of index.ofKind(kongGroup, 'KongClusterPlugin')) {
      if (dig(plugin, 'plugin') !== 'opentelemetry' || plugin.metadata.labels?.global !== 'true') continue;
      for (const field of ['traces_endpoint', 'logs_endpoint'] as const) {
        const url = text(dig(plugin, 'config', field));
        if (url === undefined || !URL.canParse(url)) continue;
        const host = new URL(url).hostname;
        // A Service of the set may be a member of the mesh, which needs no way out.
        const service = serviceOfHost(host);
        if (service !== undefined && index.provisions(service).length > 0) continue;
        if (pods.every((pod) => isOpenTo(pod, host, index))) continue;
        yield {
          object: plugin,
          path: `/config/${field}`,
          ...noWayOut(host, new URL(url).port || '80', 'http'),
        };
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Mesh default'],
    fails: example(''),
    passes: example(`---
apiVersion: kuma.io/v1alpha1
kind: MeshPassthrough
metadata: {name: kong, namespace: kong}
spec:
  targetRef: {kind: Dataplane, labels: {app.kubernetes.io/instance: kong}}
  default:
    passthroughMode: Matched
    appendMatch: [{type: Domain, value: adot.telemetry.svc.cluster.local, port: 4318, protocol: http}]
`),
  },
};

function example(policy: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: kong, labels: {kuma.io/sidecar-injection: enabled}}
---
${exampleRelease('kong', '{image: {repository: kong, tag: "3.9"}, podAnnotations: {kuma.io/gateway: enabled}}').trim()}
---
apiVersion: configuration.konghq.com/v1
kind: KongClusterPlugin
metadata:
  name: opentelemetry
  labels: {global: "true"}
  annotations: {kubernetes.io/ingress.class: kong}
plugin: opentelemetry
config: {traces_endpoint: "http://adot.telemetry.svc.cluster.local:4318/v1/traces"}
${policy}`;
}
