import { nearest } from '../../../references/nearest';
import type { ApplicationFinding, ApplicationRule, Running } from '../running';

/** What is published is a service that speaks http, by plugins and consumers that there are. */
export const publication: ApplicationRule = (running) => {
  const publish = running.head?.publish;
  if (publish === undefined) return [];
  const plugins = Object.keys(publish.plugins);
  return [
    ...Object.entries(publish.routes).flatMap(([route, { paths, plugins: used }]) => [
      ...Object.entries(paths).flatMap(([path, backend]) =>
        backendFindings(running, ['publish', 'routes', route, 'paths', path], backend),
      ),
      ...(Object.keys(paths).length > 0
        ? []
        : [
            {
              path: ['publish', 'routes', route, 'paths'],
              message: 'a route without a path',
              expected: 'at least one path, such as /: shop',
              mend: 'add one, or remove the route',
            },
          ]),
      ...used.flatMap((plugin, index): ApplicationFinding[] => {
        const path = ['publish', 'routes', route, 'plugins', index];
        if (plugins.includes(plugin)) return [];
        const near = nearest(plugin, plugins);
        return [
          {
            path,
            message: 'unknown plugin',
            expected:
              plugins.length === 0
                ? 'a plugin of publish.plugins, which has none'
                : `one of ${plugins.join(', ')}`,
            mend: near === undefined ? `add ${plugin} under publish.plugins` : `write ${near}`,
            nearest: near,
          },
        ];
      }),
    ]),
    ...oneKeyEach(publish.consumers),
  ];
};

type Backend = string | { readonly service: string; readonly port?: string | undefined };

function backendFindings(
  running: Running,
  path: readonly PropertyKey[],
  backend: Backend,
): readonly ApplicationFinding[] {
  const name = typeof backend === 'string' ? backend : backend.service;
  const part = running.services.get(name);
  const at = typeof backend === 'string' ? path : [...path, 'service'];
  if (part === undefined) {
    const names = [...running.services.keys()];
    const near = nearest(name, names);
    return [
      {
        path: at,
        message: 'unknown service',
        expected: `one of ${names.join(', ')}`,
        mend: near === undefined ? 'correct or remove it' : `write ${near}`,
        nearest: near,
      },
    ];
  }
  if (part.config === undefined) return [];
  const ports = Object.entries(part.config.ports ?? {});
  const wanted = typeof backend === 'string' ? undefined : backend.port;
  const [port] = wanted === undefined ? ports : ports.filter(([key]) => key === wanted);
  if (port === undefined) {
    return [
      {
        path: wanted === undefined ? at : [...path, 'port'],
        message: wanted === undefined ? 'a route to a service without ports' : 'unknown port',
        expected:
          ports.length === 0 ? 'a service with a port' : `one of ${ports.map(([key]) => key).join(', ')}`,
        mend: ports.length === 0 ? `add ports under services.${name}` : 'correct it',
      },
    ];
  }
  const [key, { protocol }] = port;
  return protocol === 'http'
    ? []
    : [
        {
          path: at,
          message: 'a route to a service that does not speak http',
          found: `${name}, whose port ${key} speaks ${protocol}`,
          expected: 'a port of http, which the gateway speaks',
          mend: `publish another service, or correct services.${name}.ports.${key}.protocol`,
        },
      ];
}

function oneKeyEach(
  consumers: NonNullable<Running['head']>['publish']['consumers'],
): readonly ApplicationFinding[] {
  const owners = new Map<string, string>();
  return Object.entries(consumers).flatMap(([consumer, { credentials }]) =>
    Object.entries(credentials).flatMap(([name, { secret, property = '' }]): ApplicationFinding[] => {
      const key = JSON.stringify([secret, property]);
      const owner = owners.get(key);
      if (owner === undefined) {
        owners.set(key, consumer);
        return [];
      }
      return [
        {
          path: ['publish', 'consumers', consumer, 'credentials', name, 'secret'],
          message: 'two consumers with one key',
          expected: `another secret than that of ${owner}: the gateway refuses a key that two consumers have`,
          mend: `create a secret of ${consumer}'s own in AWS Secrets Manager`,
        },
      ];
    }),
  );
}
