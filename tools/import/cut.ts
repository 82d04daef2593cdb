import type { KindSchema, Schema } from './schema';

/** Said where a schema was cut: `x-meshwright-cut` on the place itself. Checks do not look below it. */
export const cutNotice = 'Meshwright does not know the fields below this place; nothing below it is checked.';

/**
 * Cuts ApplicationSet's nested generators to one level: what stands in the `generators` of a matrix or merge generator
 * becomes a free-form object. Written out, those two places alone are nine tenths of Argo CD's schemas.
 */
export function cutGenerators(kind: KindSchema): KindSchema {
  if (kind.kind !== 'ApplicationSet') {
    return kind;
  }
  const spec = fieldOf(kind.schema, 'spec');
  const generator = fieldOf(spec, 'generators').items;
  if (!generator) {
    throw new Error('ApplicationSet has no list of generators: look at the new schema, and at cut.ts');
  }
  const cut: Schema = { ...generator, properties: { ...generator.properties } };
  for (const name of ['matrix', 'merge']) {
    const nested = fieldOf(generator, name);
    const generators: Schema = {
      ...fieldOf(nested, 'generators'),
      items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, 'x-meshwright-cut': cutNotice },
    };
    cut.properties = {
      ...cut.properties,
      [name]: { ...nested, properties: { ...nested.properties, generators } },
    };
  }
  return {
    ...kind,
    schema: withField(
      kind.schema,
      'spec',
      withField(spec, 'generators', { ...fieldOf(spec, 'generators'), items: cut }),
    ),
  };
}

function fieldOf(schema: Schema, name: string): Schema {
  const field = schema.properties?.[name];
  if (!field) {
    throw new Error(`the schema has no field ${name}: look at the new schema, and at cut.ts`);
  }
  return field;
}

function withField(schema: Schema, name: string, field: Schema): Schema {
  return { ...schema, properties: { ...schema.properties, [name]: field } };
}
