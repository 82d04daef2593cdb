import { z } from 'zod';

type Schema = z.core.$ZodType;
type Definition = z.core.$ZodTypes['_zod']['def'];

/** A schema's definition, as the union that `type` discriminates. */
function definitionOf(schema: Schema): Definition {
  return (schema as z.core.$ZodTypes)._zod.def;
}

/** The schema below `optional`, `default` and their like. */
export function inner(schema: Schema): Schema {
  const def = definitionOf(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
    case 'nonoptional':
      return inner(def.innerType);
    default:
      return schema;
  }
}

/** The members of an object schema, or undefined for another schema. */
export function shapeOf(schema: Schema): Readonly<Record<string, Schema>> | undefined {
  const def = definitionOf(inner(schema));
  return def.type === 'object' ? def.shape : undefined;
}

/** The members of an object schema that it cannot be without. */
export function requiredKeysOf(schema: Schema): string[] {
  return Object.entries(shapeOf(schema) ?? {})
    .filter(([, member]) => !z.safeParse(member, undefined).success)
    .map(([key]) => key);
}

/** The alternatives of a union, or undefined for another schema. */
export function optionsOf(schema: Schema): readonly Schema[] | undefined {
  const def = definitionOf(inner(schema));
  return def.type === 'union' ? def.options : undefined;
}

/** The values that an enum or a literal allows, or undefined for another schema. */
export function valuesOf(schema: Schema): readonly string[] | undefined {
  const def = definitionOf(inner(schema));
  if (def.type === 'enum') return Object.values(def.entries).map(String);
  if (def.type === 'literal') return def.values.map(String);
  return undefined;
}

/** The keys that a record with an enum for its keys allows, or undefined for another schema. */
export function recordKeysOf(schema: Schema): readonly string[] | undefined {
  const def = definitionOf(inner(schema));
  return def.type === 'record' ? valuesOf(def.keyType) : undefined;
}

/** The schema of every element of an array, or undefined for another schema. */
export function itemOf(schema: Schema): Schema | undefined {
  const def = definitionOf(inner(schema));
  return def.type === 'array' ? def.element : undefined;
}

/** The schema of every value of a record, or undefined for another schema. */
export function recordValueOf(schema: Schema): Schema | undefined {
  const def = definitionOf(inner(schema));
  return def.type === 'record' ? def.valueType : undefined;
}

/** The key that chooses the alternative of a union, or undefined for another schema. */
export function discriminatorOf(schema: Schema): string | undefined {
  const def = definitionOf(inner(schema));
  if (def.type !== 'union' || !('discriminator' in def)) return undefined;
  return typeof def.discriminator === 'string' ? def.discriminator : undefined;
}

/**
 * The alternative of a union that a value means: the one whose discriminator has the value's, or else the one that is an
 * object when the value is.
 */
export function alternative(schema: Schema, value: unknown): Schema | undefined {
  const options = optionsOf(schema);
  if (options === undefined) return schema;
  const discriminator = discriminatorOf(schema);
  const record = isRecord(value) ? value : undefined;
  if (discriminator === undefined) {
    const alike = options.filter((option) => (shapeOf(option) !== undefined) === (record !== undefined));
    const [first, ...others] = alike;
    return others.reduce(
      (best, option) => (shared(option, record) > shared(best, record) ? option : best),
      first,
    );
  }
  return options.find((option) => {
    const member = shapeOf(option)?.[discriminator];
    const values = member === undefined ? undefined : valuesOf(member);
    return values?.includes(String(record?.[discriminator])) ?? false;
  });
}

/**
 * How many keys of a map an alternative knows, so that the one that was meant is the one that knows the most; one that has
 * a literal for the value of a key is meant before all that have not.
 */
function shared(option: Schema | undefined, record: Readonly<Record<string, unknown>> | undefined): number {
  const shape = option === undefined ? {} : (shapeOf(option) ?? {});
  return Object.entries(record ?? {}).reduce((score, [key, value]) => {
    const member = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (member === undefined) return score;
    return score + (definitionOf(inner(member)).type === 'literal' && hasValue(member, value) ? 100 : 1);
  }, 0);
}

function hasValue(schema: Schema, value: unknown): boolean {
  return valuesOf(schema)?.includes(String(value)) ?? false;
}

/** The schema at a path of a value, or undefined where the schema has nothing there. */
export function schemaAt(schema: Schema, path: readonly PropertyKey[], value: unknown): Schema | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  const chosen = alternative(schema, value);
  if (chosen === undefined) return undefined;
  const next = memberOf(chosen, key);
  return next === undefined ? undefined : schemaAt(next, rest, child(value, key));
}

function memberOf(schema: Schema, key: PropertyKey): Schema | undefined {
  const shape = shapeOf(schema);
  if (shape !== undefined) return Object.hasOwn(shape, key) ? shape[String(key)] : undefined;
  return itemOf(schema) ?? recordValueOf(schema);
}

/** The entry or element of a value, or undefined where it has none of its own. */
export function child(value: unknown, key: PropertyKey): unknown {
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
  return isRecord(value) && Object.hasOwn(value, key) ? value[String(key)] : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every value that an enum, or a union of enums, allows. */
export function allValuesOf(schema: Schema): readonly string[] {
  return valuesOf(schema) ?? (optionsOf(schema) ?? []).flatMap((option) => valuesOf(option) ?? []);
}

/** What a field means, in the schema's own words. */
export function descriptionOf(schema: Schema): string | undefined {
  return z.globalRegistry.get(schema)?.description;
}
