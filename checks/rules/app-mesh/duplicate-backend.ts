import { dig, items, pointer, text } from '../../../references/fields';
import { controllerFile } from '../../app-mesh/source';
import type { ObjectRule } from '../../rule';

export const duplicateBackend: ObjectRule = {
  id: 'app-mesh/duplicate-backend',
  severity: 'error',
  title: 'a virtual node names the same backend twice',
  why: 'The webhook refuses the virtual node, and its pods are refused after it.',
  source: controllerFile('webhooks/appmesh/virtualnode_validator.go'),
  kinds: ['appmesh.k8s.aws/VirtualNode'],
  *checkObject(object) {
    const seen = new Map<string, number>();
    for (const [i, backend] of items(dig(object, 'spec', 'backends')).entries()) {
      const service = dig(backend, 'virtualService');
      const name = text(dig(service, 'virtualServiceRef', 'name'));
      const namespace =
        text(dig(service, 'virtualServiceRef', 'namespace')) ?? object.metadata.namespace ?? '';
      const backendName =
        name === undefined ? text(dig(service, 'virtualServiceARN')) : `${namespace}/${name}`;
      if (backendName === undefined) continue;
      const first = seen.get(backendName);
      if (first === undefined) {
        seen.set(backendName, i);
        continue;
      }
      yield {
        object,
        path: pointer('spec', 'backends', i),
        message: `backend ${backendName} is there twice`,
        found: `${backendName}, which is also backend ${first + 1}`,
        expected: 'each virtual service once',
        mend: 'remove one of the two',
      };
    }
  },
  example: {
    given: ['app-mesh-controller', 'Namespace kong', 'VirtualService prod/jazz'],
    fails: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: kong, namespace: kong}
spec:
  backends:
    - {virtualService: {virtualServiceRef: {name: jazz, namespace: prod}}}
    - {virtualService: {virtualServiceRef: {name: jazz, namespace: prod}}}
`,
    passes: `
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: {name: kong, namespace: kong}
spec:
  backends:
    - {virtualService: {virtualServiceRef: {name: jazz, namespace: prod}}}
`,
  },
};
