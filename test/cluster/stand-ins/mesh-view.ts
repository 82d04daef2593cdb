import { groupOf, type Manifest } from '../../../references/manifest';

/** How a version is asked whether it is well; times in milliseconds. */
export interface HealthCheck {
  readonly path: string;
  readonly interval: number;
  readonly timeout: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

/** One version of a service, and its share of the calls. */
export interface Backend {
  readonly name: string;
  readonly weight: number;
  readonly health: HealthCheck | undefined;
}

/** What a proxy has to know of one service. */
export interface ServiceView {
  readonly name: string;
  readonly backends: readonly Backend[];
  /** SPIFFE ids of those who may call it; undefined in a mesh without identities. */
  readonly callers: readonly string[] | undefined;
}

/**
 * What the routing objects of either mesh come to: read here a second time, independently of the compilers that wrote
 * them, in the sense that upstream's documentation gives them.
 */
export function meshView(objects: readonly Manifest[]): ServiceView[] {
  const kuma = objects.filter(({ kind }) => kind === 'MeshHTTPRoute');
  return kuma.length > 0
    ? kuma.flatMap((route) => kongMeshService(route, objects))
    : appMeshServices(objects);
}

function kongMeshService(route: Manifest, objects: readonly Manifest[]): ServiceView[] {
  return items(route.spec, 'to').map((to) => {
    const name = text(to, 'targetRef', 'name');
    const backends = items(items(to, 'rules')[0], 'default', 'backendRefs').map((reference) => ({
      name: text(reference, 'name'),
      weight: Number(at(reference, 'weight') ?? 1),
      health: kongMeshHealth(text(reference, 'name'), objects),
    }));
    return { name, backends, callers: kongMeshCallers(name, objects) };
  });
}

function kongMeshHealth(service: string, objects: readonly Manifest[]): HealthCheck | undefined {
  const check = objects
    .filter(({ kind }) => kind === 'MeshHealthCheck')
    .flatMap(({ spec }) => items(spec, 'to'))
    .find((to) => text(to, 'targetRef', 'name') === service);
  if (check === undefined) return undefined;
  return {
    path: text(check, 'default', 'http', 'path'),
    interval: Number.parseInt(text(check, 'default', 'interval'), 10) * 1000,
    timeout: Number.parseInt(text(check, 'default', 'timeout'), 10) * 1000,
    healthyThreshold: Number(at(check, 'default', 'healthyThreshold')),
    unhealthyThreshold: Number(at(check, 'default', 'unhealthyThreshold')),
  };
}

/** The ids that the permissions of this service's proxies allow, by exact name. */
function kongMeshCallers(service: string, objects: readonly Manifest[]): string[] {
  return objects
    .filter(
      ({ kind, spec }) =>
        kind === 'MeshTrafficPermission' && text(spec, 'targetRef', 'labels', 'app') === service,
    )
    .flatMap(({ spec }) => items(spec, 'rules'))
    .flatMap((rule) => items(rule, 'default', 'allow'))
    .filter((allow) => text(allow, 'spiffeID', 'type') === 'Exact')
    .map((allow) => text(allow, 'spiffeID', 'value'));
}

function appMeshServices(objects: readonly Manifest[]): ServiceView[] {
  const named = (kind: string, name: string) =>
    objects.find(
      (object) =>
        object.kind === kind &&
        groupOf(object.apiVersion) === 'appmesh.k8s.aws' &&
        object.metadata.name === name,
    );
  return objects
    .filter(({ kind }) => kind === 'VirtualService')
    .map(({ metadata, spec }) => {
      const router = named(
        'VirtualRouter',
        text(spec, 'provider', 'virtualRouter', 'virtualRouterRef', 'name'),
      );
      const targets = items(items(router?.spec, 'routes')[0], 'httpRoute', 'action', 'weightedTargets');
      const backends = targets.map((target) => {
        const name = text(target, 'virtualNodeRef', 'name');
        return {
          name,
          weight: Number(at(target, 'weight')),
          health: appMeshHealth(named('VirtualNode', name)),
        };
      });
      return { name: metadata.name, backends, callers: undefined };
    });
}

function appMeshHealth(node: Manifest | undefined): HealthCheck | undefined {
  const check = at(items(node?.spec, 'listeners')[0], 'healthCheck');
  if (check === undefined) return undefined;
  return {
    path: text(check, 'path'),
    interval: Number(at(check, 'intervalMillis')),
    timeout: Number(at(check, 'timeoutMillis')),
    healthyThreshold: Number(at(check, 'healthyThreshold')),
    unhealthyThreshold: Number(at(check, 'unhealthyThreshold')),
  };
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, name) => (typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined),
    value,
  );
}

function items(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

function text(value: unknown, ...path: readonly string[]): string {
  return String(at(value, ...path) ?? '');
}
