import { readFileSync } from 'node:fs';
import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import fc from 'fast-check';
import { IntOrString, KubeService } from '../../imports/k8s';
import { times } from '../long';

type KubernetesClass = new (scope: Construct, id: string, props: object) => ApiObject;

const quick: Readonly<Record<string, KubernetesClass>> = require('../../imports/k8s.js');
const own: Readonly<Record<string, unknown>> = k8s;
const metadata = { name: 'jazz', namespace: 'prod', labels: { version: 'v1', app: 'jazz' } };
const runs = { numRuns: times(8, 100) };

/** The text of an object in a chart that has a namespace and labels of its own, or of what was thrown. */
function text(type: unknown, props: object, change: (object: ApiObject) => void = () => {}): string {
  const chart = new Chart(new App(), 'chart', {
    namespace: 'kong',
    labels: { 'z/part-of': 'dj', app: 'dj' },
  });
  const object = new (type as KubernetesClass)(chart, 'object', props);
  change(object);
  return JSON.stringify(object.toJson());
}

const kinds = Object.keys(quick).filter((name) => name.startsWith('Kube'));

describe.each(kinds.map((name) => ({ name })))('the class $name', ({ name }) => {
  test('writes what the class of cdk8s-plus writes, to the order of keys', () => {
    const props = fc.oneof(valuesOf(`${name}Props`), fc.constant({ metadata }));
    fc.assert(
      fc.property(props, (given) => {
        expect(text(quick[name], given as object)).toBe(text(own[name], given as object));
      }),
      runs,
    );
  });

  test('writes the manifest that the class of cdk8s-plus writes', () => {
    const manifest = (type: unknown, props: object): string =>
      JSON.stringify((type as { manifest(props: object): unknown }).manifest(props));
    fc.assert(
      fc.property(valuesOf(`${name}Props`), (given) => {
        expect(manifest(quick[name], given as object)).toBe(manifest(own[name], given as object));
      }),
      runs,
    );
  });
});

test.each<readonly [string, object, (object: ApiObject) => void]>([
  ['no metadata', {}, () => {}],
  [
    'empty maps and lists',
    { metadata: { name: 'jazz', labels: {}, annotations: {}, finalizers: [] } },
    () => {},
  ],
  ['other metadata', { metadata: { ...metadata, generateName: 'jazz-', finalizers: ['a'] } }, () => {}],
  [
    'a label that comes later',
    { metadata },
    ({ metadata }) => metadata.addLabel('a', Lazy.any({ produce: () => 'b' })),
  ],
  [
    'a label and an annotation',
    { metadata },
    (object) => {
      object.metadata.addLabel('a', 'b');
      object.metadata.addAnnotation('c', 'd');
    },
  ],
  ['an attribute', { metadata }, (object) => object.metadata.add('generateName', 'jazz-')],
  ['a finalizer', { metadata }, (object) => object.metadata.addFinalizers('a')],
  [
    'an owner',
    { metadata },
    (object) => object.metadata.addOwnerReference({ apiVersion: 'v1', kind: 'Pod', name: 'jazz', uid: '1' }),
  ],
  [
    'a JSON patch',
    { metadata },
    (object) => object.addJsonPatch(JsonPatch.add('/spec', { clusterIp: 'None' })),
  ],
  [
    'a value that comes later',
    { metadata, spec: { type: Lazy.any({ produce: () => 'ClusterIP' }) } },
    () => {},
  ],
  ['a field that it does not know', { metadata, spec: { weather: 'fine', type: 'ClusterIP' } }, () => {}],
  ['another kind', { metadata, kind: 'Secret', spec: { type: 'ClusterIP' } }, () => {}],
  ['values of other types', { metadata, spec: { type: 80, clusterIPs: [1], externalName: {} } }, () => {}],
  ['undefined', { metadata, spec: { type: undefined, selector: { b: 'b', a: undefined } } }, () => {}],
])('the object is the one that cdk8s-plus writes, given %s', (_, props, change) => {
  expect(text(KubeService, props, change)).toBe(text(k8s.KubeService, props, change));
});

test('plain props do not go the long way', () => {
  const long = jest.spyOn(ApiObject.prototype, 'toJson');
  const port = { port: 80, targetPort: IntOrString.fromString('http') };
  text(KubeService, { metadata, spec: { ports: [port], selector: { app: 'jazz' } } });
  expect(long).not.toHaveBeenCalled();
  text(KubeService, { metadata: { ...metadata, finalizers: ['a'] }, spec: { type: undefined } });
  expect(long).not.toHaveBeenCalled();
  text(KubeService, { metadata, spec: { type: Lazy.any({ produce: () => 'ClusterIP' }) } });
  expect(long).toHaveBeenCalledTimes(1);
  long.mockRestore();
});

test('a resolver of the app sees every value', () => {
  const loud = {
    resolve: (context: { value: unknown; replaceValue(value: unknown): void }) =>
      context.value === 'jazz' ? context.replaceValue('JAZZ') : undefined,
  };
  const chart = new Chart(new App({ resolvers: [loud] }), 'chart');
  const service = new KubeService(chart, 'service', {
    metadata,
    spec: { selector: { app: 'jazz' } },
  });
  expect(service.toJson()).toMatchObject({ metadata: { name: 'JAZZ' }, spec: { selector: { app: 'JAZZ' } } });
});

test('null is refused, which cdk8s-plus leaves out', () => {
  const props: object = { metadata, spec: { ports: [{ port: null }] } };
  expect(() => text(KubeService, props)).toThrow(
    'Service prod/jazz, at spec.ports.0.port: null cannot be written; leave the key out',
  );
  const cases = [
    { ...metadata, namespace: null },
    { ...metadata, labels: null },
    { ...metadata, labels: { app: null } },
  ];
  for (const spoilt of cases) {
    expect(() => text(KubeService, { metadata: spoilt })).toThrow('null cannot be written');
  }
});

/** The members of every interface of cdk8s-plus, and their types as they are declared. */
const interfaces = new Map(
  [...declarations().matchAll(/^export interface (\w+) \{\n([\s\S]*?)^\}/gm)].map(
    ([, name = '', body = '']) => [
      name,
      [...body.matchAll(/^ {4}readonly (\w+)\??: ((?:\{\s*\[key: string\]: )?\w+(?:\[\])?)/gm)].map(
        ([, member = '', type = '']) => [member, type] as const,
      ),
    ],
  ),
);

function declarations(): string {
  return readFileSync(require.resolve('cdk8s-plus-27/lib/imports/k8s.d.ts'), 'utf8');
}

/** Draws values of a declared type: some members of an interface, and so on inwards. No class can write a Date. */
function valuesOf(type: string, depth = 0): fc.Arbitrary<unknown> {
  if (type.endsWith('[]')) {
    return fc.array(valuesOf(type.slice(0, -2), depth + 1), { maxLength: depth < 3 ? 2 : 1 });
  }
  const ofMap = /^\{\s*\[key: string\]: (\w+)/.exec(type)?.[1];
  if (ofMap !== undefined) {
    return fc.dictionary(keys, valuesOf(ofMap, depth + 1), { maxKeys: 3, noNullPrototype: true });
  }
  switch (type) {
    case 'string':
      return fc.string();
    case 'number':
      return fc.integer();
    case 'boolean':
      return fc.boolean();
    case 'IntOrString':
      return fc.oneof(
        fc.integer().map(k8s.IntOrString.fromNumber),
        fc.string().map(k8s.IntOrString.fromString),
      );
    case 'Quantity':
      return fc.oneof(fc.integer().map(k8s.Quantity.fromNumber), fc.string().map(k8s.Quantity.fromString));
  }
  const members = (interfaces.get(type) ?? []).filter(([, inner]) => depth < 12 && inner !== 'Date');
  return fc.subarray(members, { maxLength: Math.min(4, members.length) }).chain((some) =>
    fc.record(Object.fromEntries(some.map(([member, inner]) => [member, valuesOf(inner, depth + 1)])), {
      noNullPrototype: true,
    }),
  );
}

/** Names that a plain JavaScript object can carry. */
const keys = fc.string().filter((key) => key !== '__proto__' && key !== 'constructor');
