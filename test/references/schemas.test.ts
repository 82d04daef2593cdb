import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { schemaEntry, schemaFor, schemaIndex, sharedDefinitions } from '../../references/schemas';
import { isLong } from '../long';

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(sharedDefinitions());

function errorsOf(object: { apiVersion: string; kind: string; [field: string]: unknown }): string[] {
  const validate = ajv.compile(schemaFor(object.apiVersion, object.kind) ?? false);
  validate(object);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** Compiling a schema takes its time: one in five, unless the long tests are asked for. */
const some = schemaIndex().filter((_, index) => isLong || index % 12 === 0);

test('every schema compiles, and refuses an object of another kind', () => {
  const quick = new Ajv({ strict: false });
  addFormats(quick);
  quick.addSchema(sharedDefinitions());
  for (const { apiVersion, kind } of some) {
    const schema = schemaFor(apiVersion, kind);
    expect(quick.validate(schema ?? true, { apiVersion: 'v0', kind, metadata: { name: 'a' } })).toBe(false);
    expect(schema?.properties?.apiVersion).toEqual({ const: apiVersion });
    expect(schema?.properties?.kind).toEqual({ const: kind });
  }
}, 60_000);

test('a kind without a schema has neither entry nor schema', () => {
  expect(schemaEntry('example.com/v1', 'Widget')).toBeUndefined();
  expect(schemaFor('example.com/v1', 'Widget')).toBeUndefined();
});

test('a version that is no longer served has no schema, and the served one names it', () => {
  expect(schemaEntry('external-secrets.io/v1beta1', 'ExternalSecret')).toBeUndefined();
  expect(schemaEntry('external-secrets.io/v1', 'ExternalSecret')).toMatchObject({
    plural: 'externalsecrets',
    scope: 'Namespaced',
    unserved: ['v1beta1'],
    moduleVersion: 'v2.9.0',
  });
});

test('a field that the API server would prune is refused, in a custom resource and in a core one', () => {
  expect(
    errorsOf({
      apiVersion: 'appmesh.k8s.aws/v1beta2',
      kind: 'VirtualNode',
      metadata: { name: 'jazz', label: {} },
      spec: { listners: [] },
    }),
  ).toEqual(['/metadata must NOT have additional properties', '/spec must NOT have additional properties']);
  expect(
    errorsOf({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'jazz' },
      spec: { ports: [{ port: 80, targetport: 8080 }] },
    }),
  ).toEqual(['/spec/ports/0 must NOT have additional properties']);
});

test('a number-or-string takes both, and a free-form part takes anything', () => {
  const service = (targetPort: unknown) =>
    errorsOf({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'jazz' },
      spec: { ports: [{ port: 80, targetPort }] },
    });
  expect(service(8080)).toEqual([]);
  expect(service('http')).toEqual([]);
  expect(service(true)).not.toEqual([]);
  expect(
    errorsOf({
      apiVersion: 'configuration.konghq.com/v1',
      kind: 'KongPlugin',
      metadata: { name: 'limit' },
      plugin: 'rate-limiting',
      config: { minute: 3, nested: { 'any-Key': {} } },
    }),
  ).toEqual([]);
});

test('values that the API server checks by its own code are checked for the core kinds too', () => {
  expect(
    errorsOf({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'jazz' },
      spec: { type: 'Loadbalancer', ports: [{ port: 80 }] },
    }),
  ).toEqual(['/spec/type must be equal to one of the allowed values']);
});
