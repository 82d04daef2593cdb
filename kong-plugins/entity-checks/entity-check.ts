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

/**
 * True where the key has a value, or will be given one from elsewhere; `path` is that of the record. Like the gateway, it
 * counts an empty text, list or object for none (Kong/kong 3.9 kong/db/schema/init.lua, is_nonempty).
 */
export function has(config: Config, key: string, context: CheckContext, path = ''): boolean {
  return isFilled(config[key]) || isGiven(pointer(path, key), context);
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** The value at keys joined by dots. */
export function valueAt(config: Config, path: string): unknown {
  let value: unknown = config;
  for (const key of path.split('.')) value = isRecord(value) ? value[key] : undefined;
  return value;
}

/** A JSON pointer to the place of keys joined by dots. */
export function placeOf(path: string): string {
  return `/${path.replaceAll('.', '/')}`;
}

/** True where the place of keys joined by dots has a value, or will be given one from elsewhere. */
export function hasAt(config: Config, path: string, context: CheckContext): boolean {
  return isFilled(valueAt(config, path)) || isGiven(placeOf(path), context);
}

/** Values that belong together: all of them, or none. */
export function allOrNone(paths: readonly string[], source: string): EntityCheck {
  return (config, context) => {
    const absent = paths.filter((path) => !hasAt(config, path, context));
    if (absent.length === 0 || absent.length === paths.length) return [];
    // The gateway asks nothing of what it has to look up first.
    if (paths.some((path) => isReference(valueAt(config, path)))) return [];
    return absent.map((path) => {
      const present = paths.filter((one) => !absent.includes(one)).join(', ');
      const mend = `give ${path}, or leave ${present} out`;
      return fault(
        'required',
        placeOf(path),
        `nothing, with ${present}`,
        `all of ${paths.join(', ')}`,
        mend,
        source,
      );
    });
  };
}

/** Some values of one field make another necessary. */
export function makesNecessary(
  path: string,
  values: readonly unknown[],
  needed: string,
  source: string,
): EntityCheck {
  return (config, context) => {
    const value = valueAt(config, path);
    if (!values.includes(value) || hasAt(config, needed, context)) return [];
    const found = `nothing, with ${path}: ${String(value)}`;
    return [fault('required', placeOf(needed), found, needed, `give ${needed}, or another ${path}`, source)];
  };
}

/** Some values of one field rule out all but one value of another, which is also what it is without a value. */
export function demands(
  path: string,
  values: readonly unknown[],
  other: string,
  wanted: unknown,
  source: string,
): EntityCheck {
  return (config) => {
    const [value, present] = [valueAt(config, path), valueAt(config, other)];
    if (!values.includes(value) || present === undefined || present === null || present === wanted) return [];
    const found = `${other}: ${String(present)}, with ${path}: ${String(value)}`;
    const mend = `write ${other}: ${String(wanted)}, or another ${path}`;
    return [fault('combination', placeOf(other), found, String(wanted), mend, source)];
  };
}

/** A check of the record at a key, its findings at their place in the configuration. */
export function inside(key: string, check: EntityCheck): EntityCheck {
  return (config, context) => {
    const record = config[key];
    if (!isRecord(record)) return [];
    const prefix = pointer('', key);
    const given = [...context.given].flatMap((path) =>
      path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : [],
    );
    return check(record, { ...context, given: new Set(given) }).map((one) => ({
      ...one,
      path: `${prefix}${one.path}`,
    }));
  };
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
