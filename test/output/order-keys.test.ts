import { orderKeys } from '../../output/order-keys';
import { toYaml } from '../../output/yaml';

describe('the order of keys', () => {
  test('is what an object is, which one, and then what it says; below that by code unit', () => {
    const object = {
      data: { b: '1', B: '2', ä: '3', a: '4' },
      spec: {
        replicas: 1,
        containers: [
          {
            image: 'jazz:1',
            env: [{ value: 'x', name: 'B' }, { name: 'A' }],
            name: 'jazz',
          },
        ],
      },
      metadata: {
        annotations: { z: '1', a: '2' },
        name: 'jazz',
        finalizers: [],
        labels: {},
        namespace: 'prod',
      },
      automount: undefined,
      kind: 'Deployment',
      apiVersion: 'apps/v1',
    };
    expect(toYaml(orderKeys(object))).toMatchInlineSnapshot(`
     "apiVersion: apps/v1
     kind: Deployment
     metadata:
       name: jazz
       namespace: prod
       labels: {}
       annotations:
         a: "2"
         z: "1"
       finalizers: []
     spec:
       containers:
         - name: jazz
           env:
             - name: B
               value: x
             - name: A
           image: jazz:1
       replicas: 1
     data:
       B: "2"
       a: "4"
       b: "1"
       ä: "3"
     "
    `);
  });

  test('does not depend on the order in which the keys were set, nor on a second pass', () => {
    const one = toYaml(orderKeys({ kind: 'A', spec: { b: { d: 1, c: 2 }, a: [] } }));
    const other = toYaml(orderKeys(orderKeys({ spec: { a: [], b: { c: 2, d: 1 } }, kind: 'A' })));
    expect(other).toBe(one);
  });

  test('leaves the object itself and the order of lists alone', () => {
    const object = { spec: { hosts: ['b', 'a'] }, kind: 'A' };
    expect(orderKeys(object).spec.hosts).toEqual(['b', 'a']);
    expect(Object.keys(object)).toEqual(['spec', 'kind']);
  });

  test('keeps a key named __proto__ a key', () => {
    const data: unknown = JSON.parse('{"__proto__": "x", "a": 1}');
    expect(toYaml(orderKeys({ kind: 'A', data }))).toBe('kind: A\ndata:\n  __proto__: x\n  a: 1\n');
  });
});
