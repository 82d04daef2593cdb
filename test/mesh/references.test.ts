import { buildIndex } from '../../references/reference-index';
import { bookshopPair } from './pairs';

const { appMesh, kongMesh } = bookshopPair();

test.each([
  ['App Mesh', appMesh],
  ['Kong Mesh', kongMesh],
] as const)('on %s every reference of the bookshop leads somewhere', (_, objects) => {
  expect(buildIndex(objects).dangling()).toEqual([]);
});

test.each([
  ['Service', 'stock-v2', kongMesh],
  ['Service', 'ledger-v1', kongMesh],
  ['Service', 'catalogue', kongMesh],
  ['VirtualNode', 'payments', appMesh],
  ['VirtualNode', 'ledger-v2', appMesh],
  ['VirtualService', 'suppliers', appMesh],
  ['VirtualService', 'egress-login-example-com', appMesh],
  ['VirtualRouter', 'stock-router', appMesh],
] as const)('without %s %s a reference of the bookshop dangles', (kind, name, objects) => {
  const left = objects.filter((object) => object.kind !== kind || object.metadata.name !== name);
  expect(left).toHaveLength(objects.length - 1);
  expect(buildIndex(left).dangling()).not.toEqual([]);
});
