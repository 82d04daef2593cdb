import type { BackendConfig, RouteConfig } from './routes';

/** What a route calls, in the order of the file. */
export function backendsOf({
  paths = {},
  backend,
}: Pick<RouteConfig, 'paths' | 'backend'>): readonly BackendConfig[] {
  return [...Object.values(paths), ...(backend === undefined ? [] : [backend])];
}

/** Name of the service that is called. */
export function backendName(backend: BackendConfig): string {
  return typeof backend === 'string' ? backend : backend.service;
}
