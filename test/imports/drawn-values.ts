import fc from 'fast-check';
import type { StructuralSchema } from '../../references/schemas';
import { type Declarations, memberFor } from './declarations';

/** A value as a chart gives it to a class, and as it has to stand in the object. */
export interface Drawn {
  readonly given: unknown;
  readonly expected: unknown;
  /** Where it could be spoilt. */
  readonly places: readonly Place[];
}

/** A place in a given value, and what of it a class has to watch. */
export interface Place {
  readonly path: readonly string[];
  readonly watches: 'keys' | 'enum' | 'wrapping' | 'string' | 'integer' | 'boolean' | 'list' | 'value';
}

/** The classes of a group that hold a number or a string, by name. */
export type Wrap = (union: string, value: number | string) => unknown;

/** Draws values of a schema, spelt as the declarations spell them. */
export function drawnFrom(
  schema: StructuralSchema,
  type: string,
  declarations: Declarations,
  wrap: Wrap,
): fc.Arbitrary<Drawn> {
  if (schema['x-kubernetes-int-or-string']) {
    return fc.oneof(fc.integer(), fc.string()).map((value) => leaf(wrap(type, value), value, 'wrapping'));
  }
  if (schema.enum) {
    return fc.constantFrom(...schema.enum).map((value) => leaf(value, value, 'enum'));
  }
  if (schema.properties) {
    return fieldsFrom(schema.properties, type, declarations, wrap);
  }
  if (typeof schema.additionalProperties === 'object') {
    const values = drawnFrom(schema.additionalProperties, type, declarations, wrap);
    return fc
      .dictionary(keys, values, { maxKeys: 2, noNullPrototype: true })
      .map((drawn) => gathered(Object.entries(drawn), 'value'));
  }
  switch (schema.type) {
    case 'array':
      return fc
        .array(drawnFrom(schema.items ?? {}, type, declarations, wrap), { maxLength: 2 })
        .map((drawn) => {
          const { given, expected, places } = gathered(Object.entries(drawn), 'list');
          return {
            given: Object.values(given as object),
            expected: Object.values(expected as object),
            places,
          };
        });
    case 'string':
      return fc.string().map((value) => leaf(value, value, 'string'));
    case 'integer':
      return fc.integer().map((value) => leaf(value, value, 'integer'));
    case 'number':
      return fc
        .double({ noNaN: true, noDefaultInfinity: true })
        .map((value) => leaf(value, value, 'integer'));
    case 'boolean':
      return fc.boolean().map((value) => leaf(value, value, 'boolean'));
    default:
      return schema['x-kubernetes-preserve-unknown-fields'] || schema.type === undefined
        ? freeForm.map((value) => leaf(value, value, 'value'))
        : fc.constant(leaf({}, {}, 'keys'));
  }
}

function fieldsFrom(
  properties: Readonly<Record<string, StructuralSchema>>,
  type: string,
  declarations: Declarations,
  wrap: Wrap,
): fc.Arbitrary<Drawn> {
  const members = declarations.interfaces.get(type) ?? new Map<string, string>();
  const fields = Object.entries(properties).map(([field, schema]) => {
    const [member, memberType] = memberFor(members, field);
    return { field, member, values: drawnFrom(schema, memberType, declarations, wrap) };
  });
  const names = new Map(fields.map(({ field, member }) => [member, field]));
  return fc
    .record(Object.fromEntries(fields.map(({ member, values }) => [member, values])), { requiredKeys: [] })
    .map((drawn) => {
      const entries = Object.entries(drawn).filter(
        (entry): entry is [string, Drawn] => entry[1] !== undefined,
      );
      const { given, places } = gathered(entries, 'keys');
      const expected = Object.fromEntries(
        entries.map(([member, value]) => [names.get(member), value.expected]),
      );
      return { given, expected, places };
    });
}

function leaf(given: unknown, expected: unknown, watches: Place['watches']): Drawn {
  return { given, expected, places: [{ path: [], watches }] };
}

function gathered(entries: readonly (readonly [string, Drawn])[], watches: Place['watches']): Drawn {
  return {
    given: Object.fromEntries(entries.map(([key, value]) => [key, value.given])),
    expected: Object.fromEntries(entries.map(([key, value]) => [key, value.expected])),
    places: [
      { path: [], watches },
      ...entries.flatMap(([key, { places }]) =>
        places.map((place) => ({ ...place, path: [key, ...place.path] })),
      ),
    ],
  };
}

/** Two names that a plain JavaScript object cannot carry; the classes refuse them, see strictness.test.ts. */
const keys = fc.string().filter((key) => key !== '__proto__' && key !== 'constructor');

const freeForm: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
