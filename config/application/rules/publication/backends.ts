import { nearest } from '../../../../references/nearest';
import type { BackendConfig, RouteConfig } from '../../publish/routes';
import type { ApplicationFinding, Running } from '../../running';

/** A port that a route calls, and what it speaks. */
export interface CalledPort {
  readonly service: string;
  readonly port: string;
  readonly protocol: string;
  readonly path: readonly PropertyKey[];
}

/** What a route calls, each with its place. */
export function placedBackends(
  route: string,
  { paths = {}, backend }: RouteConfig,
): readonly { readonly backend: BackendConfig; readonly path: readonly PropertyKey[] }[] {
  const at = ['publish', 'routes', route];
  return [
    ...Object.entries(paths).map(([path, to]) => ({ backend: to, path: [...at, 'paths', path] })),
    ...(backend === undefined ? [] : [{ backend, path: [...at, 'backend'] }]),
  ];
}

/** The port that a backend means, or what is wrong with it. */
export function calledPort(
  running: Running,
  backend: BackendConfig,
  path: readonly PropertyKey[],
): CalledPort | ApplicationFinding | undefined {
  const name = typeof backend === 'string' ? backend : backend.service;
  const part = running.services.get(name);
  const at = typeof backend === 'string' ? path : [...path, 'service'];
  if (part === undefined) {
    const names = [...running.services.keys()];
    const near = nearest(name, names);
    return {
      path: at,
      message: 'unknown service',
      expected: `one of ${names.join(', ')}`,
      mend: near === undefined ? 'correct or remove it' : `write ${near}`,
      nearest: near,
    };
  }
  if (part.config === undefined) return undefined;
  const ports = Object.entries(part.config.ports ?? {});
  const wanted = typeof backend === 'string' ? undefined : backend.port;
  const [port] = wanted === undefined ? ports : ports.filter(([key]) => key === wanted);
  if (port === undefined) {
    return {
      path: wanted === undefined ? at : [...path, 'port'],
      message: wanted === undefined ? 'a route to a service without ports' : 'unknown port',
      expected:
        ports.length === 0 ? 'a service with a port' : `one of ${ports.map(([key]) => key).join(', ')}`,
      mend: ports.length === 0 ? `add ports under services.${name}` : 'correct it',
    };
  }
  const [key, { protocol }] = port;
  if (protocol === 'http' || protocol === 'grpc') return { service: name, port: key, protocol, path: at };
  return {
    path: at,
    message: 'a route to a service that does not speak http',
    found: `${name}, whose port ${key} speaks ${protocol}`,
    expected: 'a port of http or grpc, which the gateway speaks',
    mend: `publish another service, or correct services.${name}.ports.${key}.protocol`,
  };
}
