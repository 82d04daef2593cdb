import { pluralOf, readRecord } from '../../../tools/import/record';

const origin = { module: 'example.com/gateway', version: 'v1.2.3', sum: null };

test('a record gives each kind a structural schema', () => {
  const [widget] = readRecord(
    [
      '# a comment',
      'Widget v1 {"scope": "Namespaced", "status": true, "unserved": ["v1beta1"], "required": ["spec"]}',
      `from crds/widgets.yaml sha256 ${'0a'.repeat(32)} fields 5 required 2 bounds 2 enums 0 rules 0`,
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
    file: {
      path: 'crds/widgets.yaml',
      sha256: '0a'.repeat(32),
      counts: { fields: 5, required: 2, bounds: 2, enums: 0, rules: 0 },
    },
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

test('a kind without a status has none, its plural is what the record says, and what was cut says so', () => {
  const [widget] = readRecord(
    'Widget v1 {"scope": "Cluster", "plural": "widgetry"}\n  template: object {"cut": true}\n',
    'example.com',
    origin,
  );
  expect(widget?.plural).toBe('widgetry');
  expect(widget?.schema.properties).toEqual({
    template: {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
      'x-meshwright-cut': expect.any(String),
    },
  });
});

test('two versions of a kind stand side by side, and the newer one is preferred', () => {
  const kinds = readRecord(
    'Widget v1beta1 {"scope": "Cluster"}\n  a: string\nWidget v1 {"scope": "Cluster"}\n  b: string\n',
    'example.com',
    origin,
  );
  expect(kinds.map(({ version, preferred, schema }) => [version, preferred, schema.properties])).toEqual([
    ['v1beta1', false, { a: { type: 'string' } }],
    ['v1', true, { b: { type: 'string' } }],
  ]);
});

test('a rule is named by its message, and one that speaks of a change is left out', () => {
  const [widget] = readRecord(
    'Widget v1 {"scope": "Cluster", "cel": ["Need to provide either username or custom_id", "spec.id is immutable"]}',
    'example.com',
    origin,
  );
  expect(widget?.schema['x-kubernetes-validations']).toEqual([
    {
      message: 'Need to provide either username or custom_id',
      rule: 'has(self.username) || has(self.custom_id)',
    },
  ]);
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
  [
    'a version that is there twice',
    'A v1 {"scope": "Cluster"}\nA v1 {"scope": "Cluster"}',
    'A v1 is there twice',
  ],
  [
    'a message without a rule',
    'A v1 {"scope": "Cluster", "cel": ["weather must be fine"]}',
    'weather must be fine',
  ],
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
