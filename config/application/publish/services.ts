import { milliseconds } from '../duration';
import type { Application } from '../schema';
import { backendName, backendsOf } from './backends';
import { publishedRoutes } from './published';

/** Whether any Service of an application has such annotations. */
export function annotatesServices(application: Application): boolean {
  const { publish } = application;
  return (
    Object.keys(publish.services).length > 0 ||
    Object.values(publish.routes).some(({ timeouts }) => timeouts !== undefined) ||
    publishedRoutes(application).some(({ protocol }) => protocol === 'grpc')
  );
}

/**
 * The annotations of a Service by which Kong calls it otherwise than by default: protocol, time-outs, retries, plugins.
 *
 * @param name the Service's name
 */
export function serviceAnnotations(application: Application, name: string): Readonly<Record<string, string>> {
  const { publish, services } = application;
  const of = (service: string) => (services[service]?.existing?.service ?? service) === name;
  const own = Object.entries(publish.services).find(([service]) => of(service))?.[1];
  const routes = Object.values(publish.routes).filter((route) => backendsOf(route).map(backendName).some(of));
  const request = routes.find(({ timeouts }) => timeouts !== undefined)?.timeouts?.backendRequest;
  const { connect = request, read = request, write = request } = own?.timeouts ?? {};
  const grpc = publishedRoutes(application).some(
    ({ protocol, matches }) => protocol === 'grpc' && matches.some(({ backend }) => backend.service === name),
  );
  const { plugins = [], retries } = own ?? {};
  return {
    ...(grpc ? { 'konghq.com/protocol': 'grpc' } : {}),
    ...(connect === undefined ? {} : { 'konghq.com/connect-timeout': String(milliseconds(connect)) }),
    ...(read === undefined ? {} : { 'konghq.com/read-timeout': String(milliseconds(read)) }),
    ...(write === undefined ? {} : { 'konghq.com/write-timeout': String(milliseconds(write)) }),
    ...(retries === undefined ? {} : { 'konghq.com/retries': String(retries) }),
    ...(plugins.length === 0 ? {} : { 'konghq.com/plugins': plugins.join(',') }),
  };
}
