import fc from 'fast-check';
import type { FieldSchema } from '../../kong-plugins/schema';

/** A value of plain JSON. */
export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

/**
 * Values drawn from a schema: right ones, or ones that may be wrong somewhere (another type, a key too many, a number
 * out of range).
 */
export function drawnFrom(field: FieldSchema, how: 'right' | 'wrong'): fc.Arbitrary<Plain> {
  const right = rightValue(field, how);
  return how === 'right'
    ? right
    : fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: anything });
}

const anything: fc.Arbitrary<Plain> = fc.oneof(
  fc.boolean(),
  fc.constantFrom<Plain>(-5, 0, 0.5, 7, 99_999_999_999, '', 'text', ['text'], { extra: 1 }),
);

function rightValue(field: FieldSchema, how: 'right' | 'wrong'): fc.Arbitrary<Plain> {
  if (field.oneOf !== undefined) return fc.oneof(...field.oneOf.map((form) => drawnFrom(form, how)));
  const allowed = field.enum ?? field.anyOf?.[0].enum;
  if (allowed !== undefined) return fc.constantFrom(...allowed);
  const type = typeof field.type === 'string' ? field.type : field.type[0];
  const least = field.minimum ?? (field.exclusiveMinimum === undefined ? -10 : field.exclusiveMinimum + 1);
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.integer({ min: Math.ceil(least), max: Math.floor(field.maximum ?? Math.ceil(least) + 100) });
    case 'string':
      return fc.constantFrom(...fitting(field.pattern ?? ''));
    case 'array':
      return fc.array(drawnFrom(field.items ?? { type: 'string' }, how), {
        minLength: field.minItems ?? 0,
        maxLength: 3,
      });
    case 'object':
      return record(field, how);
  }
}

const texts = ['text', 'A', '/path', 'GET', 'name:value', '200-299', 'text/xml', 'ops@example.com'];

/** The texts that a pattern takes. To wait for one that is never drawn would take for ever. */
function fitting(pattern: string): readonly string[] {
  const found = texts.filter((text) => new RegExp(pattern).test(text));
  if (found.length === 0) throw new Error(`no text here fits ${pattern}`);
  return found;
}

function record(field: FieldSchema, how: 'right' | 'wrong'): fc.Arbitrary<Plain> {
  const { properties, additionalProperties, required = [] } = field;
  if (properties === undefined) {
    const value =
      typeof additionalProperties === 'object' ? additionalProperties : { type: 'string' as const };
    return fc.dictionary(fc.constantFrom('a', 'b'), drawnFrom(value, how), {
      minKeys: field.minProperties ?? 0,
    });
  }
  const model = Object.fromEntries(
    Object.entries(properties)
      // What a field that another one replaced may be is what the other one may be.
      .filter(([, inner]) => inner['x-replaced-by'] === undefined)
      .map(([key, inner]) => [key, drawnFrom(inner, how)]),
  );
  const full = fc.record(model, { requiredKeys: how === 'right' ? [...required] : [] });
  return how === 'right'
    ? full
    : fc.tuple(full, fc.boolean()).map(([one, more]) => (more ? { ...one, extra: 1 } : one));
}
