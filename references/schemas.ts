/** The strict JSON Schemas in imports/schemas, loaded when they are asked for. */
import index from '../imports/schemas/index.json';

/** What is known of one served version of a kind without reading its schema. */
export interface SchemaEntry {
  readonly apiVersion: string;
  readonly kind: string;
  /** The resource's name in URLs and RBAC rules. */
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
  /** Versions that the CRD names and the API server does not serve, such as `v1beta1`. */
  readonly unserved: readonly string[];
  /** The Go module that declares the kind. */
  readonly module: string;
  readonly moduleVersion: string;
  /** The module's `h1:` checksum; null where the schema comes from a record of its fields (docs/imports.md). */
  readonly sum: string | null;
  /** Below imports/schemas. */
  readonly path: string;
}

/**
 * A JSON Schema with the keywords of Kubernetes' structural schemas: `x-kubernetes-validations` holds CEL rules,
 * `nullable`, `x-kubernetes-list-type`, `x-kubernetes-list-map-keys` and so on mean what they mean to the API server.
 */
export interface StructuralSchema {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, StructuralSchema>>;
  readonly additionalProperties?: boolean | StructuralSchema;
  readonly items?: StructuralSchema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-validations'?: readonly CelRule[];
  /** Why nothing is known of the fields below: the place was cut from the imported schema. */
  readonly 'x-meshwright-cut'?: string;
  readonly [keyword: string]: unknown;
}

/** A rule in the Common Expression Language; one that names `oldSelf` speaks of a change, not of an object. */
export interface CelRule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly fieldPath?: string;
  readonly reason?: string;
  readonly optionalOldSelf?: boolean;
}

/** The definitions that schemas of several kinds refer to, as `kubernetes.json#/definitions/NAME`. */
export interface SharedDefinitions {
  readonly $id: string;
  readonly definitions: Readonly<Record<string, StructuralSchema>>;
}

const entries = new Map<string, SchemaEntry>();
for (const entry of index.kinds) {
  // JSON modules have no literal types: the scope is the one string that is narrower than what TypeScript reads.
  entries.set(`${entry.apiVersion} ${entry.kind}`, {
    ...entry,
    scope: entry.scope === 'Cluster' ? 'Cluster' : 'Namespaced',
  });
}

/** Every kind that Meshwright has a schema for, by apiVersion and kind. */
export function schemaIndex(): readonly SchemaEntry[] {
  return [...entries.values()];
}

/** What is known of a kind; undefined when there is no schema for it. */
export function schemaEntry(apiVersion: string, kind: string): SchemaEntry | undefined {
  return entries.get(`${apiVersion} ${kind}`);
}

/**
 * The schema of whole objects of a kind; undefined when there is none. A field that the API server would prune is refused
 * by it. Its references are to {@link sharedDefinitions}, which a validator has to be given too.
 */
export function schemaFor(apiVersion: string, kind: string): StructuralSchema | undefined {
  const entry = schemaEntry(apiVersion, kind);
  if (!entry) {
    return undefined;
  }
  const document: { readonly schema: StructuralSchema } = require(`../imports/schemas/${entry.path}`);
  return document.schema;
}

/** The definitions that the schemas refer to. */
export function sharedDefinitions(): SharedDefinitions {
  const document: SharedDefinitions = require('../imports/schemas/kubernetes.json');
  return document;
}
