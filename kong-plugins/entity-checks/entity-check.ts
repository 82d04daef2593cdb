import { isGiven, isReference, type ShapeContext } from '../check-shape';
import { type PluginFault, type PluginFaultCode, pointer } from '../fault';
import { compareMinors } from '../gateway-version';

/** The configuration of a plugin, of which nothing is certain. */
export type Config = Readonly<Record<string, unknown>>;

/** A rule between fields, or one that a type cannot say. It must bear a configuration of any shape. */
export type EntityCheck = (config: Config, context: ShapeContext) => readonly PluginFault[];

/** The list at `key`, or an empty one. */
export function listOf(config: Config, key: string): readonly unknown[] {
  const value = config[key];
  return Array.isArray(value) ? value : [];
}

/** The record at `key`, or an empty one. */
export function recordOf(config: Config, key: string): Config {
  const value = config[key];
  return isConfig(value) ? value : {};
}

function isConfig(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True where the key has a value, or will be given one from elsewhere. */
export function has(config: Config, key: string, context: ShapeContext, path = ''): boolean {
  const value = config[key];
  return (value !== undefined && value !== null) || isGiven(pointer(path, key), context);
}

/** A text that can be judged: not empty of meaning by being a vault reference. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && !isReference(value);
}

/** True where the gateway's minor is the given one or a later one. */
export function since(context: ShapeContext, minor: string): boolean {
  return compareMinors(context.gateway.version, minor) >= 0;
}

/** A fault of a rule. */
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
