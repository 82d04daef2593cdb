import type { StructuralSchema } from '../../../references/schemas';

/** Texts that fields of many kinds take: which of them a field takes is for the program to say. */
const texts = ['a', '10s', '50', '/a', 'a.example.com'];

/** Small values of a schema: what stands first is right by the schema's own words, where they can be kept at all. */
export function samples(schema: StructuralSchema, depth = 0): readonly unknown[] {
  if (depth > 6) return [];
  if (schema.enum !== undefined) return schema.enum.slice(0, 2);
  if (schema['x-kubernetes-int-or-string'] === true) return [1, '50'];
  if (schema.properties !== undefined || schema.type === 'object') return [fullOf(schema, depth)];
  switch (schema.type) {
    case 'string':
      return schema.format === 'duration' ? ['10s'] : texts;
    case 'integer':
    case 'number':
      return [typeof schema.minimum === 'number' ? schema.minimum : 1, 70_000];
    case 'boolean':
      return [true, false];
    case 'array': {
      const [item] = samples(schema.items ?? {}, depth + 1);
      return item === undefined ? [[]] : [[item]];
    }
    default:
      return [];
  }
}

/** A map with the fields that it needs, and one key where it takes any. */
function fullOf(schema: StructuralSchema, depth: number): unknown {
  const filled: Record<string, unknown> = {};
  for (const name of schema.required ?? []) {
    const [value] = samples(schema.properties?.[name] ?? {}, depth + 1);
    if (value !== undefined) filled[name] = value;
  }
  if (schema.properties === undefined && typeof schema.additionalProperties === 'object') {
    const [value] = samples(schema.additionalProperties, depth + 1);
    if (value !== undefined) filled.a = value;
  }
  return filled;
}
