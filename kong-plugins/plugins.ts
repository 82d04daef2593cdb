import type { GeneratedConfigs } from './generated/configs';
import { generatedFacts } from './generated/facts';
import type { Edition, PluginSchema, PluginScope } from './schema';

/** Names of the plugins described here, as `KongPlugin.plugin` has them. */
export type PluginName = keyof GeneratedConfigs;

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** The type of each plugin's configuration; a key with a default may be left out. */
export type PluginConfigs = { readonly [Name in PluginName]: DeepReadonly<GeneratedConfigs[Name]> };

/** What is known of a plugin besides its configuration. */
export interface PluginFacts {
  readonly edition: Edition;
  /** First supported gateway minor that has the plugin. */
  readonly since: string;
  /** Last gateway minor that has the plugin. */
  readonly until?: string;
  readonly protocols: readonly string[];
  /** What the plugin can be attached to; every plugin can also be global. */
  readonly topLevel: readonly PluginScope[];
}

/** The fields of a KongPlugin or KongClusterPlugin that say which plugin runs and how. */
export interface KongPluginProps<Name extends PluginName> {
  readonly plugin: Name;
  readonly config: PluginConfigs[Name];
}

const facts: Readonly<Record<PluginName, PluginFacts>> = generatedFacts;
const schemas = new Map<PluginName, PluginSchema>();

/** All plugins, in alphabetical order. */
export const pluginNames: readonly PluginName[] = Object.keys(facts).filter(isPluginName);

/** True for a plugin described here; a plugin of the user's own is not. */
export function isPluginName(name: string): name is PluginName {
  return Object.hasOwn(facts, name);
}

/** Edition, versions, protocols and scopes of a plugin; undefined for one that is not described here. */
export function pluginFacts(name: string): PluginFacts | undefined {
  return isPluginName(name) ? facts[name] : undefined;
}

/** The JSON Schema of a plugin's configuration, read at its first use. */
export function pluginSchema(name: PluginName): PluginSchema {
  let schema = schemas.get(name);
  if (schema === undefined) {
    const loaded: PluginSchema = require(`./schemas/${name}.json`);
    schemas.set(name, loaded);
    schema = loaded;
  }
  return schema;
}

/**
 * A plugin and its configuration, checked by the compiler: an unknown key, a wrong type or a wrong enum does not
 * compile. Spread it into a KongPlugin: `{ apiVersion, kind, metadata, ...kongPlugin('key-auth', {}) }`.
 */
export function kongPlugin<Name extends PluginName>(
  plugin: Name,
  config: PluginConfigs[Name],
): KongPluginProps<Name> {
  return { plugin, config };
}
