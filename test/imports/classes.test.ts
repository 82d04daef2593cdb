import { App, Chart } from 'cdk8s';
import { VirtualNode } from '../../imports/appmesh.k8s.aws';

test('a generated class renders the object that its props describe', () => {
  const node = new VirtualNode(new Chart(new App(), 'chart'), 'jazz', {
    metadata: { name: 'jazz-v1', namespace: 'prod' },
    spec: { podSelector: { matchLabels: { app: 'jazz' } } },
  });
  expect(node.toJson()).toEqual({
    apiVersion: 'appmesh.k8s.aws/v1beta2',
    kind: 'VirtualNode',
    metadata: { name: 'jazz-v1', namespace: 'prod' },
    spec: { podSelector: { matchLabels: { app: 'jazz' } } },
  });
});
