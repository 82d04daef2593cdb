import { dig, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { controllerFile } from '../../app-mesh/source';
import { hostOf } from '../../app-mesh/virtual-service';
import type { ObjectRule } from '../../rule';

export const defaultHost: ObjectRule = {
  id: 'app-mesh/default-host',
  severity: 'warning',
  title: 'a virtual service leaves its host name to the webhook, which makes one that clients rarely call',
  why: 'Without awsName the host is <name>.<namespace>. Envoy answers calls to the full name of the Service as to an unknown host.',
  source: controllerFile('webhooks/appmesh/virtualservice_mutator.go'),
  kinds: ['appmesh.k8s.aws/VirtualService'],
  *checkObject(object, { index }) {
    if (text(dig(object, 'spec', 'awsName')) !== undefined) return;
    const { name, namespace = 'default' } = object.metadata;
    const service = index.get(objectId('', 'Service', namespace, name));
    const called = text(service?.metadata.annotations?.['konghq.com/host-header']);
    const full = `${name}.${namespace}.svc.cluster.local`;
    yield {
      object,
      path: '/spec',
      severity: called !== undefined && called !== hostOf(object) ? 'error' : 'warning',
      message: `the host of the virtual service is ${hostOf(object)}`,
      found: called === undefined ? 'no awsName' : `no awsName, and the gateway calls ${called}`,
      expected: `the name that clients call, such as ${full}`,
      mend: `add awsName: ${called ?? full}`,
    };
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'VirtualNode prod/jazz', 'Service prod/jazz'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec:
  provider: {virtualNode: {virtualNodeRef: {name: jazz}}}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: {name: jazz, namespace: prod}
spec:
  awsName: jazz.prod.svc.cluster.local
  provider: {virtualNode: {virtualNodeRef: {name: jazz}}}
`,
  },
};
