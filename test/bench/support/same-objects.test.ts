import { expectSame, objectsInText } from '../../../bench/support/same-objects';

const one = objectsInText(
  'kind: Service\nmetadata: {namespace: prod, name: jazz}\nspec: {ports: [{port: 9080}]}\n',
);
const other = objectsInText('kind: Service\nmetadata: {namespace: prod, name: metal}\n');

test('the order of keys and of objects makes no difference, and empty documents are none', () => {
  const again = objectsInText(
    '---\n---\nmetadata: {name: metal, namespace: prod}\nkind: Service\n---\nspec:\n  ports:\n  - port: 9080\nmetadata:\n  name: jazz\n  namespace: prod\nkind: Service\n',
  );
  expect(() => expectSame('it', [...one, ...other], again)).not.toThrow();
});

test('a value of another type is another object', () => {
  const text = objectsInText(
    'kind: Service\nmetadata: {namespace: prod, name: jazz}\nspec: {ports: [{port: "9080"}]}\n',
  );
  expect(() => expectSame('it', one, text)).toThrow(
    'it made 1 objects, we 1: it lacks 1 (Service/prod/jazz), and has 1 that we have not (Service/prod/jazz)',
  );
});

test('an object that is there twice is not the same as one that is there once', () => {
  expect(() => expectSame('it', one, [...one, ...one])).toThrow(
    'it made 2 objects, we 1: it lacks 0 (none), and has 1 that we have not (Service/prod/jazz)',
  );
});
