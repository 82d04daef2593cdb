import { publishingGateway } from '../application/publish/gateway';
import { configFindings } from '../application/rules/publication/plugins';
import type { Rule, RuleFinding } from './rule';

/** TLS ends at one place, and there is one who issues certificates. */
export const tlsEnd: Rule = ({ gateway }) => {
  if (gateway === undefined || !('tls' in gateway)) return [];
  const { issuer, acme, clientCertificates } = gateway.tls ?? {};
  const atKong = Object.entries({ issuer, acme, clientCertificates }).flatMap(([key, value]) =>
    value === undefined ? [] : [key],
  );
  const both: readonly RuleFinding[] =
    issuer === undefined || acme === undefined
      ? []
      : [
          {
            path: ['gateway', 'tls', 'acme'],
            atKey: true,
            message: 'a second issuer',
            found: 'acme',
            expected: 'issuer, or acme',
            mend: 'remove one of the two; a host of an application can name an issuer of its own',
          },
        ];
  if (gateway.loadBalancer?.certificate === undefined) return both;
  return [
    ...both,
    ...atKong.map((key) => ({
      path: ['gateway', 'tls', key],
      atKey: true,
      message:
        key === 'clientCertificates'
          ? 'certificates that Kong never sees'
          : 'certificates that no caller sees',
      found: key,
      expected: 'no certificate of the load balancer, where TLS would end: gateway.loadBalancer.certificate',
      mend: 'remove one of the two',
    })),
  ];
};

/** A way out of a mesh is known by the server name of TLS. */
export const redisOfMesh: Rule = ({ gateway, mesh }) => {
  if (gateway === undefined || !('tls' in gateway)) return [];
  if (mesh === undefined || gateway.redis?.tls !== false) return [];
  return [
    {
      path: ['gateway', 'redis', 'tls'],
      message: 'a Redis that the mesh cannot tell',
      expected: 'true: the way out of the mesh is known by the server name of TLS',
      mend: 'remove it, and let ElastiCache encrypt in transit',
    },
  ];
};

/** What the gateway would refuse of the cluster's own plugins. */
export const ownPlugins: Rule = ({ gateway }) => {
  if (gateway === undefined || !('tls' in gateway)) return [];
  const known = publishingGateway(gateway);
  return Object.entries(gateway.plugins ?? {}).flatMap(([name, own]): RuleFinding[] => {
    if (own?.plugin === undefined || known === undefined) return [];
    const { plugin, config = {}, configFrom, configPatches = {} } = own;
    const at = ['gateway', 'plugins', name];
    const also = Object.keys(config).length > 0 ? 'config' : 'configPatches';
    const twice =
      configFrom !== undefined && Object.keys({ ...config, ...configPatches }).length > 0
        ? [
            {
              path: [...at, also],
              atKey: true,
              message: `${also} beside configFrom`,
              found: also,
              expected: 'configFrom alone, or config with configPatches',
              mend: 'remove one of the two',
            },
          ]
        : [];
    const whole = configFrom?.secret === undefined ? undefined : { ...configFrom, secret: configFrom.secret };
    return [
      ...twice,
      ...configFindings(
        at,
        { plugin, configFrom: whole, configPatches: patched(configPatches) },
        config,
        known,
      ),
    ];
  });
};

/** The places that are filled in from elsewhere; from where does not matter here. */
function patched(patches: Readonly<Record<string, unknown>>): Readonly<Record<string, { secret: string }>> {
  return Object.fromEntries(Object.keys(patches).map((path) => [path, { secret: '' }]));
}

/** On App Mesh an Envoy stands before the gateway, and reads HTTP where a PROXY header would be. */
export const clientAddress: Rule = ({ gateway, mesh }) =>
  mesh?.backend !== 'app-mesh' || gateway?.loadBalancer?.clientAddress !== 'proxy-protocol'
    ? []
    : [
        {
          path: ['gateway', 'loadBalancer', 'clientAddress'],
          message: 'App Mesh cannot do this',
          expected: 'preserve or none: the Envoy before the gateway reads no PROXY protocol',
          mend: 'write preserve, the default',
        },
      ];
