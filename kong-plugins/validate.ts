import { nearest } from '../references/nearest';
import { checkShape } from './check-shape';
import { isRecord } from './context';
import { entityChecks } from './entity-checks/entity-checks';
import { type Gateway, type PluginFault, type PluginFaultCode, shown } from './fault';
import { anyVersion, compareMinors, within } from './gateway-version';
import { isPluginName, type PluginName, pluginFacts, pluginNames, pluginSchema } from './plugins';

/** Configurations remembered with their faults; beyond it the oldest is forgotten. */
const remembered = 4096;
const cache = new Map<string, readonly PluginFault[]>();

/**
 * What is wrong with a plugin's configuration on a given gateway: the plugin itself (unknown, of another edition or
 * version), the shape of its configuration, and the rules between its fields. An empty list means that the gateway
 * would take it. Pure; repeated configurations are answered from memory.
 *
 * @param name `KongPlugin.plugin`
 * @param config `KongPlugin.config`; undefined counts as empty
 * @param given JSON pointers inside the configuration whose values come from elsewhere (`configPatches`): nothing is
 * said of them, and they count as present
 */
export function validatePluginConfig(
  name: string,
  config: unknown,
  gateway: Gateway,
  given: readonly string[] = [],
): readonly PluginFault[] {
  const key = JSON.stringify([name, gateway.version, gateway.edition, given, config]);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const faults = validate(name, config ?? {}, gateway, new Set(given));
  if (cache.size >= remembered) {
    const oldest = cache.keys().next();
    if (!oldest.done) cache.delete(oldest.value);
  }
  cache.set(key, faults);
  return faults;
}

/** Faults of values that the gateway takes: the rules between the fields judge these values too. */
const taken = new Set<PluginFaultCode>(['plain-secret', 'not-referenceable', 'deprecated', 'doubtful']);

function validate(
  name: string,
  config: unknown,
  gateway: Gateway,
  given: ReadonlySet<string>,
): readonly PluginFault[] {
  if (!isPluginName(name)) return [unknownPlugin(name)];
  const unavailable = checkAvailability(name, gateway);
  if (unavailable !== undefined) return [unavailable];
  const context = { plugin: name, gateway, given };
  if (!isRecord(config)) return [noObject(config)];
  const shape = checkShape(config, pluginSchema(name), '', context);
  const judged = new Set(shape.filter(({ code }) => !taken.has(code)).map((fault) => fault.path));
  const between = (entityChecks[name] ?? [])
    .flatMap((check) => check(config, context))
    .filter((fault) => !judged.has(fault.path) || fault.path === '');
  return [...shape, ...between];
}

/** The API server takes nothing but an object for a configuration. */
function noObject(config: unknown): PluginFault {
  const source = 'Kong/kubernetes-configuration crd KongPlugin (config)';
  return {
    path: '',
    code: 'type',
    found: shown(config),
    expected: 'an object',
    mend: 'give an object',
    source,
  };
}

function unknownPlugin(name: string): PluginFault {
  const close = nearest(name, pluginNames);
  return {
    path: '',
    code: 'unknown-plugin',
    found: name,
    expected: 'a plugin whose configuration is described here',
    ...(close === undefined ? {} : { nearest: close }),
    mend:
      close === undefined
        ? 'check the name; the configuration of a plugin of your own cannot be checked'
        : `write ${close}`,
    source: 'https://developer.konghq.com/plugins/',
  };
}

function checkAvailability(name: PluginName, gateway: Gateway): PluginFault | undefined {
  const facts = pluginFacts(name);
  if (facts === undefined) return undefined;
  const source = `https://developer.konghq.com/plugins/${name}/`;
  if (facts.edition === 'enterprise' && gateway.edition === 'open-source') {
    return {
      path: '',
      code: 'edition',
      found: `${name}, on the open-source gateway`,
      expected: 'a plugin of the open-source gateway',
      mend: `run kong/kong-gateway with a licence, or do without ${name}`,
      source,
    };
  }
  if (gateway.version !== anyVersion && Number.isNaN(compareMinors(gateway.version, facts.since))) {
    return {
      path: '',
      code: 'version',
      found: `gateway ${shown(gateway.version)}`,
      expected: 'a gateway version such as 3.10',
      mend: 'give the version of the gateway as major.minor',
      source,
    };
  }
  if (within(gateway.version, facts.since, facts.until)) return undefined;
  return {
    path: '',
    code: 'version',
    found: `${name}, on gateway ${gateway.version}`,
    expected: `gateway ${facts.since} or later${facts.until === undefined ? '' : `, up to ${facts.until}`}`,
    mend: `run a gateway that has ${name}, or do without it`,
    source,
  };
}
