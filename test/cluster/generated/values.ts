import type { StructuralSchema } from '../../../references/schemas';
import type { Random } from './random';

/** Texts of which at least one fits nearly every pattern and format in the imported schemas. */
const texts = [
  'a',
  'jazz',
  'kong-gateway',
  '1h',
  '30s',
  '1h0m0s',
  '10',
  '100Mi',
  'example.com',
  'https://example.com/a',
  'oci://example.com/a',
  'ssh://git@example.com/a',
  '/a',
  'v1',
  'Kind',
  'HTTP',
  '2026-01-01T00:00:00Z',
  '00000000-0000-4000-8000-000000000000',
  'arn:aws:iam::123456789012:role/a',
  '*.example.com',
  '',
];

/**
 * A value that a schema means to allow: what is required is there, the rest by chance; it holds to types, enums, ranges
 * and, where a text can be found, to patterns. A rule written in CEL or an `anyOf` may refuse it all the same.
 */
export function valueFor(schema: StructuralSchema, random: Random, depth = 0): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return random.pick(schema.enum);
  if (schema['x-kubernetes-int-or-string'] === true) return random.chance(0.5) ? random.whole(1, 99) : '50%';
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  switch (type) {
    case 'string':
      return textOf(schema, random);
    case 'integer':
    case 'number':
      return numberOf(schema, random);
    case 'boolean':
      return random.chance(0.5);
    case 'array':
      return listOf(schema, random, depth);
    default:
      return objectOf(schema, random, depth);
  }
}

function textOf(schema: StructuralSchema, random: Random): string {
  const { pattern, format, minLength, maxLength } = schema;
  const fitting = texts.filter(
    (text) =>
      (typeof pattern !== 'string' || new RegExp(pattern).test(text)) &&
      (typeof minLength !== 'number' || text.length >= minLength) &&
      (typeof maxLength !== 'number' || text.length <= maxLength) &&
      (format !== 'date-time' || text.endsWith('Z')),
  );
  return random.pick(fitting) ?? 'jazz';
}

function numberOf({ minimum, maximum }: StructuralSchema, random: Random): number {
  const low = typeof minimum === 'number' ? minimum : 0;
  const high = typeof maximum === 'number' ? maximum : low + 1000;
  return random.whole(low, Math.min(high, low + 100_000));
}

function listOf(schema: StructuralSchema, random: Random, depth: number): unknown[] {
  const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
  const length = Math.max(least, depth > 5 ? 0 : random.whole(0, 2));
  return Array.from({ length }, () => valueFor(schema.items ?? {}, random, depth + 1));
}

function objectOf(schema: StructuralSchema, random: Random, depth: number): Record<string, unknown> {
  const required = new Set(schema.required ?? []);
  const value: Record<string, unknown> = {};
  const properties = Object.entries(schema.properties ?? {});
  // The wider and the deeper an object is, the fewer of its optional fields are drawn, so that objects stay readable.
  const likelihood = depth === 0 ? 1 : Math.min(0.5, 4 / (properties.length + 1)) * 0.9 ** depth;
  for (const [name, property] of properties) {
    if (required.has(name) || random.chance(likelihood)) value[name] = valueFor(property, random, depth + 1);
  }
  if (typeof schema.additionalProperties === 'object' && random.chance(0.5)) {
    value.key = valueFor(schema.additionalProperties, random, depth + 1);
  }
  return value;
}
