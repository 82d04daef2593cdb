import type { PluginFaultCode } from '../../../../kong-plugins/fault';
import { pluginFacts } from '../../../../kong-plugins/plugins';
import type { PluginScope } from '../../../../kong-plugins/schema';
import { validatePluginConfig } from '../../../../kong-plugins/validate';
import { nearest } from '../../../../references/nearest';
import type { PublishingGateway } from '../../publish/gateway';
import type { PluginConfig } from '../../publish/plugins';
import { pluginConfig } from '../../publish/secrets';
import type { ApplicationFinding, Running } from '../../running';

/** The faults that the gateway refuses a plugin for; of others the checks of the output have more to say. */
const refused = new Set<PluginFaultCode>([
  'edition',
  'version',
  'unknown-field',
  'type',
  'enum',
  'range',
  'pattern',
  'required',
  'combination',
]);

/** What the gateway would refuse of the plugins of an application, each at its place in the file. */
export function pluginFindings(
  running: Running,
  gateway: PublishingGateway | undefined,
): readonly ApplicationFinding[] {
  const { publish } = running.head ?? {};
  if (publish === undefined) return [];
  return Object.entries(publish.plugins).flatMap(([name, plugin]) => [
    ...sources(name, plugin),
    ...(gateway === undefined
      ? []
      : [
          ...configFindings(
            ['publish', 'plugins', name],
            plugin,
            pluginConfig(publish, plugin.config),
            gateway,
          ),
          ...orderingFindings(name, plugin, gateway),
        ]),
  ]);
}

/** A configuration is in the file, with parts from AWS, or whole in AWS. */
function sources(
  name: string,
  { config, configFrom, configPatches }: PluginConfig,
): readonly ApplicationFinding[] {
  if (configFrom === undefined) return [];
  const also = Object.keys(config).length > 0 ? 'config' : 'configPatches';
  if (also === 'configPatches' && Object.keys(configPatches).length === 0) return [];
  return [
    {
      path: ['publish', 'plugins', name, also],
      atKey: true,
      message: `${also} beside configFrom`,
      found: also,
      expected: 'configFrom alone, or config with configPatches',
      mend: 'remove one of the two',
    },
  ];
}

/** Faults of a configuration, at their places in the file. @param at the plugin */
export function configFindings(
  at: readonly PropertyKey[],
  { plugin, configFrom, configPatches }: Pick<PluginConfig, 'plugin' | 'configFrom' | 'configPatches'>,
  config: Readonly<Record<string, unknown>>,
  gateway: PublishingGateway,
): readonly ApplicationFinding[] {
  // A null is a mistake of its own, and judged as one.
  if (hasNull(config)) return [];
  const given = configFrom === undefined ? Object.keys(configPatches) : [''];
  const faults = validatePluginConfig(plugin, config, gateway, given);
  // A misspelt field is one mistake, and not the lack of what it was meant to be besides.
  const misspelt = faults.some(({ code, nearest }) => code === 'unknown-field' && nearest !== undefined);
  return faults
    .filter(({ path }) => !misspelt || path !== '')
    .filter(
      ({ code }) =>
        refused.has(code) && (configFrom === undefined || code === 'edition' || code === 'version'),
    )
    .map(({ code, path, found, expected, mend, nearest }): ApplicationFinding => {
      const own = code === 'edition' || code === 'version';
      const inside = path.split('/').slice(1).map(unescaped);
      return {
        path: own && path === '' ? [...at, 'plugin'] : [...at, 'config', ...keysOf(config, inside)],
        ...(code === 'unknown-field' ? { atKey: true } : {}),
        message: own
          ? 'a plugin that the gateway does not have'
          : `a configuration that ${plugin} does not take`,
        found,
        expected,
        mend,
        ...(nearest === undefined ? {} : { nearest }),
      };
    });
}

function hasNull(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  return value === null || Object.values(value).some(hasNull);
}

function unescaped(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The keys of a pointer, with the numbers of list items as numbers. */
function keysOf(value: unknown, keys: readonly string[]): readonly PropertyKey[] {
  const [key, ...rest] = keys;
  if (key === undefined) return [];
  if (Array.isArray(value)) return [Number(key), ...keysOf(value[Number(key)], rest)];
  const next = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return [key, ...keysOf(next, rest)];
}

function orderingFindings(
  name: string,
  { ordering, plugin }: PluginConfig,
  { edition }: PublishingGateway,
): readonly ApplicationFinding[] {
  if (ordering === undefined) return [];
  const at = ['publish', 'plugins', name, 'ordering'];
  if (edition === 'open-source') {
    return [
      {
        path: at,
        atKey: true,
        message: 'an order that the gateway does not keep',
        found: 'ordering',
        expected: 'no ordering: the open-source gateway runs plugins in their own order',
        mend: 'remove it, or run Kong Gateway Enterprise',
      },
    ];
  }
  return (['before', 'after'] as const).flatMap((side) =>
    Object.entries(ordering[side] ?? {}).flatMap(([phase, others]) =>
      others.flatMap((other, index): ApplicationFinding[] =>
        other === plugin
          ? [
              {
                path: [...at, side, phase, index],
                message: 'a plugin before or after itself',
                expected: `another plugin than ${plugin}`,
                mend: 'remove it',
              },
            ]
          : [],
      ),
    ),
  );
}

/** Where plugins are named, and what such a place is for Kong. */
interface Named {
  readonly path: readonly PropertyKey[];
  readonly names: readonly string[];
  readonly scope: PluginScope;
  /** What the place has of other origin: name and kind of plugin. */
  readonly also: readonly (readonly [name: string, plugin: string])[];
}

/** What is named is there, can run where it is named, and runs there once. */
export function pluginUses(
  running: Running,
  gateway: PublishingGateway | undefined,
): readonly ApplicationFinding[] {
  const { publish } = running.head ?? {};
  if (publish === undefined) return [];
  const everywhere = Object.entries(publish.plugins).flatMap(([name, { scope, plugin }]) =>
    scope === 'application' ? [[name, plugin] as const] : [],
  );
  const places: readonly Named[] = [
    ...Object.entries(publish.routes).map(([route, { plugins, filters }]): Named => {
      const { requestHeaderModifier, responseHeaderModifier, urlRewrite, requestRedirect } = filters;
      const rewrites =
        urlRewrite?.replaceFullPath !== undefined || (urlRewrite?.replacePrefixMatch ?? '/') !== '/';
      return {
        path: ['publish', 'routes', route, 'plugins'],
        names: plugins,
        scope: 'route',
        also: [
          ...everywhere.filter(([name]) => !plugins.includes(name)),
          ...(requestHeaderModifier !== undefined || rewrites
            ? [['its filters', 'request-transformer'] as const]
            : []),
          ...(responseHeaderModifier === undefined ? [] : [['its filters', 'response-transformer'] as const]),
          ...(requestRedirect === undefined ? [] : [['its filters', 'redirect'] as const]),
        ],
      };
    }),
    ...Object.entries(publish.services).map(
      ([service, { plugins }]): Named => ({
        path: ['publish', 'services', service, 'plugins'],
        names: plugins,
        scope: 'service',
        also: [],
      }),
    ),
    ...Object.entries(publish.consumers).map(
      ([consumer, { plugins }]): Named => ({
        path: ['publish', 'consumers', consumer, 'plugins'],
        names: plugins,
        scope: 'consumer',
        also: [],
      }),
    ),
    ...Object.entries(publish.consumerGroups).map(
      ([group, { plugins }]): Named => ({
        path: ['publish', 'consumerGroups', group, 'plugins'],
        names: plugins,
        scope: 'consumer_group',
        also: [],
      }),
    ),
  ];
  const ofCluster = gateway?.plugins ?? new Map<string, string>();
  const kindOf = (name: string) =>
    Object.hasOwn(publish.plugins, name) ? publish.plugins[name]?.plugin : ofCluster.get(name);
  const known = [...Object.keys(publish.plugins), ...ofCluster.keys()];
  return places.flatMap((place) => usesAt(place, kindOf, known));
}

const placeNames: Readonly<Record<PluginScope, string>> = {
  route: 'a route',
  service: 'a service',
  consumer: 'a consumer',
  consumer_group: 'a consumer group',
};

function usesAt(
  { path, names, scope, also }: Named,
  kindOf: (name: string) => string | undefined,
  known: readonly string[],
): readonly ApplicationFinding[] {
  const before = new Map(also.map(([name, plugin]) => [plugin, name]));
  return names.flatMap((name, index): readonly ApplicationFinding[] => {
    const at = [...path, index];
    const plugin = kindOf(name);
    if (plugin === undefined) {
      const near = nearest(name, known);
      return [
        {
          path: at,
          message: 'unknown plugin',
          expected:
            known.length === 0 ? 'a plugin of publish.plugins, which has none' : `one of ${known.join(', ')}`,
          mend: near === undefined ? `add ${name} under publish.plugins` : `write ${near}`,
          nearest: near,
        },
      ];
    }
    const other = before.get(plugin);
    before.set(plugin, name);
    const scopes = pluginFacts(plugin)?.topLevel;
    return [
      ...(other === undefined
        ? []
        : [
            {
              path: at,
              message: `two plugins of one kind on ${placeNames[scope]}`,
              found: `${name}, which is ${plugin}`,
              expected: `one ${plugin}: ${other} is one already, and Kong runs one of a kind`,
              mend: 'remove one of the two',
            },
          ]),
      ...(scopes === undefined || scopes.includes(scope)
        ? []
        : [
            {
              path: at,
              message: `a plugin that ${placeNames[scope]} cannot have`,
              found: `${name}, which is ${plugin}`,
              expected:
                scopes.length === 0
                  ? `a plugin for ${placeNames[scope]}: ${plugin} is for the whole gateway`
                  : `a plugin for ${placeNames[scope]}: ${plugin} is for ${scopes.map((each) => placeNames[each]).join(', ')}`,
              mend: 'name it there instead',
            },
          ]),
    ];
  });
}
