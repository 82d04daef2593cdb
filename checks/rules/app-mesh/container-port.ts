import { dig } from '../../../references/fields';
import { readSelector } from '../../../references/labels';
import { podPorts } from '../../../references/pod-template';
import { listenerPorts } from '../../app-mesh/ports';
import { controllerFile } from '../../app-mesh/source';
import type { ObjectRule } from '../../rule';

export const containerPort: ObjectRule = {
  id: 'app-mesh/container-port',
  severity: 'error',
  title: 'a virtual node listens on a port that no container of its pods opens',
  why: 'The sidecar takes over the listener’s port only: calls to the port that is open pass it by, without its TLS and health checks.',
  source: controllerFile('pkg/inject/proxy.go'),
  kinds: ['appmesh.k8s.aws/VirtualNode'],
  *checkObject(object, { index }) {
    const selector = readSelector(dig(object, 'spec', 'podSelector'));
    if (selector === undefined) return;
    const pods = index.pods(object.metadata.namespace ?? 'default', selector);
    const open = new Set(pods.flatMap((pod) => [...podPorts(pod)].filter((port) => /^\d+$/.test(port))));
    // Containers need not declare their ports; nothing is known of those that declare none.
    if (open.size === 0) return;
    for (const { port, path } of listenerPorts(object)) {
      if (open.has(String(port))) continue;
      yield {
        object,
        path,
        message: `no container of the selected pods opens port ${port}`,
        found: `${port}`,
        expected: `a port of ${pods.map(({ name }) => name).join(', ')}: ${[...open].join(', ')}`,
        mend: 'write the container’s port, which need not be the Service’s',
      };
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace prod', 'Service prod/jazz-v1'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec:
  podSelector: {matchLabels: {app: jazz}}
  listeners: [{portMapping: {port: 80, protocol: http}}]
  serviceDiscovery: {dns: {hostname: jazz-v1.prod.svc.cluster.local}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  selector: {matchLabels: {app: jazz}}
  template:
    metadata: {labels: {app: jazz}}
    spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0", ports: [{containerPort: 9080}]}]}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: jazz-v1, namespace: prod}
spec:
  podSelector: {matchLabels: {app: jazz}}
  listeners: [{portMapping: {port: 9080, protocol: http}}]
  serviceDiscovery: {dns: {hostname: jazz-v1.prod.svc.cluster.local}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  selector: {matchLabels: {app: jazz}}
  template:
    metadata: {labels: {app: jazz}}
    spec: {containers: [{name: jazz, image: "registry.example/jazz:1.0", ports: [{containerPort: 9080}]}]}
`,
  },
};
