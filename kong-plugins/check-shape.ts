import { RE2JS } from '@bufbuild/re2';
import { nearest } from '../references/nearest';
import { checkKeys } from './check-keys';
import { type CheckContext, isRecord, isReference, isReferenceable, schemaSource } from './context';
import { allowedValues, expectation, mendOfType, typesOf } from './expectation';
import { type PluginFault, type PluginFaultCode, pointer, shown } from './fault';
import { forms } from './forms';
import { before } from './gateway-version';
import type { FieldSchema, FieldType } from './schema';

/** Takes a fault of the value at hand. */
type Report = (code: PluginFaultCode, mend: string, more?: { nearest?: string; expected?: string }) => void;

/**
 * The faults of a value against its schema, at every depth. Like the gateway, it refuses keys that it does not know, and
 * takes an empty list and an empty object for one another (they are one to Lua).
 */
export function checkShape(
  value: unknown,
  field: FieldSchema,
  path: string,
  context: CheckContext,
): PluginFault[] {
  if (context.given.has(path)) return [];
  const faults: PluginFault[] = [];
  const report: Report = (code, mend, more = {}) => {
    const expected =
      code === 'plain-secret' ? 'no secret in plain text' : expectation(field, context.gateway);
    faults.push({
      path,
      code,
      found: found(value, field),
      expected,
      ...more,
      mend,
      source: schemaSource(context),
    });
  };
  const types = typesOf(field, context.gateway);
  const scalar = !types.includes('array') && !types.includes('object');
  if (isReference(value) && scalar) {
    if (isReferenceable(field, context.gateway)) return faults;
    // The gateway takes the text as it stands.
    if (!types.includes('string')) report('type', literally);
    else checkText(value, field, report, context);
    if (faults.length === 0) report('not-referenceable', literally);
    return faults;
  }
  if (isEmptyTable(value) && !scalar) {
    checkSize(0, field, report);
    if (types.includes('object')) faults.push(...checkKeys({}, field, path, context));
  } else if (!types.some((type) => hasType(value, type))) {
    const hidden = mayBeSecret(value, field);
    report('type', hidden ? `give ${expectation(field, context.gateway)}` : mendOfType(value, types[0]));
  } else if (typeof value === 'number') {
    if (!checkEnumeration(value, field, report, context) && !inRange(value, field))
      report('range', `give ${expectation(field, context.gateway)}`);
  } else if (typeof value === 'string') {
    checkText(value, field, report, context);
  } else if (Array.isArray(value)) {
    checkSize(value.length, field, report);
    for (const [index, one] of value.entries()) {
      faults.push(...checkShape(one, itemOf(field), pointer(path, index), context));
    }
  } else if (isRecord(value)) {
    checkSize(Object.keys(value).length, field, report);
    faults.push(...checkKeys(value, field, path, context));
  }
  return faults;
}

const expressions = new Map<string, RE2JS>();

/** A pattern of a schema, in which a dot is any character: as RE2, for what it is put to may be anybody's. */
function expressionOf(pattern: string): RE2JS {
  const known = expressions.get(pattern) ?? new RE2JS(`(?s)${pattern}`);
  expressions.set(pattern, known);
  return known;
}

const literally =
  'give the value itself, or fill it in from a Secret with configPatches: this gateway looks up no vault for the field';

/** True where the value is not one of those listed, which is then a fault. */
function checkEnumeration(
  value: string | number,
  field: FieldSchema,
  report: Report,
  context: CheckContext,
): boolean {
  const allowed = allowedValues(field, context.gateway);
  if (allowed === undefined || allowed.some((one) => one === value)) return false;
  const close = typeof value === 'string' ? nearest(value, allowed.map(String)) : undefined;
  if (close === undefined) report('enum', 'choose one of them');
  else report('enum', `write ${shown(close)}`, { nearest: close });
  return true;
}

function checkText(value: string, field: FieldSchema, report: Report, context: CheckContext): void {
  if (checkEnumeration(value, field, report, context)) return;
  const { 'x-form': form, 'x-was': was, not: reserved } = field;
  const longest =
    was?.maxLength !== undefined && before(context.gateway.version, was.version)
      ? was.maxLength
      : field.maxLength;
  const problem = form === undefined ? undefined : forms[form].problem(value);
  if (value.length < (field.minLength ?? 0)) {
    report('range', 'give a text, or leave the key out');
  } else if (longest !== undefined && Buffer.byteLength(value) > longest) {
    report('range', `shorten it to ${longest} bytes`, { expected: `a text of at most ${longest} bytes` });
  } else if (reserved?.enum.includes(value)) {
    report('enum', 'choose another', { expected: 'a name that the plugin does not use itself' });
  } else if (field.pattern !== undefined && !expressionOf(field.pattern).test(value)) {
    report('pattern', `give ${expectation(field, context.gateway)}`);
  } else if (form !== undefined && problem !== undefined) {
    report('pattern', form === 'lua' ? 'mend the code' : `give ${forms[form].expected}`, {
      expected: problem,
    });
  }
  if (mayBeSecret(value, field)) {
    const vault = isReferenceable(field, context.gateway)
      ? ', or refer to a vault: {vault://<name>/<key>}'
      : '';
    report('plain-secret', `leave the key out and fill it in with configPatches from a Secret${vault}`);
  }
}

function checkSize(size: number, field: FieldSchema, report: Report): void {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, minProperties = 0 } = field;
  if (size < minItems) report('range', 'give at least one item, or leave the key out');
  if (size > maxItems) report('range', `give at most ${maxItems}`);
  if (size < minProperties) report('range', 'give at least one entry');
}

/** A secret in a list is marked on the list. */
function itemOf(field: FieldSchema): FieldSchema {
  const { items = { type: 'string' }, 'x-encrypted': encrypted, 'x-public': open } = field;
  if (!encrypted) return items;
  return { ...items, 'x-encrypted': true, ...(open ? { 'x-public': true } : {}) };
}

/** The text never shows what may be a secret. */
function found(value: unknown, field: FieldSchema): string {
  if (!mayBeSecret(value, field)) return shown(value);
  return typeof value === 'string' ? 'a secret in plain text' : `a value of type ${typeOf(value)}`;
}

/** A URL is a secret where it carries one: user information, or a key in its query. */
function mayBeSecret(value: unknown, field: FieldSchema): boolean {
  if (!field['x-encrypted'] || isReference(value)) return false;
  if (!field['x-public']) return value !== '';
  return field['x-form'] === 'url' && typeof value === 'string' && /[@?]/.test(value);
}

function isEmptyTable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function hasType(value: unknown, type: FieldType): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  return typeOf(value) === type;
}

function inRange(value: number, { minimum, exclusiveMinimum, maximum }: FieldSchema): boolean {
  if (minimum !== undefined && value < minimum) return false;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return false;
  return maximum === undefined || value <= maximum;
}
