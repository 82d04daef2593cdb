import { preferredVersion } from '../../../tools/import/crd';
import { cutGenerators, cutNotice } from '../../../tools/import/cut';
import { type KindSchema, type Schema, withoutProse } from '../../../tools/import/schema';
import { closed, portablePatterns, strictSchema } from '../../../tools/import/strict-schema';

function kindOf(schema: Schema, kind = 'Widget'): KindSchema {
  return {
    origin: { module: 'example.com/gateway', version: 'v1.2.3', sum: null },
    group: 'example.com',
    version: 'v1',
    kind,
    plural: 'widgets',
    scope: 'Namespaced',
    unserved: [],
    preferred: true,
    schema,
  };
}

test('prose goes, and a field that is called description stays', () => {
  expect(
    withoutProse({
      description: 'A widget.',
      properties: { description: { type: 'string', description: 'What it is.' } },
      oneOf: [{ description: 'either' }],
    }),
  ).toEqual({ properties: { description: { type: 'string' } }, oneOf: [{}] });
});

test('an object refuses what the API server would prune, and no other does', () => {
  expect(
    closed({
      type: 'object',
      properties: {
        empty: { type: 'object' },
        map: { type: 'object', additionalProperties: { type: 'object', properties: {} } },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        list: { type: 'array', items: { type: 'object', properties: {} } },
      },
      anyOf: [{ properties: { empty: { minProperties: 1 } } }],
    }),
  ).toEqual({
    type: 'object',
    additionalProperties: false,
    properties: {
      empty: { type: 'object', additionalProperties: false },
      map: {
        type: 'object',
        additionalProperties: { type: 'object', properties: {}, additionalProperties: false },
      },
      free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      list: { type: 'array', items: { type: 'object', properties: {}, additionalProperties: false } },
    },
    anyOf: [{ properties: { empty: { minProperties: 1 } } }],
  });
});

test('an int-or-string becomes a type, and keeps its other limits', () => {
  expect(
    closed({
      'x-kubernetes-int-or-string': true,
      anyOf: [{ type: 'integer' }, { type: 'string' }],
      pattern: '^[0-9]+$',
    }),
  ).toEqual({ 'x-kubernetes-int-or-string': true, type: ['integer', 'string'], pattern: '^[0-9]+$' });
});

test('a whole object is of its kind, has the metadata of Kubernetes and an open status', () => {
  const schema = strictSchema(
    kindOf({
      type: 'object',
      required: ['metadata', 'spec', 'status'],
      properties: { metadata: { type: 'object' }, spec: { type: 'string' }, status: { type: 'object' } },
    }),
  );
  expect(schema).toEqual({
    type: 'object',
    additionalProperties: false,
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    properties: {
      apiVersion: { const: 'example.com/v1' },
      kind: { const: 'Widget' },
      metadata: { $ref: 'kubernetes.json#/definitions/ObjectMeta' },
      spec: { type: 'string' },
      status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    },
  });
});

test('a pattern is made readable to JavaScript with its u flag, or refused', () => {
  const pattern = (text: string) => portablePatterns({ pattern: text }).pattern;
  expect(pattern('^[0-9a-f]{8}(?:\\-[0-9a-f]{4}){3}$')).toBe('^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}$');
  expect(pattern('^[\\w\\-]+\\.\\d$')).toBe('^[\\w\\-]+\\.\\d$');
  expect(pattern('^(?i)(no|yes)?$')).toBe('^([nN][oO]|[yY][eE][sS])?$');
  expect(() => pattern('(?i)^a$')).toThrow(SyntaxError);
});

test("an ApplicationSet's nested generators are cut, and the generators themselves are not", () => {
  const nested = { type: 'object', properties: { generators: { type: 'array', items: { type: 'object' } } } };
  const list = { type: 'object', properties: { elements: { type: 'array' } } };
  const schema: Schema = {
    properties: {
      spec: {
        properties: {
          generators: { type: 'array', items: { properties: { list, matrix: nested, merge: nested } } },
        },
      },
    },
  };
  const generator = cutGenerators(kindOf(schema, 'ApplicationSet')).schema.properties?.spec?.properties
    ?.generators;
  const cut = {
    type: 'object',
    properties: {
      generators: {
        type: 'array',
        items: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
          'x-meshwright-cut': cutNotice,
        },
      },
    },
  };
  expect(generator?.items?.properties).toEqual({ list, matrix: cut, merge: cut });
  expect(cutGenerators(kindOf(schema)).schema).toBe(schema);
  expect(() => cutGenerators(kindOf({}, 'ApplicationSet'))).toThrow('the schema has no field spec');
});

test.each([
  [['v1beta1', 'v1'], 'v1'],
  [['v1alpha1', 'v1beta2', 'v1beta1'], 'v1beta2'],
  [['v1', 'v2', 'v2beta1'], 'v2'],
])('of %j Kubernetes prefers %s', (versions, preferred) => {
  expect(preferredVersion(versions)).toBe(preferred);
});
