import { byLabels } from '../../references/labels';
import { describe as nameOf } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { manifests } from '../fixtures/load';

const secret = (keys: string) => `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: made, namespace: a}
spec: ${keys}
`;

describe('objects', () => {
  const twice = manifests(`
apiVersion: appmesh.k8s.aws/v1beta2
kind: Mesh
metadata: {name: dj}
---
apiVersion: appmesh.k8s.aws/v1beta1
kind: Mesh
metadata: {name: dj}
---
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: dj}
`);
  const index = buildIndex(twice);

  test('are the same when group, kind, namespace and name are, whatever the version', () => {
    expect(index.duplicates).toEqual([
      {
        id: { group: 'appmesh.k8s.aws', kind: 'Mesh', name: 'dj' },
        objects: twice.slice(0, 2),
      },
    ]);
    expect(index.objects).toHaveLength(3);
  });

  test('are found by identity and by kind', () => {
    expect(index.get({ group: 'kuma.io', kind: 'Mesh', name: 'dj' })).toBe(twice[2]);
    expect(index.ofKind('appmesh.k8s.aws', 'Mesh')).toEqual(twice.slice(0, 2));
    expect(index.get({ group: 'kuma.io', kind: 'Mesh', name: 'other' })).toBeUndefined();
  });
});

describe('the Secret of an ExternalSecret', () => {
  const provided = (spec: string) => {
    const index = buildIndex(manifests(secret(spec)));
    const name = /name: (\w+)/.exec(spec)?.[1] ?? 'made';
    const [provision] = index.provisions({
      group: '',
      kind: 'Secret',
      namespace: 'a',
      name,
    });
    const parts = provision?.parts;
    return provision === undefined
      ? undefined
      : {
          ...provision,
          by: nameOf(index.objects[0] ?? missing()),
          parts: parts && [...parts],
        };
  };
  const missing = () => {
    throw new Error('no object');
  };

  test('has the keys that are fetched, its template’s labels and its type', () => {
    expect(
      provided(
        '{target: {name: other, template: {type: kubernetes.io/tls, metadata: {labels: {a: b}}}}, data: [{secretKey: one}, {secretKey: two}]}',
      ),
    ).toMatchInlineSnapshot(`
     {
       "annotations": {},
       "by": "external-secrets.io/ExternalSecret a/made",
       "id": {
         "group": "",
         "kind": "Secret",
         "name": "other",
         "namespace": "a",
       },
       "labels": {
         "a": "b",
       },
       "parts": [
         "one",
         "two",
       ],
       "secretType": "kubernetes.io/tls",
       "via": "external-secret",
     }
    `);
  });

  test.each([
    ['the template’s keys alone', '{target: {template: {data: {x: y}}}, data: [{secretKey: one}]}', ['x']],
    [
      'both with merge policy Merge',
      '{target: {template: {mergePolicy: Merge, data: {x: y}}}, data: [{secretKey: one}]}',
      ['one', 'x'],
    ],
    ['unknown keys from dataFrom', '{dataFrom: [{extract: {key: k}}]}', undefined],
    [
      'unknown keys from templateFrom',
      '{target: {template: {data: {x: y}, templateFrom: [{literal: z}]}}}',
      undefined,
    ],
  ])('has %s', (_, spec, keys) => {
    expect(provided(spec)?.parts).toEqual(keys);
  });

  test('is not made with creation policy None, nor when another kind is made', () => {
    expect(provided('{target: {creationPolicy: None}, data: [{secretKey: k}]}')).toBeUndefined();
    expect(provided('{target: {manifest: {kind: ConfigMap}}, data: [{secretKey: k}]}')).toBeUndefined();
  });

  test('of two ExternalSecrets is contested', () => {
    const index = buildIndex(
      manifests(
        `${secret('{data: []}')}---${secret('{data: []}').replace('name: made', 'name: twin').replace('spec: {', 'spec: {target: {name: made}, ')}`,
      ),
    );
    expect(index.contested.map((list) => list.map(({ by }) => by && nameOf(by)))).toEqual([
      ['external-secrets.io/ExternalSecret a/made', 'external-secrets.io/ExternalSecret a/twin'],
    ]);
  });
});

describe('a reference', () => {
  const objects = manifests(`
apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: {name: auth, namespace: a}
configFrom: {secretKeyRef: {name: made, key: config}}
---${secret('{data: [{secretKey: other}]}')}`);

  test('to a key that the Secret will not have says which keys it will have', () => {
    const index = buildIndex(objects, {
      given: ['external-secrets', 'kong-crds', 'Namespace a'],
    });
    const [plugin] = objects;
    const found = index.dangling().filter(({ from }) => from === plugin);
    expect(found.map(({ path, resolution }) => [path, resolution.missing, resolution.parts])).toEqual([
      ['/configFrom/secretKeyRef', 'part', ['other']],
    ]);
  });

  test('is found from the other side, through what brings its target', () => {
    const index = buildIndex(objects);
    const [plugin, external] = objects;
    if (plugin === undefined || external === undefined) throw new Error('no objects');
    expect(index.referrers(external).map(({ from }) => from)).toEqual([plugin]);
    expect(index.referrers(plugin)).toEqual([]);
  });

  test('to a Namespace that neither the output nor the cluster has dangles; to one that the cluster has does not', () => {
    const namespace = (given: readonly string[]) =>
      buildIndex(objects, { given })
        .dangling()
        .filter(({ path }) => path === '/metadata/namespace').length;
    expect(namespace([])).toBe(2);
    expect(namespace(['Namespace a'])).toBe(0);
  });

  test('to a kind dangles unless an install, a CRD or a given component serves it', () => {
    const kinds = (given: readonly string[], more = '') =>
      buildIndex([...objects, ...manifests(more)], { given })
        .dangling()
        .filter(({ path }) => path === '/kind')
        .map(({ from }) => from.kind);
    expect(kinds([])).toEqual(['KongPlugin', 'ExternalSecret']);
    expect(kinds(['external-secrets'])).toEqual(['KongPlugin']);
    const crd =
      '{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: x}, spec: {group: configuration.konghq.com, names: {kind: KongPlugin}}}';
    expect(kinds([], crd)).toEqual(['ExternalSecret']);
  });

  test('to an object that the cluster has is found, with nothing of the output that brings it', () => {
    const index = buildIndex([], {
      given: ['Secret prod/tls', 'ClusterSecretStore aws'],
    });
    const target = {
      group: '',
      kind: 'Secret',
      namespace: 'prod',
      name: 'tls',
    };
    expect(
      index.resolve({
        type: 'object',
        id: target,
        part: { type: 'key', name: 'any' },
      }),
    ).toEqual({
      found: true,
      by: [],
    });
    expect(index.resolve({ type: 'object', id: { ...target, name: 'x' } }).found).toBe(false);
    const store = {
      group: 'external-secrets.io',
      kind: 'ClusterSecretStore',
      name: 'aws',
    };
    expect(index.resolve({ type: 'object', id: store }).found).toBe(true);
  });
});

test('pods are found by labels, in one namespace or in all, by few steps', () => {
  const pods = Array.from({ length: 500 }, (_, i) =>
    manifests(
      `{apiVersion: v1, kind: Pod, metadata: {name: p${i}, namespace: n${i % 2}, labels: {app: a${i % 50}, all: yes}}}`,
    ),
  ).flat();
  const index = buildIndex(pods);
  expect(index.pods('n1', byLabels({ app: 'a1' }))).toHaveLength(10);
  expect(index.pods(undefined, byLabels({ app: 'a2' }))).toHaveLength(10);
  expect(index.pods('n1', byLabels({ app: 'a2' }))).toHaveLength(0);
  expect(index.pods(undefined, byLabels({}))).toHaveLength(500);
  const odd = {
    matchLabels: {},
    matchExpressions: [{ key: 'app', operator: 'In' as const, values: ['a1', 'a3'] }],
  };
  expect(index.pods(undefined, odd)).toHaveLength(20);
});
