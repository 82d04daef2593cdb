import { dig, items, pointer, portOf, strings, text } from '../../../references/fields';
import { byLabels, describeSelector } from '../../../references/labels';
import type { Manifest } from '../../../references/manifest';
import { kumaFile } from '../../kong-mesh/source';
import type { SetRule } from '../../rule';

const label = 'kuma.io/sidecar-injection';

export const protocolDisagreement: SetRule = {
  id: 'kong-mesh/protocol-disagreement',
  severity: 'warning',
  title: 'two Services of the same pods disagree on the protocol of a port',
  why: 'A proxy has one listener for a port: which of the two protocols it speaks depends on which Service comes first.',
  source: kumaFile('pkg/plugins/runtime/k8s/controllers/inbound_converter.go'),
  measured:
    'kuma-cp 2.14.3 makes two inbounds of the one port of the pod of the failing example, http by one Service and tcp by the other; of the passing one both are http.',
  *checkSet({ index }) {
    const known = new Map<string, { readonly service: Manifest; readonly protocol: string }>();
    for (const service of index.ofKind('', 'Service')) {
      const { namespace = 'default' } = service.metadata;
      const injected = index.namespaceLabels(namespace)[label];
      const selector = strings(dig(service, 'spec', 'selector'));
      if (injected === undefined || injected === 'disabled' || Object.keys(selector).length === 0) continue;
      for (const [i, port] of items(dig(service, 'spec', 'ports')).entries()) {
        const target = portOf(dig(port, 'targetPort')) ?? portOf(dig(port, 'port'));
        const protocol = text(dig(port, 'appProtocol')) ?? 'tcp';
        const key = `${namespace} ${describeSelector(byLabels(Object.fromEntries(Object.entries(selector).toSorted())))} ${target}`;
        const before = known.get(key);
        if (before === undefined) known.set(key, { service, protocol });
        if (before === undefined || before.protocol === protocol || before.service === service) continue;
        yield {
          object: service,
          path: pointer('spec', 'ports', i),
          message: `Services ${before.service.metadata.name} and ${service.metadata.name} disagree on the protocol of port ${target}`,
          found: `${protocol} here, and ${before.protocol} in ${before.service.metadata.name}`,
          expected: 'one appProtocol for one port of the pods',
          mend: `write the same appProtocol in both Services`,
        };
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Mesh default'],
    fails: example(''),
    passes: example(', appProtocol: http'),
  },
};

function example(more: string): string {
  const service = (name: string, protocol: string) => `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: prod}
spec: {selector: {app: jazz}, ports: [{port: 9080${protocol}}]}
---`;
  return `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {kuma.io/sidecar-injection: enabled}}
---${service('jazz', ', appProtocol: http')}${service('jazz-again', more)}
apiVersion: v1
kind: Pod
metadata: {name: jazz, namespace: prod, labels: {app: jazz}}
spec: {containers: [{name: jazz, image: "jazz:v1", ports: [{containerPort: 9080}]}]}
`;
}
