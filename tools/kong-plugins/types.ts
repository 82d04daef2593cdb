import { compile, type JSONSchema } from 'json-schema-to-typescript';
import type { FieldSchema, PluginSchema } from '../../kong-plugins/schema';
import { pascal } from './json-schema';

const banner = '// Generated from kong-plugins/source; regenerate with: npm run kong-plugins';

/** The type declaration of one plugin's configuration; fields that newer ones replaced are left out of it. */
export async function typesOf(schema: PluginSchema): Promise<string> {
  return compile(typeSchema(schema), schema.title, {
    bannerComment: banner,
    ignoreMinAndMaxItems: true,
    unknownAny: true,
    style: { singleQuote: true, printWidth: 110 },
  });
}

/** The declaration of the map from a plugin's name to the type of its configuration. */
export function configsOf(plugins: readonly string[]): string {
  const imports = plugins.map((name) => `import type { ${pascal(name)}Config } from './${name}';`);
  const entries = plugins.map((name) => `  '${name}': ${pascal(name)}Config;`);
  return `${banner}\n\n${imports.join('\n')}\n\nexport interface GeneratedConfigs {\n${entries.join('\n')}\n}\n`;
}

/** The facts that are wanted of every plugin without loading its schema. */
export function factsOf(schemas: readonly PluginSchema[]): string {
  const facts = schemas.map((schema) => {
    const { 'x-since': since, 'x-until': until, 'x-edition': edition } = schema;
    const fact = {
      edition,
      since,
      ...(until === undefined ? {} : { until }),
      protocols: schema['x-protocols'],
      topLevel: schema['x-scopes'],
    };
    return `  '${schema['x-plugin']}': ${JSON.stringify(fact)},`;
  });
  return `${banner}\n\nexport const generatedFacts = {\n${facts.join('\n')}\n} as const;\n`;
}

/** The part of a schema that types are made of, with what a type cannot say in the comment of each field. */
function typeSchema(field: FieldSchema): JSONSchema {
  const { properties, items, additionalProperties, oneOf } = field;
  const values = field.enum ?? field.anyOf?.[0].enum;
  const description = remarks(field);
  const required = field.required ?? [];
  return {
    type: typeof field.type === 'string' ? field.type : field.type[0],
    ...(description === '' ? {} : { description }),
    ...(values === undefined ? {} : { enum: [...values] }),
    ...referenceType(field, values),
    ...(items === undefined ? {} : { items: typeSchema(items) }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties)
              .filter(
                ([, inner]) => inner['x-replaced-by'] === undefined || inner['x-replaced-from'] !== undefined,
              )
              .map(([key, inner]) => [key, typeSchema(inner)]),
          ),
        }),
    ...(required.length === 0 ? {} : { required: [...required] }),
    ...(additionalProperties === undefined
      ? {}
      : {
          additionalProperties:
            typeof additionalProperties === 'boolean'
              ? additionalProperties
              : typeSchema(additionalProperties),
        }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map(typeSchema) }),
  };
}

function referenceType(field: FieldSchema, values: FieldSchema['enum']): Pick<JSONSchema, 'tsType'> {
  if (!field['x-referenceable']) return {};
  const own = values?.map((value) => JSON.stringify(value)).join(' | ');
  const plain = typeof field.type === 'string' ? undefined : field.type[0].replace('integer', 'number');
  const type = own ?? plain;
  return type === undefined ? {} : { tsType: `${type} | \`{vault://\${string}}\`` };
}

function remarks(field: FieldSchema): string {
  const { minimum, exclusiveMinimum, maximum, 'x-since': since, 'x-until': until } = field;
  const before = field['x-default-before'];
  return [
    minimum === undefined ? '' : `At least ${minimum}.`,
    exclusiveMinimum === undefined ? '' : `Above ${exclusiveMinimum}.`,
    maximum === undefined ? '' : `At most ${maximum}.`,
    since === undefined || 'x-plugin' in field ? '' : `Gateway ${since} and later.`,
    until === undefined ? '' : `Gateway ${until} and earlier.`,
    field['x-only'] === undefined ? '' : 'Enterprise only.',
    ...Object.entries(field['x-enum-since'] ?? {}).map(
      ([value, from]) => `${value}: gateway ${from} and later.`,
    ),
    field['x-encrypted'] && !field['x-public']
      ? 'A secret: give a vault reference, or patch it in from a Secret.'
      : '',
    field.default === undefined ? '' : `\n@default ${JSON.stringify(field.default)}`,
    before === undefined
      ? ''
      : `(${before.default === null ? 'none' : JSON.stringify(before.default)} before gateway ${before.version})`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
