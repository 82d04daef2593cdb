import { dig, fields, items, text } from '../../references/fields';
import { addSchema, givenModule, type StructuralSchema } from '../../references/schemas';
import { objectsOf } from '../manifests/objects';
import { filesBelow, readText } from '../manifests/read-files';

/**
 * Makes the kinds known whose CustomResourceDefinitions lie in folders or files: their objects are judged by them, as strictly
 * as by the schemas that Meshwright has.
 *
 * @returns what is wrong with a folder; undefined for nothing
 */
export function loadSchemas(folders: readonly string[]): string | undefined {
  for (const folder of folders) {
    const found = filesBelow(folder);
    if ('severity' in found) return `schemas ${folder}: ${found.found}`;
    let definitions = 0;
    for (const { path } of found) {
      const source = readText(path);
      if ('severity' in source) return `schemas ${path}: ${source.found}`;
      for (const object of objectsOf(source, { lenient: true })) {
        if ('severity' in object || object.manifest.kind !== 'CustomResourceDefinition') continue;
        definitions++;
        define(object.manifest.spec);
      }
    }
    if (definitions === 0) return `schemas ${folder}: no CustomResourceDefinition in it`;
  }
  return undefined;
}

function define(spec: unknown): void {
  const group = text(dig(spec, 'group'));
  const kind = text(dig(spec, 'names', 'kind'));
  if (group === undefined || kind === undefined) return;
  const versions = items(dig(spec, 'versions'));
  const unserved = versions.flatMap((version) =>
    dig(version, 'served') === false ? (text(dig(version, 'name')) ?? []) : [],
  );
  for (const version of versions) {
    const name = text(dig(version, 'name'));
    const schema = dig(version, 'schema', 'openAPIV3Schema');
    if (name === undefined || schema === undefined || dig(version, 'served') === false) continue;
    addSchema(
      {
        apiVersion: `${group}/${name}`,
        kind,
        plural: text(dig(spec, 'names', 'plural')) ?? '',
        scope: dig(spec, 'scope') === 'Cluster' ? 'Cluster' : 'Namespaced',
        unserved,
        module: givenModule,
        moduleVersion: '',
        sum: null,
        flavour: undefined,
        path: '',
      },
      wholeObject(schema, `${group}/${name}`, kind),
    );
  }
}

/** The schema of whole objects: metadata is an ObjectMeta, and a field that the API server would drop is refused. */
function wholeObject(schema: unknown, apiVersion: string, kind: string): StructuralSchema {
  const { properties, required, ...rest } = strict(schema);
  const own = fields(properties);
  const { status: _status, ...named } = own;
  return {
    ...rest,
    type: 'object',
    properties: {
      ...asSchemas(named),
      apiVersion: { const: apiVersion },
      kind: { const: kind },
      metadata: { $ref: 'kubernetes.json#/definitions/ObjectMeta' },
      status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    },
    required: ['apiVersion', 'kind', 'metadata', ...items(required).flatMap((name) => text(name) ?? [])],
    ...(rest['x-kubernetes-preserve-unknown-fields'] === true ? {} : { additionalProperties: false }),
  };
}

function asSchemas(map: Readonly<Record<string, unknown>>): Record<string, StructuralSchema> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, fields(value)]));
}

/** A copy in which every map of known fields refuses others, as the API server's strict field validation does. */
function strict(value: unknown): StructuralSchema {
  const schema = fields(value);
  const copy: Record<string, unknown> = { ...schema };
  const { properties, items: inner, additionalProperties } = schema;
  if (properties !== undefined) {
    copy.properties = Object.fromEntries(
      Object.entries(fields(properties)).map(([name, each]) => [name, strict(each)]),
    );
  }
  if (inner !== undefined) copy.items = strict(inner);
  if (typeof additionalProperties === 'object' && additionalProperties !== null) {
    copy.additionalProperties = strict(additionalProperties);
  } else if (schema.type === 'object' && schema['x-kubernetes-preserve-unknown-fields'] !== true) {
    copy.additionalProperties = additionalProperties ?? false;
  }
  return copy;
}
