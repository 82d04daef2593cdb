import { nearest } from '../references/nearest';
import { checkReplaced, checkVersion, unknownField } from './check-key';
import { type CheckContext, isGiven, isRecord, isReference, isReferenceable, schemaSource } from './context';
import { allowedValues, expectation, mainType, mendOfType } from './expectation';
import { type PluginFault, type PluginFaultCode, pointer, shown } from './fault';
import { forms } from './forms';
import type { FieldSchema, FieldType } from './schema';

/**
 * The faults of a value against its schema, at every depth. Like the gateway, it refuses keys that it does not know
 * and takes null for a key that is not there.
 */
export function checkShape(
  value: unknown,
  field: FieldSchema,
  path: string,
  context: CheckContext,
): PluginFault[] {
  if (context.given.has(path)) return [];
  const faults: PluginFault[] = [];
  const fault = (code: PluginFaultCode, mend: string, close?: string): void => {
    faults.push({
      path,
      code,
      found: found(value, field),
      expected: code === 'plain-secret' ? 'no secret in plain text' : expectation(field, context.gateway),
      ...(close === undefined ? {} : { nearest: close }),
      mend,
      source: schemaSource(context),
    });
  };
  const type = mainType(field);
  if (isReference(value) && type !== 'array' && type !== 'object') {
    if (!isReferenceable(field, context.gateway)) {
      fault(
        'not-referenceable',
        'give the value itself, or fill it in from a Secret with configPatches: this gateway looks up no vault for the field',
      );
    }
    return faults;
  }
  if (!hasType(value, type)) {
    const hidden = mayBeSecret(value, field);
    fault('type', hidden ? `give ${expectation(field, context.gateway)}` : mendOfType(value, type));
    return faults;
  }
  const allowed = allowedValues(field, context.gateway);
  if (allowed !== undefined && !allowed.some((one) => one === value)) {
    const close = typeof value === 'string' ? nearest(value, allowed.map(String)) : undefined;
    fault('enum', close === undefined ? 'choose one of them' : `write ${shown(close)}`, close);
  } else if (typeof value === 'number') {
    if (!inRange(value, field)) fault('range', `give ${expectation(field, context.gateway)}`);
  } else if (typeof value === 'string') {
    checkText(value, field, fault, context);
  } else if (Array.isArray(value)) {
    if (value.length < (field.minItems ?? 0)) fault('range', 'give at least one item, or leave the key out');
    for (const [index, one] of value.entries()) {
      faults.push(...checkShape(one, itemOf(field), pointer(path, index), context));
    }
  } else if (isRecord(value)) {
    if (Object.keys(value).length < (field.minProperties ?? 0)) fault('range', 'give at least one entry');
    faults.push(...checkKeys(value, field, path, context));
  }
  return faults;
}

function checkText(
  value: string,
  field: FieldSchema,
  fault: (code: PluginFaultCode, mend: string) => void,
  context: CheckContext,
): void {
  const form = field['x-form'];
  if (value.length < (field.minLength ?? 0)) {
    fault('range', 'give a text, or leave the key out');
  } else if (field.pattern !== undefined && !new RegExp(field.pattern, 'u').test(value)) {
    fault('pattern', `give ${expectation(field, context.gateway)}`);
  } else if (form !== undefined && !forms[form].test(value)) {
    fault('pattern', `give ${forms[form].expected}`);
  }
  if (mayBeSecret(value, field)) {
    const vault = isReferenceable(field, context.gateway)
      ? ', or refer to a vault: {vault://<name>/<key>}'
      : '';
    fault('plain-secret', `leave the key out and fill it in with configPatches from a Secret${vault}`);
  }
}

function checkKeys(
  value: Readonly<Record<string, unknown>>,
  field: FieldSchema,
  path: string,
  context: CheckContext,
): PluginFault[] {
  const faults: PluginFault[] = [];
  const { properties = {}, additionalProperties } = field;
  for (const [key, inner] of Object.entries(value)) {
    const at = pointer(path, key);
    const schema = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (schema === undefined) {
      if (additionalProperties === false) faults.push(unknownField(key, at, properties, context));
      else if (additionalProperties !== undefined) {
        faults.push(...checkShape(inner, additionalProperties, at, context));
      }
    } else if (inner !== null && inner !== undefined) {
      const unavailable = checkVersion(key, schema, at, context);
      if (unavailable !== undefined) faults.push(unavailable);
      else faults.push(...checkReplaced(key, schema, at, context), ...checkShape(inner, schema, at, context));
    }
  }
  for (const key of field.required ?? []) {
    const at = pointer(path, key);
    const schema = properties[key];
    if (schema === undefined || isGiven(at, context) || (value[key] !== undefined && value[key] !== null))
      continue;
    faults.push({
      path: at,
      code: 'required',
      found: 'nothing',
      expected: expectation(schema, context.gateway),
      mend: `give ${key}, which has no default`,
      source: schemaSource(context),
    });
  }
  return faults;
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
  if (!field['x-encrypted']) return false;
  if (!field['x-public']) return value !== '';
  return field['x-form'] === 'url' && typeof value === 'string' && /[@?]/.test(value);
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
