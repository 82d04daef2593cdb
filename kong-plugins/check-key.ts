import { nearest } from '../references/nearest';
import { type CheckContext, schemaSource } from './context';
import type { PluginFault } from './fault';
import { within } from './gateway-version';
import type { FieldSchema } from './schema';

/** A fault where the gateway is older or newer than the field. */
export function checkVersion(
  key: string,
  schema: FieldSchema,
  path: string,
  context: CheckContext,
): PluginFault | undefined {
  const { 'x-since': since, 'x-until': until } = schema;
  const { version } = context.gateway;
  if (within(version, since, until)) return undefined;
  return {
    path,
    code: 'version',
    found: `${key}, on gateway ${version}`,
    expected: `a field of gateway ${version}; ${context.plugin} has ${key} ${until === undefined ? `from ${since} on` : `up to ${until}`}`,
    mend: `leave ${key} out, or run a gateway that has it`,
    source: schemaSource(context),
  };
}

/** A fault where the gateway has another field for it. */
export function checkReplaced(
  key: string,
  schema: FieldSchema,
  path: string,
  context: CheckContext,
): PluginFault[] {
  const { 'x-replaced-by': by, 'x-replaced-from': from } = schema;
  if (by === undefined || !within(context.gateway.version, from, undefined)) return [];
  return [
    {
      path,
      code: 'deprecated',
      found: key,
      expected: by === '-' ? 'no such field' : by,
      ...(by === '-' ? {} : { nearest: by }),
      mend:
        by === '-'
          ? `leave ${key} out: it has no effect`
          : `move the value to ${by}: gateway 4.0 drops ${key}`,
      source: schemaSource(context),
    },
  ];
}

/** The fault of a key that no version has at this place. */
export function unknownField(
  key: string,
  path: string,
  properties: Readonly<Record<string, FieldSchema>>,
  context: CheckContext,
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
