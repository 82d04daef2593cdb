import { nearest } from '../references/nearest';
import { checkShape } from './check-shape';
import { type CheckContext, isGiven, isRecord, schemaSource } from './context';
import { expectation } from './expectation';
import { type PluginFault, pointer, shown } from './fault';
import { forms } from './forms';
import { before, surelyWithin, within } from './gateway-version';
import type { FieldSchema } from './schema';

/** A record's values, and the schemas of its fields. */
interface Entries {
  readonly value: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, FieldSchema>>;
  readonly required: readonly string[];
  readonly path: string;
}

/** The faults of a record's or a map's keys, and of what is at them. */
export function checkKeys(
  value: Readonly<Record<string, unknown>>,
  field: FieldSchema,
  path: string,
  context: CheckContext,
): PluginFault[] {
  const form = formOf(value, field);
  const { properties = {}, additionalProperties, required = [] } = form;
  const entries = { value, properties, required, path };
  const faults = Object.entries(value).flatMap(([key, inner]) => {
    const schema = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (schema !== undefined) return checkField(key, schema, entries, context);
    if (additionalProperties === false) return [unknownField(key, entries, context)];
    if (typeof additionalProperties !== 'object') return [];
    const at = pointer(path, key);
    return [...checkMapKey(key, field, at, context), ...checkShape(inner, additionalProperties, at, context)];
  });
  for (const [key, schema] of Object.entries(properties)) {
    if (Object.hasOwn(value, key) || !isRequired(key, schema, required, context)) continue;
    if (isGiven(pointer(path, key), context)) continue;
    faults.push(missing(key, 'nothing', schema, path, context));
  }
  return faults;
}

/** The form of a record that its `type` chooses among several. */
function formOf(value: Readonly<Record<string, unknown>>, field: FieldSchema): FieldSchema {
  const { oneOf } = field;
  if (oneOf === undefined) return field;
  const chosen = oneOf.find((form) => form.properties?.type?.enum?.some((word) => word === value.type));
  if (chosen !== undefined) return chosen;
  const words = oneOf.flatMap((form) => form.properties?.type?.enum ?? []);
  return { type: 'object', properties: { type: { type: 'string', enum: words } }, required: ['type'] };
}

function checkField(
  key: string,
  schema: FieldSchema,
  entries: Entries,
  context: CheckContext,
): PluginFault[] {
  const path = pointer(entries.path, key);
  const inner = entries.value[key];
  const unavailable = checkAvailable(key, schema, path, context);
  if (unavailable !== undefined) return [unavailable];
  if (inner === undefined) return [];
  if (inner === null) {
    if (isGiven(path, context)) return [];
    const wanted = schema['x-nonnull'] || isRequired(key, schema, entries.required, context);
    return wanted ? [missing(key, 'null', schema, entries.path, context)] : [];
  }
  return [...checkReplaced(key, schema, entries, context), ...checkShape(inner, schema, path, context)];
}

function isRequired(
  key: string,
  schema: FieldSchema,
  required: readonly string[],
  context: CheckContext,
): boolean {
  const was = schema['x-was'];
  return required.includes(key) || (was?.required === true && before(context.gateway.version, was.version));
}

function missing(
  key: string,
  found: string,
  schema: FieldSchema,
  path: string,
  context: CheckContext,
): PluginFault {
  const mend = schema['x-nonnull']
    ? `leave ${key} out, or give it a value`
    : `give ${key}, which has no default`;
  const expected = expectation(schema, context.gateway);
  return { path: pointer(path, key), code: 'required', found, expected, mend, source: schemaSource(context) };
}

/** A fault where the gateway is older or newer than the field, or of the edition that lacks it. */
function checkAvailable(
  key: string,
  schema: FieldSchema,
  path: string,
  context: CheckContext,
): PluginFault | undefined {
  const { 'x-since': since, 'x-until': until, 'x-only': only } = schema;
  const { version, edition } = context.gateway;
  const source = schemaSource(context);
  if (only !== undefined && edition === 'open-source') {
    const expected = `a field of the open-source gateway; ${key} belongs to Kong Gateway Enterprise`;
    const mend = `leave ${key} out, or run kong/kong-gateway with a licence`;
    return { path, code: 'edition', found: `${key}, on the open-source gateway`, expected, mend, source };
  }
  if (within(version, since, until)) return undefined;
  const expected = `a field of gateway ${version}; ${context.plugin} has ${key} ${until === undefined ? `from ${since} on` : `up to ${until}`}`;
  const mend = `leave ${key} out, or run a gateway that has it`;
  return { path, code: 'version', found: `${key}, on gateway ${version}`, expected, mend, source };
}

/**
 * The faults of a field that has another in its place: the gateway moves the value there, and refuses it where the other
 * field has another value or cannot have this one (Kong/kong 3.9 kong/db/schema/init.lua, process_auto_fields).
 */
function checkReplaced(
  key: string,
  schema: FieldSchema,
  entries: Entries,
  context: CheckContext,
): PluginFault[] {
  const { 'x-replaced-by': by, 'x-replaced-from': from } = schema;
  if (by === undefined || !surelyWithin(context.gateway.version, from)) return [];
  const path = pointer(entries.path, key);
  const source = schemaSource(context);
  const deprecated: PluginFault =
    by === '-'
      ? {
          path,
          code: 'deprecated',
          found: key,
          expected: 'no such field',
          mend: `leave ${key} out: it has no effect`,
          source,
        }
      : {
          path,
          code: 'deprecated',
          found: key,
          expected: by,
          nearest: by,
          mend: `move the value to ${by}: gateway 4.0 drops ${key}`,
          source,
        };
  const inner = entries.value[key];
  const target = at(by, entries);
  if (typeof inner === 'object' || target.schema === undefined) return [deprecated];
  const kept = target.value !== undefined && target.value !== null;
  if (kept && schema['x-agrees'] && target.value !== inner) {
    const found = `${key} and ${by}, of different values`;
    const mend = `leave ${key} out`;
    return [deprecated, { path, code: 'combination', found, expected: by, nearest: by, mend, source }];
  }
  if (kept) return [deprecated];
  // What the field itself says of its value is not said twice.
  const own = new Set(checkShape(inner, schema, path, context).map(({ code }) => code));
  return [
    deprecated,
    ...checkShape(inner, target.schema, path, context).filter(
      ({ code }) => !own.has(code) && code !== 'plain-secret' && code !== 'not-referenceable',
    ),
  ];
}

/** The value and the schema at a path of keys joined by dots. */
function at(
  path: string,
  { value, properties }: Entries,
): { value?: unknown; schema: FieldSchema | undefined } {
  let schema: FieldSchema | undefined = { type: 'object', properties };
  let inner: unknown = value;
  for (const key of path.split('.')) {
    schema = schema?.properties?.[key];
    inner = isRecord(inner) ? inner[key] : undefined;
  }
  return { value: inner, schema };
}

function checkMapKey(key: string, field: FieldSchema, path: string, context: CheckContext): PluginFault[] {
  const form = field['x-key-form'];
  const expected = form !== undefined ? forms[form].problem(key) : key === '' ? 'a name' : undefined;
  if (expected === undefined) return [];
  return [
    {
      path,
      code: 'pattern',
      found: shown(key),
      expected,
      mend: `give ${expected}`,
      source: schemaSource(context),
    },
  ];
}

/** The fault of a key that no version has at this place. */
function unknownField(key: string, { path, properties }: Entries, context: CheckContext): PluginFault {
  const known = Object.keys(properties).filter((name) => {
    const { 'x-since': since, 'x-until': until, 'x-replaced-by': replacedBy } = properties[name] ?? {};
    return replacedBy === undefined && within(context.gateway.version, since, until);
  });
  const close = nearest(key, known);
  return {
    path: pointer(path, key),
    code: 'unknown-field',
    found: key,
    expected: known.length <= 12 ? `one of ${known.join(', ')}` : `a field of ${context.plugin}`,
    ...(close === undefined ? {} : { nearest: close }),
    mend: close === undefined ? `leave ${key} out` : `write ${close}`,
    source: 'Kong/kong kong/db/schema/init.lua (unknown field)',
  };
}
