/** One option of a file: a field that holds no further fields, or a map or list of any length. */
export interface SchemaOption {
  /** Its keys from the top; a variant of a union is named in parentheses: `gateway(kic).license.secret`. */
  readonly path: string;
  /** All values of a switch or an enumeration, the least and the most of a number; undefined where a text is asked for. */
  readonly values: readonly unknown[] | undefined;
}

type Schema = { readonly [key: string]: unknown };

/** Every option of a JSON Schema, in its order. */
export function optionsOf(schema: unknown, path = ''): readonly SchemaOption[] {
  if (!isSchema(schema)) throw new Error(`${path}: not a schema`);
  if ('const' in schema) return [];
  const variants = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(variants)) return ofVariants(variants, path);
  if (isSchema(schema.properties))
    return Object.entries(schema.properties).flatMap(([key, inner]) =>
      optionsOf(inner, path === '' ? key : `${path}.${key}`),
    );
  if (Array.isArray(schema.enum)) return [{ path, values: schema.enum }];
  if (schema.type === 'boolean') return [{ path, values: [true, false] }];
  if (schema.type === 'integer' || schema.type === 'number')
    return [{ path, values: [schema.minimum, schema.maximum].filter((value) => value !== undefined) }];
  return [{ path, values: undefined }];
}

/** A union whose variants are told apart by a field has the options of each; any other is one option. */
function ofVariants(variants: readonly unknown[], path: string): readonly SchemaOption[] {
  const named = variants.map((variant) => [nameOf(variant), variant] as const);
  if (named.some(([name]) => name === undefined)) return [{ path, values: undefined }];
  return named.flatMap(([name, variant]) => optionsOf(variant, `${path}(${name})`));
}

/** What tells a variant from the others: the one field that can have one value only. */
function nameOf(variant: unknown): string | undefined {
  if (!isSchema(variant) || !isSchema(variant.properties)) return undefined;
  for (const field of Object.values(variant.properties))
    if (isSchema(field) && typeof field.const === 'string') return field.const;
  return undefined;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
