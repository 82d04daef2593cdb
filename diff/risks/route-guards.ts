import { dig, fields, items, strings, text } from '../../references/fields';
import { objectId } from '../../references/identity';
import type { Manifest } from '../../references/manifest';
import type { GatewayCaller, Route } from '../../topology/topology';
import type { Side } from './risk';

const group = 'configuration.konghq.com';

/** Plugins that ask who calls. */
export const authentication: ReadonlySet<string> = new Set([
  'basic-auth',
  'header-cert-auth',
  'hmac-auth',
  'jwt',
  'jwt-signer',
  'key-auth',
  'key-auth-enc',
  'ldap-auth',
  'ldap-auth-advanced',
  'mtls-auth',
  'oauth2',
  'oauth2-introspection',
  'openid-connect',
  'saml',
  'vault-auth',
]);

/** Plugins that let some callers in and others not. */
export const authorization: ReadonlySet<string> = new Set(['acl', 'bot-detection', 'ip-restriction', 'opa']);

/** Plugins that limit how much is called. */
export const limits: ReadonlySet<string> = new Set([
  'rate-limiting',
  'rate-limiting-advanced',
  'request-size-limiting',
  'response-ratelimiting',
  'service-protection',
]);

/** A plugin that works on a route. */
export interface Guard {
  /** Such as `key-auth`. */
  readonly type: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** The plugins that work on a route: its own, its Service's and the global ones, without those that are switched off. */
export function guardsOf({ index }: Side, route: Route): readonly Guard[] {
  const own = pluginsOf(index, route.by, route.plugins);
  const global = index
    .ofKind(group, 'KongClusterPlugin')
    .filter(({ metadata }) => strings(metadata.labels).global === 'true');
  return [...new Set([...own, ...global])].flatMap(guard);
}

/** The plugins that work for a caller of the gateway, or for a group. */
export function guardsOfCaller({ index }: Side, { name, plugins }: GatewayCaller): readonly Guard[] {
  return pluginsOf(index, name.slice(name.indexOf(' ') + 1), plugins).flatMap(guard);
}

/** @param by the object that names them, `namespace/name` */
function pluginsOf(index: Side['index'], by: string, plugins: readonly string[]): readonly Manifest[] {
  const namespace = by.includes('/') ? by.slice(0, by.indexOf('/')) : 'default';
  return plugins.flatMap((shown) => {
    const name = shown.split(' (')[0] ?? shown;
    return (
      index.get(objectId(group, 'KongPlugin', namespace, name)) ??
      index.get(objectId(group, 'KongClusterPlugin', undefined, name)) ??
      []
    );
  });
}

function guard(plugin: Manifest): readonly Guard[] {
  const type = text(plugin.plugin);
  if (type === undefined || plugin.disabled === true) return [];
  return [{ type, name: plugin.metadata.name, config: fields(plugin.config) }];
}

/** The most calls that a plugin's configuration lets through, by period; a period without a limit is absent. */
export function callLimits({ config }: Guard): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const period of ['second', 'minute', 'hour', 'day', 'month', 'year']) {
    const limit = config[period];
    if (typeof limit === 'number') found.set(period, limit);
  }
  const windows = items(config.window_size);
  for (const [position, limit] of items(config.limit).entries()) {
    if (typeof limit === 'number') found.set(`${windows[position] ?? '?'} seconds`, limit);
  }
  if (typeof config.allowed_payload_size === 'number') found.set('megabytes', config.allowed_payload_size);
  for (const [name, limit] of Object.entries(fields(config.limits))) {
    for (const [period, most] of Object.entries(fields(limit))) {
      if (typeof most === 'number') found.set(`${name} ${period}`, most);
    }
  }
  return found;
}

/** The texts of a list in a plugin's configuration. */
export function configList({ config }: Guard, name: string): readonly string[] {
  return items(dig(config, name)).flatMap((each) => text(each) ?? []);
}

/** The limits of a guard that let more through than before, or are gone: `minute 3 -> 5`. */
export function loosenedLimits(was: Guard, now: Guard): readonly string[] {
  if (!limits.has(now.type)) return [];
  const after = callLimits(now);
  return [...callLimits(was)].flatMap(([period, limit]) => {
    const next = after.get(period);
    if (next === undefined) return [`${period} ${limit} -> no limit`];
    return next > limit ? [`${period} ${limit} -> ${next}`] : [];
  });
}
