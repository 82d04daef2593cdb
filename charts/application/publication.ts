import type { Construct } from 'constructs';
import { portsOf } from '../../config/application/graph';
import type { Application } from '../../config/application/schema';
import { KongPlugin } from '../../imports/configuration.konghq.com';
import { addConsumer, type Consumer } from '../gateway/consumer';
import { addRoutes } from '../gateway/routes';

/** How the gateway publishes an application: its plugins, its consumers and its routes. */
export function addPublication(scope: Construct, application: Application): void {
  const { publish, services } = application;
  const namespace = application.namespace.name;
  for (const [name, { plugin, config }] of Object.entries(publish.plugins)) {
    new KongPlugin(scope, `plugin-${name}`, { metadata: { name, namespace }, plugin, config });
  }
  for (const consumer of consumersOf(application)) {
    addConsumer(scope, namespace, consumer);
  }
  for (const [name, { host, paths, plugins }] of Object.entries(publish.routes)) {
    addRoutes(scope, {
      name,
      namespace,
      host,
      paths: Object.entries(paths).map(([path, backend]) => {
        const { service, port } =
          typeof backend === 'string' ? { service: backend, port: undefined } : backend;
        const ports = services[service] === undefined ? [] : portsOf(services[service]);
        const found = port === undefined ? ports[0] : ports.find((each) => each.name === port);
        return { path, service: services[service]?.existing?.service ?? service, port: found?.port ?? 0 };
      }),
      plugins,
    });
  }
}

/** The consumers of an application, with their keys. */
export function consumersOf({ publish }: Application): readonly Consumer[] {
  return Object.entries(publish.consumers).map(([name, { credentials }]) => ({
    name,
    keys: Object.entries(credentials).map(([credential, { secret, property }]) => ({
      credential,
      awsSecret: property === undefined ? secret : { secret, property },
    })),
  }));
}
