import { type CheckContext, isGiven, isRecord, isReference } from '../context';
import { type PluginFault, type PluginFaultCode, pointer } from '../fault';

/** The configuration of a plugin, or a record in it, of which nothing is certain. */
export type Config = Readonly<Record<string, unknown>>;

/** A rule between fields, or one that a schema cannot say. It must bear a configuration of any shape. */
export type EntityCheck = (config: Config, context: CheckContext) => readonly PluginFault[];

/** A fault of a rule; `found` as text, the source last. */
export function fault(
  code: PluginFaultCode,
  path: string,
  found: string,
  expected: string,
  mend: string,
  source: string,
): PluginFault {
  return { path, code, found, expected, mend, source };
}

/** The list at `key`, or an empty one. */
export function listOf(config: Config, key: string): readonly unknown[] {
  const value = config[key];
  return Array.isArray(value) ? value : [];
}

/** The record at `key`, or an empty one. */
export function recordOf(config: Config, key: string): Config {
  const value = config[key];
  return isRecord(value) ? value : {};
}

/** True where the key has a value, or will be given one from elsewhere; `path` is that of the record. */
export function has(config: Config, key: string, context: CheckContext, path = ''): boolean {
  const value = config[key];
  return (value !== undefined && value !== null) || isGiven(pointer(path, key), context);
}

/** True where the key has a text that is not empty, or will be given one from elsewhere. */
export function hasText(config: Config, key: string, context: CheckContext): boolean {
  return config[key] !== '' && has(config, key, context);
}

/** A text that can be judged; a vault reference says nothing of its value. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && !isReference(value);
}

/** One of several keys, or all the more, must have a value. */
export function someOf(keys: readonly string[], mend: string, source: string): EntityCheck {
  return (config, context) => {
    if (keys.some((key) => has(config, key, context))) return [];
    return [fault('required', '', `none of ${keys.join(', ')}`, 'at least one of them', mend, source)];
  };
}

/** A value of one key makes another key necessary. */
export function needs(key: string, value: unknown, needed: string, source: string): EntityCheck {
  return (config, context) => {
    if (config[key] !== value || has(config, needed, context)) return [];
    return [
      fault(
        'required',
        pointer('', needed),
        `nothing, with ${key}: ${String(value)}`,
        needed,
        `give ${needed}, or another ${key}`,
        source,
      ),
    ];
  };
}

/**
 * Counters in the gateway's database: a gateway without a database, which is one run by the ingress controller, and
 * one that Konnect configures, refuses them.
 */
export function needsDatabase(found: string, path: string, mend: string, source: string): PluginFault {
  return fault('combination', path, found, 'counters that need no database', mend, source);
}
