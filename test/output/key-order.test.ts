import fc from 'fast-check';
import { stringify } from 'yaml';
import { keysInOrder, type Place, placeUnder } from '../../output/key-order';
import { objectsToYaml, objectToYaml, toYaml } from '../../output/yaml';
import { YAML_OPTIONS } from '../../output/yaml-options';
import { times } from '../long';
import { jsonValue } from './arbitrary-values';

/** The same value with its keys set in the order in which they are to be written. */
function ordered(value: unknown, place: Place): unknown {
  if (Array.isArray(value)) return value.map((item) => ordered(item, 'item'));
  if (!isMap(value)) return value;
  return new Map(keysInOrder(value, place).map((key) => [key, ordered(value[key], placeUnder(place, key))]));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

describe('the order of keys', () => {
  test('is what an object is, which one, and then what it says; below that by code unit', () => {
    const object = {
      data: { b: '1', B: '2', ä: '3', a: '4', '10': '5', '9': '6' },
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
    expect(objectToYaml(object)).toMatchInlineSnapshot(`
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
       "10": "5"
       "9": "6"
       B: "2"
       a: "4"
       b: "1"
       ä: "3"
     "
    `);
  });

  test('does not depend on the order in which the keys were set', () => {
    const one = objectToYaml({ kind: 'A', spec: { b: { d: 1, c: 2 }, a: [] } });
    expect(objectToYaml({ spec: { a: [], b: { c: 2, d: 1 } }, kind: 'A' })).toBe(one);
  });

  test('keeps a key named __proto__ a key', () => {
    const data: unknown = JSON.parse('{"a": 1, "__proto__": "x"}');
    expect(objectToYaml({ data, kind: 'A' })).toBe('kind: A\ndata:\n  __proto__: x\n  a: 1\n');
  });

  test('is all that an object has beyond a value: the bytes are those of the yaml package, with the keys so set', () => {
    const object = fc.record({
      kind: jsonValue,
      name: jsonValue,
      metadata: jsonValue,
      spec: jsonValue,
    });
    fc.assert(
      fc.property(
        object,
        (value) => objectToYaml(value) === stringify(ordered(value, 'object'), YAML_OPTIONS),
      ),
      { numRuns: times(300, 10_000) },
    );
  });

  test('is kept as it is where the value is no object', () => {
    expect(toYaml({ kind: 'A', apiVersion: 'v1' })).toBe('kind: A\napiVersion: v1\n');
  });

  test('goes with an error that names the object', () => {
    const named = { kind: 'Mesh', metadata: { name: 'dj-app' }, spec: null };
    expect(() => objectToYaml(named)).toThrow('Mesh dj-app: spec: null');
    expect(() => objectToYaml({ kind: 'Mesh', name: 'default', networking: null })).toThrow(
      'Mesh default: networking: null',
    );
    expect(() => objectToYaml([null])).toThrow('[0]: null');
  });

  test('holds for each of several objects', () => {
    expect(
      objectsToYaml([
        { spec: {}, kind: 'A' },
        { name: 'b', kind: 'B' },
      ]),
    ).toBe('kind: A\nspec: {}\n---\nkind: B\nname: b\n');
  });
});
