import type { Gateway } from './fault';
import { within } from './gateway-version';
import type { FieldSchema } from './schema';

/** What a check needs to know besides the configuration. */
export interface CheckContext {
  readonly plugin: string;
  readonly gateway: Gateway;
  /** JSON pointers whose values are filled in from elsewhere (a KongPlugin's `configPatches`). */
  readonly given: ReadonlySet<string>;
}

/** True where the value at `path`, or one inside it, comes from elsewhere. */
export function isGiven(path: string, context: Pick<CheckContext, 'given'>): boolean {
  for (const one of context.given) {
    if (one === path || one.startsWith(`${path}/`) || path.startsWith(`${one}/`)) return true;
  }
  return false;
}

/** The source of a rule that is part of a plugin's own schema. */
export function schemaSource(context: CheckContext): string {
  return `Kong Gateway's schema of ${context.plugin}`;
}

/** True where the gateway looks up a vault reference for the field. */
export function isReferenceable(field: FieldSchema, gateway: Gateway): boolean {
  const since = field['x-referenceable'];
  if (since === undefined) return false;
  return since === true || within(gateway.version, since, undefined);
}

/** True for a reference to a secret in a vault (`kong/pdk/vault.lua`, is_reference). */
export function isReference(value: unknown): value is string {
  return typeof value === 'string' && /^\{vault:\/\/.+\}$/.test(value);
}

/** True for a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
