import { k8s } from 'cdk8s-plus-27';
import { KubernetesShapes } from '../../../tools/import/kubernetes-shapes';

test('a shape has the fields that cdk8s-plus writes, in its order, with the spelling of the API server', () => {
  const tables = new KubernetesShapes();
  const { shapes } = tables;
  const whole = shapes[tables.add('KubeService', k8s.KubeService.GVK)] ?? {};
  expect(Object.entries(whole).slice(0, 2)).toEqual([
    ['apiVersion', { e: ['v1'] }],
    ['kind', { e: ['Service'] }],
  ]);
  const spec = shapes[Number(whole.spec)] ?? {};
  expect(Object.keys(spec).slice(0, 4)).toEqual([
    'allocateLoadBalancerNodePorts',
    'clusterIp',
    'clusterIPs',
    'externalIPs',
  ]);
  expect(spec).toMatchObject({ clusterIp: ['clusterIP', 'a'], selector: { m: 'a' } });
});

test('a date is in no shape, for cdk8s cannot render it', () => {
  const tables = new KubernetesShapes();
  const whole = tables.shapes[tables.add('KubeSecret', k8s.KubeSecret.GVK)] ?? {};
  expect(tables.shapes[Number(whole.metadata)]).not.toHaveProperty('creationTimestamp');
});

test('a struct that holds itself is one shape', () => {
  const tables = new KubernetesShapes();
  tables.add('KubeCustomResourceDefinition', k8s.KubeCustomResourceDefinition.GVK);
  const schema = tables.shapes.findIndex((shape) => 'not' in shape);
  expect(tables.shapes[schema]).toMatchObject({ not: schema, properties: { m: schema } });
});
