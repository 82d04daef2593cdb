import type { z } from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A row of the page: one field. */
interface Field {
  readonly path: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
  /** Which alternatives read it, such as `mode: kic`. */
  readonly only?: readonly string[];
}

/**
 * The page of a kind of file: every field with its type, default and meaning, made from the JSON Schema so that the two
 * cannot differ.
 *
 * @param opaque fields of which the page does not list what is below
 */
export function referencePage(
  introduction: string,
  schema: JsonSchema,
  opaque: (path: string) => boolean = () => false,
): string {
  const sections = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const own = asSchema(property);
    const required = schema.required?.includes(name) ?? false;
    const fields = fieldsOf({ path: name, schema: own, required }).filter(
      ({ path }) => !belowOpaque(path, opaque),
    );
    return [
      `## ${name}`,
      '',
      `${own.description ?? ''} ${required ? 'Required.' : `Optional${defaultOf(own, '; default: ', '.')}`}${wordsOf(own)}`,
      '',
      ...(fields.length === 0 ? [] : [table(fields), '']),
    ].join('\n');
  });
  return [
    '<!-- Generated from config/ by npm run schema; do not edit. -->',
    '',
    introduction.trim(),
    '',
    ...sections,
  ]
    .join('\n')
    .replace(/(?<!\n)\n+$/, '\n');
}

/** Whether a field is below one that is opaque. */
function belowOpaque(path: string, opaque: (path: string) => boolean): boolean {
  const parts = path.split('.');
  return parts.some((_, index) => index > 0 && opaque(parts.slice(0, index).join('.')));
}

/** What a list may hold, and which keys a map may have, where the schema names them. */
function wordsOf(schema: JsonSchema): string {
  const keys = typeof schema.propertyNames === 'object' ? schema.propertyNames.enum : undefined;
  if (keys !== undefined) return ` Keys: ${keys.map((key) => `\`${String(key)}\``).join(', ')}.`;
  const { items } = schema;
  if (typeof items !== 'object' || Array.isArray(items) || asSchema(items).anyOf === undefined) return '';
  return ` Items: ${typeOf(asSchema(items))}.`;
}

function table(fields: readonly Field[]): string {
  const rows = fields.map((field) => `| ${cellsOf(field).join(' | ')} |`);
  return ['| Field | Type | Default | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function cellsOf({ path, schema, required, only }: Field): string[] {
  const meaning = [
    only === undefined ? '' : `Only with ${only.map((each) => `\`${each}\``).join(' or ')}.`,
    schema.description ?? '',
  ]
    .filter((part) => part !== '')
    .join(' ');
  const fallback = required ? '*required*' : defaultOf(schema, '', '') || '-';
  return [`\`${path}\``, typeOf(schema), fallback, meaning];
}

/** The fields below a field, in the order of the schema. */
function fieldsOf(field: Field): Field[] {
  const { path, schema } = field;
  const alternatives = (schema.oneOf ?? schema.anyOf ?? []).map(asSchema);
  const below = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const next = {
      path: `${path}.${name}`,
      schema: asSchema(property),
      required: schema.required?.includes(name) ?? false,
    };
    return [next, ...fieldsOf(next)];
  });
  const { additionalProperties: values, items } = schema;
  return [
    ...merged(
      alternatives.map((each) => ({
        only: discriminatorOf(each),
        fields: fieldsOf({ ...field, schema: each }),
      })),
    ),
    ...below,
    ...(typeof values === 'object'
      ? fieldsOf({ path: `${path}.<name>`, schema: values, required: false })
      : []),
    ...(typeof items === 'object' && !Array.isArray(items)
      ? fieldsOf({ path: `${path}[]`, schema: asSchema(items), required: false })
      : []),
  ];
}

/** The fields of all alternatives: one that several have alike comes once, and says which read it unless all do. */
function merged(alternatives: readonly { only: string | undefined; fields: readonly Field[] }[]): Field[] {
  const found = new Map<string, { field: Field; only: string[] }>();
  for (const { only, fields } of alternatives) {
    for (const field of fields) {
      const key = cellsOf(field).join('|');
      const known = found.get(key) ?? { field, only: [] };
      if (only !== undefined && field.schema.const === undefined) known.only.push(only);
      found.set(key, known);
    }
  }
  const rows = [...found.values()].map(({ field, only }) =>
    only.length === 0 || only.length === alternatives.length
      ? field
      : { ...field, only: [...(field.only ?? []), ...only] },
  );
  return rows.sort((a, b) => firstIndex(rows, a.path) - firstIndex(rows, b.path));
}

/** Keeps fields of one path together, where the first of them is. */
function firstIndex(fields: readonly Field[], path: string): number {
  return fields.findIndex((field) => field.path === path);
}

/** The one constant of an alternative, as `mode: kic`. */
function discriminatorOf(schema: JsonSchema): string | undefined {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const { const: constant } = asSchema(property);
    if (constant !== undefined) return `${name}: ${String(constant)}`;
  }
  return undefined;
}

function asSchema(schema: JsonSchema | boolean): JsonSchema {
  return typeof schema === 'boolean' ? {} : schema;
}

function defaultOf(schema: JsonSchema, before: string, after: string): string {
  if (schema.default === undefined) return after;
  return `${before}\`${JSON.stringify(schema.default)}\`${after}`;
}

function typeOf(schema: JsonSchema): string {
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives !== undefined) return alternatives.map((each) => typeOf(asSchema(each))).join(', or ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum !== undefined) {
    const values = schema.enum.map((value) => `\`${String(value)}\``);
    return values.length > 12 ? `one of ${values.length} values, see the schema` : values.join(', ');
  }
  if (schema.$ref !== undefined) return schema.$ref.endsWith('/json') ? 'any value' : 'map';
  switch (schema.type) {
    case 'object':
      return 'map';
    case 'array':
      return `list of ${typeof schema.items === 'object' && !Array.isArray(schema.items) ? typeOf(asSchema(schema.items)) : 'any value'}`;
    case 'integer':
      return `whole number, ${schema.minimum} to ${schema.maximum}`;
    case 'boolean':
      return '`true`, `false`';
    case 'string':
      return 'text';
    default:
      return String(schema.type ?? 'any value');
  }
}
