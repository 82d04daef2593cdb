/** The part of a Kubernetes structural schema that the import reads or writes. */
export interface Schema {
  type?: string | string[];
  format?: string;
  description?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  required?: string[];
  enum?: unknown[];
  default?: unknown;
  nullable?: boolean;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  not?: Schema;
  $ref?: string;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-validations'?: { message?: string; rule: string }[];
  [keyword: string]: unknown;
}

/** Where a schema was read from. `sum` is the module's `h1:` checksum in go.sum, null for a record of fields. */
export interface Origin {
  readonly module: string;
  readonly version: string;
  readonly sum: string | null;
}

/** How much a version of a kind declares, below its own fields: what stands in metadata and status is not counted. */
export interface Counts {
  readonly fields: number;
  /** Names in `required`. */
  readonly required: number;
  /** Lengths, sizes, limits, patterns and formats. */
  readonly bounds: number;
  /** Values of all enums. */
  readonly enums: number;
  /** CEL rules, also those that speak of changes. */
  readonly rules: number;
}

/** The file of upstream that a record was made from. */
export interface UpstreamFile {
  readonly path: string;
  readonly sha256: string;
  readonly counts: Counts;
}

/** One served version of one kind. */
export interface KindSchema {
  readonly origin: Origin;
  /** Of a recorded kind. */
  readonly file?: UpstreamFile;
  /** Whose CRDs they are, where another controller brings the same kinds; undefined for the one that has them by default. */
  readonly flavour?: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
  /** Versions that the CRD still names and the API server no longer serves. */
  readonly unserved: readonly string[];
  /** True on the version that the class is made for, when several are served. */
  readonly preferred: boolean;
  readonly schema: Schema;
}

/** Keywords whose values are schemas by name, so that a field called `description` is not mistaken for prose. */
const namedSchemas = ['properties', 'patternProperties', 'definitions', '$defs'];
const listedSchemas = ['allOf', 'anyOf', 'oneOf'];
const singleSchemas = ['items', 'additionalProperties', 'not'];

/** A copy of a schema in which `visit` has been put to every schema, the innermost ones first. */
export function mapSchema(schema: Schema, visit: (schema: Schema) => Schema): Schema {
  const copy: Schema = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (namedSchemas.includes(keyword)) {
      copy[keyword] = Object.fromEntries(
        Object.entries(value as Record<string, Schema>).map(([name, inner]) => [
          name,
          mapSchema(inner, visit),
        ]),
      );
    } else if (listedSchemas.includes(keyword)) {
      copy[keyword] = (value as Schema[]).map((inner) => mapSchema(inner, visit));
    } else if (singleSchemas.includes(keyword) && typeof value === 'object') {
      copy[keyword] = mapSchema(value as Schema, visit);
    } else {
      copy[keyword] = value;
    }
  }
  return visit(copy);
}

/** The schema without its prose. */
export function withoutProse(schema: Schema): Schema {
  return mapSchema(schema, ({ description: _, externalDocs: __, example: ___, ...rest }) => rest);
}
