import { describe as describeObject, groupOf } from '../../references/manifest';

test.each([
  ['v1', ''],
  ['apps/v1', 'apps'],
  ['appmesh.k8s.aws/v1beta2', 'appmesh.k8s.aws'],
])('the API group of %s is "%s"', (apiVersion, group) => {
  expect(groupOf(apiVersion)).toBe(group);
});

test('an object is described by its group, kind, namespace and name, without the parts that it lacks', () => {
  expect(describeObject({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod' } })).toBe(
    'Namespace prod',
  );
  expect(
    describeObject({
      apiVersion: 'configuration.konghq.com/v1',
      kind: 'KongPlugin',
      metadata: { name: 'apikey', namespace: 'prod' },
    }),
  ).toBe('configuration.konghq.com/KongPlugin prod/apikey');
});
