import { ById, ByKind } from '../../references/by-identity';
import { objectId } from '../../references/identity';

test('what was added is found by group, kind, namespace and name, and by nothing less', () => {
  const things = new ById<string>();
  things.add(objectId('', 'Secret', 'prod', 'jazz'), 'secret');
  things.add(objectId('', 'Service', 'prod', 'jazz'), 'service');
  things.add(objectId('', 'Secret', 'prod', 'jazz'), 'another secret');
  things.add(objectId('kuma.io', 'Mesh', undefined, 'jazz'), 'mesh');
  expect(things.get(objectId('', 'Secret', 'prod', 'jazz'))).toEqual(['secret', 'another secret']);
  expect(things.get(objectId('', 'Service', 'prod', 'jazz'))).toEqual(['service']);
  expect(things.get(objectId('kuma.io', 'Mesh', undefined, 'jazz'))).toEqual(['mesh']);
  for (const other of [
    objectId('', 'Mesh', undefined, 'jazz'),
    objectId('kuma.io', 'Mesh', 'prod', 'jazz'),
    objectId('', 'Secret', 'dev', 'jazz'),
    objectId('', 'Secret', 'prod', 'metal'),
    objectId('', 'ConfigMap', 'prod', 'jazz'),
  ]) {
    expect(things.get(other)).toBeUndefined();
  }
});

test('lists come in the order of their first things, whatever their names', () => {
  const things = new ById<number>();
  for (const [index, name] of ['2', 'b', '1', 'b', 'a'].entries()) {
    things.add(objectId('', 'Secret', 'prod', name), index);
  }
  expect(things.lists()).toEqual([[0], [1, 3], [2], [4]]);
});

test('a kind has one thing, and kinds of one name in two groups have two', () => {
  const lists = new ByKind<string[]>();
  lists.getOrMake('apps', 'Deployment', () => []).push('a');
  lists.getOrMake('apps', 'Deployment', () => []).push('b');
  lists.getOrMake('example.com', 'Deployment', () => []).push('c');
  expect(lists.get('apps', 'Deployment')).toEqual(['a', 'b']);
  expect(lists.get('example.com', 'Deployment')).toEqual(['c']);
  expect(lists.get('', 'Deployment')).toBeUndefined();
});
