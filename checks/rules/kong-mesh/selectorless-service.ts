import { dig, fields } from '../../../references/fields';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

const label = 'kuma.io/sidecar-injection';

export const selectorlessService: ObjectRule = {
  id: 'kong-mesh/selectorless-service',
  severity: 'warning',
  title: 'a Service without selector lies in a namespace of the mesh',
  why: 'Its MeshService selects every proxy of the namespace: calls that are meant for an outside address reach any workload there.',
  source: kumaFile('pkg/plugins/runtime/k8s/controllers/meshservice_controller.go'),
  measured:
    'kuma-cp 2.14.3: the MeshService has the addresses of every pod of its namespace that is in the mesh.',
  kinds: ['/Service'],
  *checkObject(object, { index }) {
    const { namespace = 'default', annotations, labels } = object.metadata;
    const injected = index.namespaceLabels(namespace)[label];
    if (injected !== 'enabled' && injected !== 'true') return;
    if (Object.keys(fields(dig(object, 'spec', 'selector'))).length > 0) return;
    if (dig(object, 'spec', 'type') === 'ExternalName') return;
    if (annotations?.['kuma.io/ignore'] === 'true' || labels?.['kuma.io/ignore'] === 'true') return;
    yield {
      object,
      path: '/spec',
      message: `the MeshService of Service ${object.metadata.name} selects every workload of ${namespace}`,
      found: 'no spec.selector, in a namespace with sidecar injection',
      expected: 'a selector, a MeshExternalService, or a namespace outside of the mesh',
      mend: 'write a MeshExternalService for the address, or annotate the Service kuma.io/ignore: "true"',
    };
  },
  example: {
    given: ['kong-mesh', 'Mesh default'],
    fails: example(''),
    passes: example('type: ExternalName, externalName: db.example.com, '),
  },
};

function example(more: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: prod, labels: {kuma.io/sidecar-injection: enabled}}
---
apiVersion: v1
kind: Service
metadata: {name: database, namespace: prod}
spec: {${more}ports: [{port: 5432}]}
`;
}
