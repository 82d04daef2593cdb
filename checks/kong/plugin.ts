import type { Gateway, PluginFault, PluginFaultCode } from '../../kong-plugins/fault';
import { validatePluginConfig } from '../../kong-plugins/validate';
import { dig, items, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import type { ReferenceIndex } from '../../references/reference-index';
import type { Draft } from '../finding';
import { perIndex } from '../per-index';
import { controlledGateways, unknownGateway } from './gateway';

export const pluginKinds = [
  'configuration.konghq.com/KongPlugin',
  'configuration.konghq.com/KongClusterPlugin',
];

/** Faults that say that a gateway lacks something, rather than that a value is wrong. */
const lacking = new Set<PluginFaultCode>(['edition', 'version', 'unknown-plugin']);

/** The different gateways that will read a plugin; the newest that is known where the set installs none. */
const gatewaysOf = perIndex((index): readonly Gateway[] => {
  const different = new Map<string, Gateway>();
  for (const { gateway } of controlledGateways(index))
    different.set(`${gateway.edition} ${gateway.version}`, gateway);
  return different.size === 0 ? [unknownGateway] : [...different.values()];
});

/** What is wrong with a plugin's configuration on the gateways that will read it, each fault once. */
export function pluginFaults(object: Manifest, index: ReferenceIndex): readonly PluginFault[] {
  const name = text(object.plugin);
  if (name === undefined) return [];
  const [first, ...more] = gatewaysOf(index);
  const known = controlledGateways(index).length > 0;
  const found = faultsOn(object, name, first ?? unknownGateway).filter(
    ({ code }) => known || !lacking.has(code),
  );
  for (const gateway of more) {
    for (const fault of faultsOn(object, name, gateway)) {
      if (!found.some(({ path, code }) => path === fault.path && code === fault.code)) found.push(fault);
    }
  }
  return found;
}

function faultsOn(object: Manifest, name: string, gateway: Gateway): PluginFault[] {
  const patched = items(object.configPatches).flatMap((patch) => text(dig(patch, 'path')) ?? []);
  const elsewhere = object.configFrom === undefined ? patched : [''];
  const faults = validatePluginConfig(name, object.config, gateway, elsewhere);
  return object.configFrom === undefined ? [...faults] : faults.filter(({ code }) => lacking.has(code));
}

/** A fault of a configuration as a finding on the plugin. */
export function draftOf(object: Manifest, fault: PluginFault): Draft {
  const { path, found, expected, mend, source, nearest } = fault;
  const where = path === '' ? 'configuration' : path.slice(1).replaceAll('/', '.');
  return {
    object,
    path: `/config${path}`,
    message: `plugin ${text(object.plugin) ?? ''}: ${where}: ${expected === '' ? fault.code : `wants ${expected}`}`,
    found,
    expected,
    mend,
    source,
    ...(nearest === undefined ? {} : { nearest }),
    ...(fault.code === 'plain-secret' ? { hidden: true } : {}),
  };
}

/** Plugins of the user's own, which the chart mounts into the gateway. */
export const ownPlugins = perIndex((index): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { values } of controlledGateways(index)) {
    for (const source of ['configMaps', 'secrets']) {
      for (const entry of items(dig(values, 'plugins', source)))
        names.add(text(dig(entry, 'pluginName')) ?? '');
    }
    for (const name of (text(dig(values, 'env', 'plugins')) ?? '').split(',')) names.add(name.trim());
  }
  return names;
});
