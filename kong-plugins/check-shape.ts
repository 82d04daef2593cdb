import { type Gateway, type PluginFault, pointer, shown } from './fault';
import { within } from './gateway-version';
import { nearest } from './nearest';
import type { FieldSchema, FieldType } from './schema';

/** What a check of the shape needs to know besides value and schema. */
export interface ShapeContext {
  readonly plugin: string;
  readonly gateway: Gateway;
  /** JSON pointers whose values are filled in from elsewhere (a KongPlugin's `configPatches`). */
  readonly given: ReadonlySet<string>;
}

/**
 * The faults of a value against its schema, at every depth. Like the gateway, it refuses keys that it does not know
 * and takes null for a key that is not there.
 */
export function checkShape(
  value: unknown,
  field: FieldSchema,
  path: string,
  context: ShapeContext,
): PluginFault[] {
  if (context.given.has(path)) return [];
  const source = schemaSource(context);
  if (isReference(value) && !isContainer(field)) {
    if (field['x-referenceable']) return [];
    return [
      {
        path,
        code: 'not-referenceable',
        found: shown(value),
        expected: expectation(field),
        mend: 'give the value itself, or fill it in from a Secret with configPatches: the gateway does not look up a vault for this field',
        source,
      },
    ];
  }
  const type = mainType(field);
  if (!hasType(value, type)) {
    const mend = mendOfType(value, type);
    return [{ path, code: 'type', found: found(value, field), expected: expectation(field), mend, source }];
  }
  const faults: PluginFault[] = [];
  const fault = (code: PluginFault['code'], mend: string, close?: string): void => {
    faults.push({
      path,
      code,
      found: found(value, field),
      expected: expectation(field),
      ...(close === undefined ? {} : { nearest: close }),
      mend,
      source,
    });
  };
  const allowed = enumOf(field);
  if (allowed !== undefined && !allowed.some((one) => one === value)) {
    const close = typeof value === 'string' ? nearest(value, allowed.map(String)) : undefined;
    fault('enum', close === undefined ? 'choose one of them' : `write ${shown(close)}`, close);
  } else if (typeof value === 'number' && !inRange(value, field)) {
    fault('range', `give ${expectation(field)}`);
  } else if (typeof value === 'string') {
    if (value.length < (field.minLength ?? 0)) fault('range', 'give a text, or leave the key out');
    else if (field.pattern !== undefined && !patternOf(field.pattern).test(value))
      fault('pattern', `give ${expectation(field)}`);
    if (field['x-encrypted'] && value !== '') faults.push(plainSecret(path, field, source));
  } else if (Array.isArray(value)) {
    if (value.length < (field.minItems ?? 0)) fault('range', 'give at least one item, or leave the key out');
    const { items } = field;
    if (items !== undefined) {
      const item = field['x-encrypted'] ? { ...items, 'x-encrypted': true as const } : items;
      value.forEach((one: unknown, index) => {
        faults.push(...checkShape(one, item, pointer(path, index), context));
      });
    }
  } else if (isRecord(value)) {
    if (Object.keys(value).length < (field.minProperties ?? 0)) fault('range', 'give at least one entry');
    faults.push(...checkKeys(value, field, path, context));
  }
  return faults;
}

function checkKeys(
  value: Readonly<Record<string, unknown>>,
  field: FieldSchema,
  path: string,
  context: ShapeContext,
): PluginFault[] {
  const faults: PluginFault[] = [];
  const source = schemaSource(context);
  const { properties, additionalProperties } = field;
  for (const [key, inner] of Object.entries(value)) {
    const at = pointer(path, key);
    const schema = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (schema === undefined) {
      if (additionalProperties === false) faults.push(unknownField(key, at, properties ?? {}, context));
      else if (additionalProperties !== undefined)
        faults.push(...checkShape(inner, additionalProperties, at, context));
      continue;
    }
    if (inner === null || inner === undefined) continue;
    const { 'x-since': since, 'x-until': until, 'x-replaced-by': replacedBy } = schema;
    if (!within(context.gateway.version, since, until)) {
      const range = until === undefined ? `${since} and later` : `up to ${until}`;
      faults.push({
        path: at,
        code: 'version',
        found: `${key}, on gateway ${context.gateway.version}`,
        expected: `a field of gateway ${context.gateway.version}; ${context.plugin} has ${key} in ${range}`,
        mend: `leave ${key} out, or run a gateway that has it`,
        source,
      });
      continue;
    }
    if (replacedBy !== undefined) {
      faults.push({
        path: at,
        code: 'deprecated',
        found: key,
        expected: replacedBy,
        nearest: replacedBy,
        mend: `move the value to ${replacedBy}; gateway 4.0 will refuse ${key}`,
        source,
      });
    }
    faults.push(...checkShape(inner, schema, at, context));
  }
  for (const key of field.required ?? []) {
    const at = pointer(path, key);
    const has = value[key] !== undefined && value[key] !== null;
    const schema = properties?.[key];
    if (has || schema === undefined || isGiven(at, context)) continue;
    if (!within(context.gateway.version, schema['x-since'], schema['x-until'])) continue;
    faults.push({
      path: at,
      code: 'required',
      found: 'nothing',
      expected: expectation(schema),
      mend: `give ${key}, which has no default`,
      source,
    });
  }
  return faults;
}

/** True where the value at `path`, or one inside it, comes from elsewhere. */
export function isGiven(path: string, context: Pick<ShapeContext, 'given'>): boolean {
  if (context.given.has(path)) return true;
  for (const one of context.given) if (one.startsWith(`${path}/`) || path.startsWith(`${one}/`)) return true;
  return false;
}

function unknownField(
  key: string,
  path: string,
  properties: Readonly<Record<string, FieldSchema>>,
  context: ShapeContext,
): PluginFault {
  const known = Object.keys(properties).filter((name) => {
    const { 'x-since': since, 'x-until': until, 'x-replaced-by': replacedBy } = properties[name] ?? {};
    return replacedBy === undefined && within(context.gateway.version, since, until);
  });
  const close = nearest(key, known);
  return {
    path,
    code: 'unknown-field',
    found: key,
    expected: known.length <= 12 ? `one of ${known.join(', ')}` : `a field of ${context.plugin}`,
    ...(close === undefined ? {} : { nearest: close }),
    mend: close === undefined ? `leave ${key} out` : `write ${close}`,
    source: 'Kong/kong kong/db/schema/init.lua (unknown field)',
  };
}

function plainSecret(path: string, field: FieldSchema, source: string): PluginFault {
  const vault = field['x-referenceable'] ? 'a vault reference, {vault://<name>/<key>}, or ' : '';
  return {
    path,
    code: 'plain-secret',
    found: 'a secret in plain text',
    expected: `${vault}a value filled in from a Secret`,
    mend: `leave the key out and fill it in with configPatches from a Secret${vault === '' ? '' : ', or refer to a vault'}`,
    source,
  };
}

function schemaSource(context: ShapeContext): string {
  return `Kong Gateway's schema of the plugin ${context.plugin}`;
}

function isContainer(field: FieldSchema): boolean {
  return field.type === 'array' || field.type === 'object';
}

/** The text never shows what may be a secret. */
function found(value: unknown, field: FieldSchema): string {
  return field['x-encrypted'] ? `a value of type ${typeOf(value)}` : shown(value);
}

function mainType(field: FieldSchema): FieldType {
  return typeof field.type === 'string' ? field.type : field.type[0];
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function hasType(value: unknown, type: FieldType): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  return typeOf(value) === type;
}

function mendOfType(value: unknown, type: FieldType): string {
  if ((type === 'integer' || type === 'number') && typeof value === 'string' && value.trim() !== '') {
    return Number.isFinite(Number(value)) ? `leave the quotes out: ${Number(value)}` : 'give a number';
  }
  if (type === 'boolean' && (value === 'true' || value === 'false')) return `leave the quotes out: ${value}`;
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `quote it: "${value}"`;
  if (type === 'array' && typeof value === 'string') return `make it a list: [${shown(value)}]`;
  return `give ${article(type)}`;
}

function inRange(value: number, { minimum, exclusiveMinimum, maximum }: FieldSchema): boolean {
  if (minimum !== undefined && value < minimum) return false;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return false;
  return maximum === undefined || value <= maximum;
}

/** The values that a field may have, where they can be listed. */
export function enumOf(field: FieldSchema): readonly (string | number)[] | undefined {
  return field.enum ?? field.anyOf?.[0].enum;
}

function expectation(field: FieldSchema): string {
  const allowed = enumOf(field);
  if (allowed !== undefined) return `one of ${allowed.join(', ')}`;
  const { minimum, exclusiveMinimum, maximum, minLength, minItems, pattern } = field;
  const type = mainType(field);
  const range = [
    minimum === undefined ? '' : `at least ${minimum}`,
    exclusiveMinimum === undefined ? '' : `above ${exclusiveMinimum}`,
    maximum === undefined ? '' : `at most ${maximum}`,
    minLength === undefined || minLength === 0 ? '' : `of at least ${minLength} characters`,
    minItems === undefined ? '' : `of at least ${minItems} items`,
    pattern === undefined || type !== 'string' ? '' : `that matches ${pattern}`,
  ].filter((part) => part !== '');
  return [article(type), range.join(' and ')].join(' ').trim();
}

function article(type: FieldType): string {
  return `${/^[aio]/.test(type) ? 'an' : 'a'} ${type}`;
}

const patterns = new Map<string, RegExp>();

function patternOf(text: string): RegExp {
  let pattern = patterns.get(text);
  if (pattern === undefined) {
    pattern = new RegExp(text, 'u');
    patterns.set(text, pattern);
  }
  return pattern;
}

/** True for a reference to a secret in a vault (`kong/pdk/vault.lua`, is_reference). */
export function isReference(value: unknown): value is string {
  return typeof value === 'string' && /^\{vault:\/\/.+\}$/.test(value);
}

/** True for a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
