import type { PublishingGateway } from '../../publish/gateway';
import { publishedRoutes } from '../../publish/published';
import type { ApplicationFinding, Running } from '../../running';

const expected =
  'nothing of it: Konnect configures this gateway (gateway.mode: konnect-operator), and passes over it';
const mend = 'remove it, or use gateway.mode: kong-operator';

/** Types of credentials that Kong Operator makes in Konnect (kong-operator v2.2.3 controller/konnect). */
const credentialTypes = ['key-auth', 'basic-auth', 'hmac-auth', 'jwt', 'acl'];

/**
 * What would be lost on the way to Konnect: the route would be served without it, and every condition would be True. Source:
 * kong-operator v2.2.3 controller/hybridgateway (metadata/annotation.go, builder/kongplugin.go).
 */
export function hybridFindings(
  running: Running,
  gateway: PublishingGateway | undefined,
): readonly ApplicationFinding[] {
  const { publish } = running.head ?? {};
  if (gateway?.routes !== 'hybrid' || publish === undefined) return [];
  const at = (...path: readonly string[]) => ['publish', ...path];
  const lost = (path: readonly string[], message: string, more = mend): ApplicationFinding => ({
    path,
    atKey: true,
    message,
    found: path.at(-1) ?? '',
    expected,
    mend: more,
  });
  return [
    ...Object.entries(publish.routes).flatMap(([name, route]) => [
      ...(['priority', 'requestBuffering', 'responseBuffering'] as const).flatMap((key) =>
        route[key] === undefined ? [] : [lost(at('routes', name, key), `${key}, which Konnect is not told`)],
      ),
      ...(route.plugins.some((plugin) => gateway.plugins.has(plugin))
        ? [lost(at('routes', name, 'plugins'), 'a plugin of the whole gateway')]
        : []),
    ]),
    ...shapes(running),
    ...Object.entries(publish.plugins).flatMap(([name, plugin]) => [
      ...(['configFrom', 'instanceName', 'ordering', 'protocols'] as const).flatMap((key) =>
        plugin[key] === undefined
          ? []
          : [lost(at('plugins', name, key), `${key} of a plugin, which is lost`)],
      ),
      ...(Object.keys(plugin.configPatches).length === 0
        ? []
        : [
            lost(
              at('plugins', name, 'configPatches'),
              'a secret part of a plugin, which is lost',
              "name it in config as a reference of a vault of Konnect's: {vault://…}",
            ),
          ]),
      ...(plugin.enabled
        ? []
        : [
            lost(at('plugins', name, 'enabled'), 'a plugin that would run all the same', 'remove the plugin'),
          ]),
    ]),
    ...Object.entries(publish.services).flatMap(([name, { plugins }]) =>
      plugins.length === 0
        ? []
        : [lost(at('services', name, 'plugins'), 'plugins of a service', 'name them at each of its routes')],
    ),
    ...Object.entries(publish.consumerGroups).flatMap(([name, { plugins }]) =>
      plugins.length === 0
        ? []
        : [lost(at('consumerGroups', name, 'plugins'), 'plugins of a consumer group')],
    ),
    ...Object.entries(publish.consumers).flatMap(([name, { plugins, credentials }]) => [
      ...(plugins.length === 0 ? [] : [lost(at('consumers', name, 'plugins'), 'plugins of a consumer')]),
      ...Object.entries(credentials).flatMap(([key, { type }]) =>
        credentialTypes.includes(type)
          ? []
          : [lost(at('consumers', name, 'credentials', key), `a credential of type ${type}`)],
      ),
    ]),
    ...(Object.keys(publish.caCertificates).length === 0
      ? []
      : [lost(at('caCertificates'), 'authorities of client certificates')]),
  ];
}

/** gRPC is none of the routes that are made in Konnect; and plain HTTP is sent on by a function, of which a route has one. */
function shapes({ application }: Running): readonly ApplicationFinding[] {
  if (application === undefined) return [];
  return publishedRoutes(application).flatMap(({ name, http, protocol, plugins }): ApplicationFinding[] => {
    if (protocol === 'grpc') {
      return [
        {
          path: ['publish', 'routes', name],
          atKey: true,
          message: 'a route of gRPC',
          found: name,
          expected: 'routes of HTTP: Kong Operator makes no GRPCRoute in Konnect',
          mend: 'publish it on a cluster with gateway.mode: kong-operator',
        },
      ];
    }
    const functions = plugins.find(
      (plugin) => application.publish.plugins[plugin]?.plugin === 'pre-function',
    );
    if (http !== 'redirect' || functions === undefined) return [];
    return [
      {
        path: ['publish', 'routes', name, 'plugins'],
        message: 'two functions before the others on one route',
        found: functions,
        expected: 'http: serve or refuse beside it: plain HTTP is sent on to https by a pre-function here',
        mend: 'write http: refuse, or join the two functions and write http: serve',
      },
    ];
  });
}
