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
  /** Whose CRDs they are, where two controllers bring the same kind; undefined for the one that is meant by default. */
  readonly flavour: string | undefined;
  /** Below imports/schemas. */
  readonly path: string;
}

/** A kind that is known by its name and scope, and has no schema. */
export interface NamedKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
  /** Whose kind it is: `KEDA`. */
  readonly of: string;
}

/** A kind, or a version of one, that a group had once. */
export interface GoneKind {
  /** The release that serves it no more. */
  readonly since: string;
  /** What took its place, where that is another kind or group. */
  readonly instead?: string;
}

/** A group of which every kind is known. */
export interface CompleteGroup {
  /** Whose kinds they are, at which version. */
  readonly of: string;
  readonly kinds: ReadonlySet<string>;
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
const flavoured = new Map<string, SchemaEntry[]>();
for (const { source, ...kind } of index.kinds) {
  const { module = '', moduleVersion = '', sum = null, flavour } = index.sources[source] ?? {};
  // JSON modules have no literal types: the scope is the one string that is narrower than what TypeScript reads.
  const scope = kind.scope === 'Cluster' ? 'Cluster' : 'Namespaced';
  const entry: SchemaEntry = { ...kind, scope, module, moduleVersion, sum, flavour };
  const key = `${kind.apiVersion} ${kind.kind}`;
  if (flavour !== undefined) flavoured.set(key, [...(flavoured.get(key) ?? []), entry]);
  if (flavour === undefined || !entries.has(key)) entries.set(key, entry);
}

/** The module of kinds whose CustomResourceDefinition a user gave: their version is no guess. */
export const givenModule = 'a CustomResourceDefinition of your own';

/** Schemas that were added, by apiVersion and kind. */
const added = new Map<string, StructuralSchema>();

/** Makes a kind known besides those of imports/schemas, or in the place of one of them. */
export function addSchema(entry: SchemaEntry, schema: StructuralSchema): void {
  entries.set(`${entry.apiVersion} ${entry.kind}`, entry);
  added.set(`${entry.apiVersion} ${entry.kind}`, schema);
}

/** Every kind that Meshwright has a schema for, by apiVersion and kind. */
export function schemaIndex(): readonly SchemaEntry[] {
  return [...entries.values()];
}

/** What is known of a kind; undefined when there is no schema for it. */
export function schemaEntry(apiVersion: string, kind: string): SchemaEntry | undefined {
  return entries.get(`${apiVersion} ${kind}`);
}

/** The same kind as other controllers bring it, where it differs in whose CRDs are installed. */
export function otherFlavours(apiVersion: string, kind: string): readonly SchemaEntry[] {
  const known = schemaEntry(apiVersion, kind);
  return (flavoured.get(`${apiVersion} ${kind}`) ?? []).filter((entry) => entry !== known);
}

/**
 * The schema of whole objects of a kind; undefined when there is none. A field that the API server would prune is refused
 * by it. Its references are to {@link sharedDefinitions}, which a validator has to be given too.
 */
export function schemaFor(apiVersion: string, kind: string): StructuralSchema | undefined {
  const entry = schemaEntry(apiVersion, kind);
  return entry === undefined ? undefined : schemaOf(entry);
}

/** The schema of an entry. */
export function schemaOf(entry: SchemaEntry): StructuralSchema {
  const own = added.get(`${entry.apiVersion} ${entry.kind}`);
  if (own !== undefined) return own;
  const document: { readonly schema: StructuralSchema } = require(`../imports/schemas/${entry.path}`);
  return document.schema;
}

/** The definitions that the schemas refer to. */
export function sharedDefinitions(): SharedDefinitions {
  const document: SharedDefinitions = require('../imports/schemas/kubernetes.json');
  return document;
}

const named = new Map<string, NamedKind>(
  index.named.map(({ scope, ...kind }) => [
    `${kind.apiVersion} ${kind.kind}`,
    { ...kind, scope: scope === 'Cluster' ? 'Cluster' : 'Namespaced' },
  ]),
);
const gone = new Map<string, GoneKind>(
  index.gone.map(({ apiVersion, kind, ...rest }) => [`${apiVersion} ${kind}`, rest]),
);
const complete = new Map<string, CompleteGroup>(
  index.complete.map(({ group, of, others }) => [
    group,
    {
      of,
      kinds: new Set([
        ...others,
        ...index.kinds.filter(({ apiVersion }) => apiVersion.startsWith(`${group}/`)).map(({ kind }) => kind),
      ]),
    },
  ]),
);

/** What is known of a kind without a schema; undefined for one that Meshwright has never heard of. */
export function namedKind(apiVersion: string, kind: string): NamedKind | undefined {
  return named.get(`${apiVersion} ${kind}`);
}

/** When a kind went that its group had in this version. */
export function goneKind(apiVersion: string, kind: string): GoneKind | undefined {
  return gone.get(`${apiVersion} ${kind}`);
}

/** The kinds of a group, where all of them are known. */
export function completeGroup(group: string): CompleteGroup | undefined {
  return complete.get(group);
}

/** Whether a kind lives in a namespace, where that is known. */
export function scopeOf(apiVersion: string, kind: string): 'Namespaced' | 'Cluster' | undefined {
  return (schemaEntry(apiVersion, kind) ?? namedKind(apiVersion, kind))?.scope;
}
