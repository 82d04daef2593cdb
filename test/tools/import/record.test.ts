import { pluralOf, readRecord } from '../../../tools/import/record';

const origin = { module: 'example.com/gateway', version: 'v1.2.3', sum: null };

test('a record gives each kind a structural schema', () => {
  const [widget] = readRecord(
    [
      '# a comment',
      'Widget v1 {"scope": "Namespaced", "unserved": ["v1beta1"], "required": ["spec"]}',
      '  spec: object {"required": ["ports"]}',
      '    ports: array[object] {"minItems": 1, "items": {"required": ["port"]}}',
      '      port: integer {"minimum": 1}',
      '    headers: map[array[string]]',
      '    anything: any {"x-kubernetes-preserve-unknown-fields": true}',
      '',
    ].join('\n'),
    'example.com',
    origin,
  );
  expect(widget).toEqual({
    origin,
    group: 'example.com',
    version: 'v1',
    kind: 'Widget',
    plural: 'widgets',
    scope: 'Namespaced',
    unserved: ['v1beta1'],
    preferred: true,
    schema: {
      type: 'object',
      required: ['spec'],
      properties: {
        status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        spec: {
          type: 'object',
          required: ['ports'],
          properties: {
            ports: {
              type: 'array',
              minItems: 1,
              items: {
                type: 'object',
                required: ['port'],
                properties: { port: { type: 'integer', minimum: 1 } },
              },
            },
            headers: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
            anything: { 'x-kubernetes-preserve-unknown-fields': true },
          },
        },
      },
    },
  });
});

test('a kind can take the fields of another, also of one further down', () => {
  const [cluster, namespaced] = readRecord(
    'ClusterStore v1 {"scope": "Cluster", "like": "Store"}\nStore v1 {"scope": "Namespaced"}\n  spec: object\n',
    'example.com',
    origin,
  );
  expect(cluster?.schema).toEqual(namespaced?.schema);
  expect(cluster?.scope).toBe('Cluster');
});

test.each([
  ['a field before any kind', '  spec: object', 'line 1: neither a kind nor a field'],
  ['a field that is indented too far', 'Widget v1 {"scope": "Cluster"}\n    spec: object', 'line 2: neither'],
  ['a kind without a scope', 'Widget v1 {}', 'Widget has no scope'],
  ['a kind that is there twice', 'A v1 {"scope": "Cluster"}\nA v2 {"scope": "Cluster"}', 'A is there twice'],
  ['a likeness to nothing', 'A v1 {"scope": "Cluster", "like": "B"}', 'no kind B to be like'],
])('%s is refused', (_, text, message) => {
  expect(() => readRecord(text, 'example.com', origin)).toThrow(message);
});

test.each([
  ['Mesh', 'meshes'],
  ['Policy', 'policies'],
  ['BackendGroup', 'backendgroups'],
  ['MeshHTTPRoute', 'meshhttproutes'],
  ['IngressClassParameters', 'ingressclassparameterses'],
  ['Gateway', 'gateways'],
])('the plural of %s is %s', (kind, plural) => {
  expect(pluralOf(kind)).toBe(plural);
});
