import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020';
import { parse } from 'yaml';
import { applicationSchemaComment } from '../../config/application/json-schema';
import { clusterJsonSchema, schemaComment } from '../../config/json-schema';
import { schemaFiles } from '../../tools/schema/files';
import { applicationFiles } from '../mesh/clusters';
import { referenceNames, referenceText } from '../reference/reference';

const validate = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(
  clusterJsonSchema(),
);

test.each(Object.entries(schemaFiles()))('%s is what npm run schema writes', (path, made) => {
  expect(readFileSync(path, 'utf8')).toBe(made);
});

test.each(referenceNames)('%s names the schema on its first line', (name) => {
  expect(referenceText(name).split('\n')[0]).toBe(schemaComment);
});

test.each(applicationFiles().map(({ name, text }) => [name, text]))(
  '%s names the schema on its first line',
  (_name, text) => {
    expect(text.split('\n')[0]).toBe(applicationSchemaComment);
  },
);

test.each(referenceNames)('%s passes the published schema', (name) => {
  validate(parse(referenceText(name)));
  expect(validate.errors ?? []).toEqual([]);
});

describe('the published schema refuses', () => {
  const good = referenceText('us-west-2-app-mesh');
  const zone = referenceText('eu-west-1-kong-mesh');
  test.each([
    ['an unknown key', good, 'delivery:', 'dilivery:'],
    ['an account as a number', good, '"123456789012"', '123456789012'],
    ['a version as a number', good, 'version: "3.10"', 'version: 3.10'],
    ['an unknown region', good, 'region: us-west-2', 'region: us-west-9'],
    ['a canary over 100', good, 'jazz: 5', 'jazz: 101'],
    ['another mesh backend', good, 'backend: app-mesh', 'backend: istio'],
    ['a key of another gateway mode', good, 'mode: kic', 'mode: konnect-kic'],
    ['a zone name that is no DNS label', zone, 'zone: eu-west-1', 'zone: EU_West'],
    ['a control plane id that is no UUID', zone, 'controlPlaneId: 5f3c1d0a-', 'controlPlaneId: 5f3c1d0a'],
    ['a host with a scheme', zone, 'telemetryEndpoint: ', 'telemetryEndpoint: https://'],
  ])('%s', (_title, file, from, to) => {
    expect(file).toContain(from);
    expect(validate(parse(file.replace(from, to)))).toBe(false);
  });
});

test('every field of the schema says what it means', () => {
  const silent: string[] = [];
  const visit = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, value] of Object.entries(schema)) {
      if (key !== 'properties') visit(value, `${path}.${key}`);
      else {
        for (const [name, property] of Object.entries(value ?? {})) {
          const described = typeof property === 'object' && property !== null && 'description' in property;
          if (!described) silent.push(`${path}.${name}`);
          visit(property, `${path}.${name}`);
        }
      }
    }
  };
  visit(clusterJsonSchema(), '');
  expect(silent).toEqual([]);
});
