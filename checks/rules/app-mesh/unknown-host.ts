import { dig, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import { serviceOfHost } from '../../../references/service-host';
import { controllerFile } from '../../app-mesh/source';
import { nearestExisting } from '../../existing-names';
import type { ObjectRule } from '../../rule';

export const unknownHost: ObjectRule = {
  id: 'app-mesh/unknown-host',
  severity: 'error',
  title: 'a host name means a Service that does not exist',
  why: 'Clients look a virtual service up by this name, and Envoy its endpoints: without the Service there is no such host.',
  source: controllerFile('apis/appmesh/v1beta2/virtualnode_types.go, virtualservice_types.go'),
  kinds: ['appmesh.k8s.aws/VirtualNode', 'appmesh.k8s.aws/VirtualService'],
  *checkObject(object, { index }) {
    const at =
      object.kind === 'VirtualNode' ? ['spec', 'serviceDiscovery', 'dns', 'hostname'] : ['spec', 'awsName'];
    const host = text(dig(object, ...at));
    const id = serviceOfHost(host);
    if (host === undefined || id === undefined || index.provisions(id).length > 0) return;
    const close = nearestExisting(index, id);
    const { namespace = 'default' } = object.metadata;
    const elsewhere = id.namespace !== namespace && index.get(objectId('', 'Service', namespace, id.name));
    yield {
      object,
      path: `/${at.join('/')}`,
      message: `${host} is no Service of the cluster`,
      found: host,
      expected: 'the name of a Service: <service>.<namespace>.svc.cluster.local',
      mend: elsewhere
        ? `the Service ${id.name} is in ${namespace}: write ${id.name}.${namespace}.svc.cluster.local`
        : `add the Service ${id.name} to namespace ${id.namespace ?? ''}, or correct the host name`,
      ...(close === undefined ? {} : { nearest: `${close}.${id.namespace ?? ''}.svc.cluster.local` }),
      absent: { id },
    };
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: http}}]
  serviceDiscovery: {dns: {hostname: jaz-v1.prod.svc.cluster.local}}
---
apiVersion: v1
kind: Service
metadata: {name: jazz-v1, namespace: prod}
spec: {ports: [{port: 9080}]}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec:
  listeners: [{portMapping: {port: 9080, protocol: http}}]
  serviceDiscovery: {dns: {hostname: jazz-v1.prod.svc.cluster.local}}
---
apiVersion: v1
kind: Service
metadata: {name: jazz-v1, namespace: prod}
spec: {ports: [{port: 9080}]}
`,
  },
};
