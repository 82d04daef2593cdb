import type { Gateway } from './fault';
import { forms } from './forms';
import { anyVersion, before, within } from './gateway-version';
import type { FieldSchema, FieldType } from './schema';

/** The one type of a field, leaving aside that a vault reference may stand for it. */
export function mainType(field: FieldSchema): FieldType {
  return typeof field.type === 'string' ? field.type : field.type[0];
}

/** The types that a value may have on a gateway, the present one first; several where the gateway is not known. */
export function typesOf(field: FieldSchema, { version }: Gateway): readonly [FieldType, ...FieldType[]] {
  const was = field['x-was'];
  if (was?.type === undefined) return [mainType(field)];
  if (version === anyVersion) return [mainType(field), was.type];
  return [before(version, was.version) ? was.type : mainType(field)];
}

/** The values that a field may have on a gateway, where they can be listed. */
export function allowedValues(
  field: FieldSchema,
  gateway: Gateway,
): readonly (string | number)[] | undefined {
  const all = field.enum ?? field.anyOf?.[0].enum;
  const { 'x-enum-since': since, 'x-enum-until': until, 'x-enum-enterprise': enterprise } = field;
  if (all === undefined || (since ?? until ?? enterprise) === undefined) return all;
  return all.filter((value) => {
    if (gateway.edition === 'open-source' && enterprise?.includes(String(value))) return false;
    return within(gateway.version, since?.[value], until?.[value]);
  });
}

/** What a field wants, in words: `an integer at least 0 and at most 65535`. */
export function expectation(field: FieldSchema, gateway: Gateway): string {
  const allowed = allowedValues(field, gateway);
  if (allowed !== undefined) return `one of ${allowed.join(', ')}`;
  const { minimum, exclusiveMinimum, maximum, minLength, maxLength, pattern } = field;
  const { minItems, maxItems, minProperties } = field;
  const [type] = typesOf(field, gateway);
  if (type !== mainType(field)) return article(type);
  if (field['x-form'] !== undefined) return forms[field['x-form']].expected;
  const limits = [
    minimum === undefined ? '' : `at least ${minimum}`,
    exclusiveMinimum === undefined ? '' : `above ${exclusiveMinimum}`,
    maximum === undefined ? '' : `at most ${maximum}`,
    minLength === undefined || minLength <= 1 ? '' : `of at least ${minLength} characters`,
    maxLength === undefined ? '' : `of at most ${maxLength} bytes`,
    minItems === undefined ? '' : `of at least ${minItems} items`,
    maxItems === undefined ? '' : `of at most ${maxItems} items`,
    minProperties === undefined ? '' : `of at least ${minProperties} entries`,
    pattern === undefined || type !== 'string' ? '' : `that matches ${pattern}`,
  ].filter((part) => part !== '');
  return [article(type), limits.join(' and ')].join(' ').trim();
}

/** How to turn a value of a wrong type into one of the right type. */
export function mendOfType(value: unknown, type: FieldType): string {
  if ((type === 'integer' || type === 'number') && typeof value === 'string' && value.trim() !== '') {
    return Number.isFinite(Number(value))
      ? `leave the quotes out: ${Number(value)}`
      : `give ${article(type)}`;
  }
  if (type === 'boolean' && (value === 'true' || value === 'false')) return `leave the quotes out: ${value}`;
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `quote it: "${value}"`;
  if (type === 'array' && typeof value === 'string') return `make it a list: [${JSON.stringify(value)}]`;
  return `give ${article(type)}`;
}

function article(type: FieldType): string {
  return `${/^[aio]/.test(type) ? 'an' : 'a'} ${type}`;
}
