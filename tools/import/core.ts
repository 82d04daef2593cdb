import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { coreEnums } from './core-enums';
import { type KindSchema, mapSchema, type Origin, type Schema, withoutProse } from './schema';
import type { CoreSource } from './source-list';
import { closed, sharedReference } from './strict-schema';

interface OpenApiDocument {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly paths: Readonly<
    Record<string, { readonly post?: { readonly 'x-kubernetes-group-version-kind'?: { kind: string } } }>
  >;
}

/** Kubernetes' own kinds. */
export interface Core {
  /** Their schemas refer to the shared definitions. */
  readonly kinds: readonly KindSchema[];
  readonly definitions: Readonly<Record<string, Schema>>;
}

/**
 * Reads Kubernetes' OpenAPI v3 documents.
 *
 * @param folder `api/openapi-spec/v3` of the module k8s.io/kubernetes
 * @throws Error when a document lacks a kind, or when two definitions in use would have the same short name.
 */
export function readCore(folder: string, sources: readonly CoreSource[], origin: Origin): Core {
  const components = new Map<string, Schema>();
  const kinds = sources.flatMap(({ apiVersion, kinds: names }) => {
    const file = `${apiVersion.includes('/') ? 'apis' : 'api'}__${apiVersion.replace('/', '__')}_openapi.json`;
    const document: OpenApiDocument = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      components.set(name, plain(shortName(name), schema));
    }
    return names.map((kind) => readKind(document, apiVersion, kind, origin));
  });
  return { kinds, definitions: reachable(kinds, components) };
}

function readKind(document: OpenApiDocument, apiVersion: string, kind: string, origin: Origin): KindSchema {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const route = Object.entries(document.paths).find(
    ([path, { post }]) => post?.['x-kubernetes-group-version-kind']?.kind === kind && /\/[a-z]+$/.test(path),
  )?.[0];
  const component = Object.entries(document.components.schemas).find(([, schema]) =>
    gvkOf(schema).some((gvk) => gvk.group === group && gvk.version === version && gvk.kind === kind),
  );
  if (route === undefined || !component) {
    throw new Error(`the OpenAPI document of ${apiVersion} has no ${kind}`);
  }
  return {
    origin,
    group,
    version,
    kind,
    plural: route.slice(route.lastIndexOf('/') + 1),
    scope: route.includes('/namespaces/{namespace}/') ? 'Namespaced' : 'Cluster',
    unserved: [],
    preferred: true,
    schema: plain(kind, component[1]),
  };
}

function gvkOf(schema: Schema): { group: string; version: string; kind: string }[] {
  return (schema['x-kubernetes-group-version-kind'] ?? []) as {
    group: string;
    version: string;
    kind: string;
  }[];
}

/** The last part of `io.k8s.api.core.v1.PodSpec`. */
function shortName(component: string): string {
  return component.slice(component.lastIndexOf('.') + 1);
}

/** A reference of the document as one of ours; one that was made ours before stays. */
function local(reference: string): string {
  return reference.startsWith('#') ? sharedReference(shortName(reference)) : reference;
}

/** Types that the document describes by their Go form only. */
const knownTypes: Readonly<Record<string, Schema>> = {
  IntOrString: { type: ['integer', 'string'], 'x-kubernetes-int-or-string': true },
  Quantity: { type: ['integer', 'number', 'string'] },
  FieldsV1: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  RawExtension: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
};

/** One component in the form of the other schemas: plain references, no patch strategies, no zero values as defaults. */
function plain(name: string, component: Schema): Schema {
  const known = knownTypes[name];
  if (known) {
    return known;
  }
  const schema = mapSchema(withoutProse(component), (inner) => {
    const { allOf, ...rest } = inner;
    const [only] = allOf ?? [];
    const reference = only?.$ref ?? inner.$ref;
    const merged: Schema = reference === undefined ? inner : { ...rest, $ref: local(reference) };
    return Object.fromEntries(
      Object.entries(merged).filter(
        ([keyword, value]) => !dropped.test(keyword) && !(keyword === 'default' && isZero(value)),
      ),
    );
  });
  for (const [field, values] of Object.entries(coreEnums[name] ?? {})) {
    const place = schema.properties?.[field];
    if (!place) {
      throw new Error(`core-enums.ts names ${name}.${field}, which Kubernetes does not have`);
    }
    (place.items ?? place).enum = [...values];
  }
  return closed(schema);
}

const dropped = /^x-kubernetes-(patch-|group-version-kind|unions)/;

/** A zero value of Go, which the documents give as the default of fields that have none. */
function isZero(value: unknown): boolean {
  return value === '' || value === 0 || value === false || JSON.stringify(value) === '{}';
}

function reachable(
  kinds: readonly KindSchema[],
  components: ReadonlyMap<string, Schema>,
): Record<string, Schema> {
  const byShortName = new Map<string, Schema>();
  const referred = (schema: Schema): string[] =>
    [...JSON.stringify(schema).matchAll(/"\$ref":"[^"#]*#\/definitions\/(\w+)"/g)].map(
      (match) => match[1] ?? '',
    );
  const open = ['ObjectMeta', ...kinds.flatMap((kind) => referred(withoutStatus(kind.schema)))];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (byShortName.has(name)) {
      continue;
    }
    const wanted = name;
    const found = [...components]
      .filter(([component]) => shortName(component) === wanted)
      .map(([, schema]) => schema);
    const [schema] = found;
    if (!schema || found.some((other) => JSON.stringify(other) !== JSON.stringify(schema))) {
      throw new Error(`${found.length} different definitions are called ${name}`);
    }
    byShortName.set(name, schema);
    open.push(...referred(schema));
  }
  return Object.fromEntries([...byShortName].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function withoutStatus(schema: Schema): Schema {
  const { status: _, ...properties } = schema.properties ?? {};
  return { ...schema, properties };
}
