import { z } from 'zod';
import type { Manifest } from '../../references/manifest';
import { type Answer, type Call, type Caller, matchesWhole, nobody, type Routing, shares } from './call';
import { ClusterView, includes, keyOf, objectsOf } from './cluster-view';

const ref = z.strictObject({ name: z.string(), namespace: z.string().optional() });
const named = z.object({ name: z.string(), namespace: z.string() });
const protocol = z.enum(['http', 'http2', 'grpc', 'tcp']);
const listener = z.object({ portMapping: z.strictObject({ port: z.number(), protocol }) });

const mesh = z.object({
  spec: z.object({
    egressFilter: z.strictObject({ type: z.enum(['ALLOW_ALL', 'DROP_ALL']) }).default({ type: 'DROP_ALL' }),
  }),
});

const virtualNode = z.object({
  metadata: named,
  spec: z.object({
    podSelector: z.strictObject({ matchLabels: z.record(z.string(), z.string()) }).optional(),
    listeners: z.array(listener).length(1),
    serviceDiscovery: z.object({ dns: z.object({ hostname: z.string() }) }),
    backends: z
      .array(z.strictObject({ virtualService: z.strictObject({ virtualServiceRef: ref }) }))
      .default([]),
  }),
});

const virtualService = z.object({
  metadata: named,
  spec: z.object({
    awsName: z.string().optional(),
    provider: z.union([
      z.strictObject({ virtualRouter: z.strictObject({ virtualRouterRef: ref }) }),
      z.strictObject({ virtualNode: z.strictObject({ virtualNodeRef: ref }) }),
    ]),
  }),
});

const headerMatch = z.strictObject({
  name: z.string(),
  invert: z.boolean().default(false),
  match: z
    .union([
      z.strictObject({ exact: z.string() }),
      z.strictObject({ prefix: z.string() }),
      z.strictObject({ suffix: z.string() }),
      z.strictObject({ regex: z.string() }),
      z.strictObject({ range: z.strictObject({ start: z.number(), end: z.number() }) }),
    ])
    .optional(),
});
type HeaderMatch = z.infer<typeof headerMatch>;

const action = z.strictObject({
  weightedTargets: z
    .array(z.strictObject({ virtualNodeRef: ref, weight: z.number().int().min(0).max(100) }))
    .min(1)
    .max(10),
});
const httpMatch = z.strictObject({
  prefix: z.string().optional(),
  path: z.union([z.strictObject({ exact: z.string() }), z.strictObject({ regex: z.string() })]).optional(),
  method: z.string().optional(),
  headers: z.array(headerMatch).min(1).max(10).default([]),
});
const grpcMatch = z.strictObject({
  serviceName: z.string().optional(),
  methodName: z.string().optional(),
  metadata: z.array(headerMatch).min(1).max(10).default([]),
});
const route = z.object({
  name: z.string(),
  priority: z.number().int().min(0).max(1000).optional(),
  httpRoute: z.object({ match: httpMatch, action }).optional(),
  http2Route: z.object({ match: httpMatch, action }).optional(),
  grpcRoute: z.object({ match: grpcMatch, action }).optional(),
  tcpRoute: z.object({ action }).optional(),
});
type Route = z.infer<typeof route>;

const virtualRouter = z.object({
  metadata: named,
  spec: z.object({ listeners: z.array(listener).length(1), routes: z.array(route) }),
});

type VirtualNode = z.infer<typeof virtualNode>;

/**
 * What App Mesh does with a call, by its objects alone: a caller's Envoy knows the names of the virtual services that
 * its virtual node has as backends, a router tries its routes by priority, and the mesh drops the rest.
 */
export function readAppMesh(objects: readonly Manifest[]): Routing {
  const cluster = new ClusterView(objects);
  const meshes = objectsOf(objects, 'Mesh', mesh);
  const nodes = objectsOf(objects, 'VirtualNode', virtualNode);
  const services = objectsOf(objects, 'VirtualService', virtualService);
  const routers = objectsOf(objects, 'VirtualRouter', virtualRouter);

  /** The injector refuses pods that match no virtual node, or more than one. */
  function nodeOf(caller: Caller): VirtualNode | undefined {
    const found = nodes.filter(
      ({ metadata, spec: { podSelector } }) =>
        metadata.namespace === caller.namespace &&
        podSelector !== undefined &&
        includes(caller.labels, podSelector.matchLabels),
    );
    return found.length === 1 ? found[0] : undefined;
  }

  /** The pods behind a virtual node: those that its host name leads to, and that carry its Envoy. */
  function behind({ metadata, spec }: VirtualNode): readonly string[] {
    const { hostname } = spec.serviceDiscovery.dns;
    const { port } = spec.listeners[0]?.portMapping ?? { port: 0 };
    const service = cluster.serviceOf(hostname);
    if (service === undefined) {
      return hostname.endsWith('.cluster.local') || spec.podSelector !== undefined
        ? []
        : [`${hostname}:${port}`];
    }
    const labels = spec.podSelector?.matchLabels;
    return cluster
      .behind(service, port)
      .filter(
        (deployment) =>
          labels !== undefined &&
          deployment.metadata.namespace === metadata.namespace &&
          includes(deployment.spec.template.metadata.labels, labels),
      )
      .map(keyOf);
  }

  return (caller, call): Answer => {
    const node = nodeOf(caller);
    if (node === undefined) {
      return nobody;
    }
    const backend = node.spec.backends
      .map(({ virtualService: { virtualServiceRef: target } }) =>
        services.find(
          ({ metadata }) =>
            metadata.name === target.name &&
            metadata.namespace === (target.namespace ?? node.metadata.namespace),
        ),
      )
      .find(
        (service) =>
          service !== undefined &&
          call.host === (service.spec.awsName ?? `${service.metadata.name}.${service.metadata.namespace}`),
      );
    if (backend === undefined) {
      const open = meshes[0]?.spec.egressFilter.type === 'ALLOW_ALL';
      return open ? { [`${call.host}:${call.port}`]: 1 } : nobody;
    }
    const { provider } = backend.spec;
    const nodeAt = (target: z.infer<typeof ref>) =>
      nodes.find(
        ({ metadata }) =>
          metadata.name === target.name &&
          metadata.namespace === (target.namespace ?? backend.metadata.namespace),
      );
    if ('virtualNode' in provider) {
      const target = nodeAt(provider.virtualNode.virtualNodeRef);
      return target?.spec.listeners[0]?.portMapping.port === call.port
        ? shares(behind(target).map((name) => [name, 1]))
        : nobody;
    }
    const router = routers.find(
      ({ metadata }) =>
        metadata.name === provider.virtualRouter.virtualRouterRef.name &&
        metadata.namespace === backend.metadata.namespace,
    );
    const mapping = router?.spec.listeners[0]?.portMapping;
    if (router === undefined || mapping?.port !== call.port) {
      return nobody;
    }
    const targets = byPriority(router.spec.routes).flatMap(
      (each) => take(each, mapping.protocol, call) ?? [],
    )[0];
    return shares(
      (targets ?? []).flatMap(({ virtualNodeRef, weight }): (readonly [string | undefined, number])[] => {
        const target = nodeAt(virtualNodeRef);
        // A route whose target speaks another protocol than the router never reaches an Envoy.
        const fits = target?.spec.listeners[0]?.portMapping.protocol === mapping.protocol;
        const names = target === undefined || !fits ? [] : behind(target);
        return names.length === 0
          ? [[undefined, weight]]
          : names.map((name) => [name, weight / names.length]);
      }),
    );
  };
}

/** 0 is tried first; a route without a priority after all that have one. */
function byPriority(routes: readonly Route[]): readonly Route[] {
  return routes.toSorted((a, b) => (a.priority ?? 1001) - (b.priority ?? 1001));
}

type Targets = z.infer<typeof action>['weightedTargets'];

/** The targets of a route that takes a call; in a list, for an undefined element means none. */
function take(each: Route, spoken: z.infer<typeof protocol>, call: Call): [Targets] | undefined {
  switch (spoken) {
    case 'http':
      return takeHttp(each.httpRoute, call);
    case 'http2':
      return takeHttp(each.http2Route, call);
    case 'grpc': {
      const [, service, method] = call.path.split('/');
      const { match } = each.grpcRoute ?? {};
      return match !== undefined &&
        (match.serviceName ?? service) === service &&
        (match.methodName ?? method) === method &&
        match.metadata.every((header) => holds(header, call))
        ? each.grpcRoute && [each.grpcRoute.action.weightedTargets]
        : undefined;
    }
    case 'tcp':
      return each.tcpRoute && [each.tcpRoute.action.weightedTargets];
  }
}

function takeHttp(found: Route['httpRoute'], call: Call): [Targets] | undefined {
  if (found === undefined) {
    return undefined;
  }
  const { prefix, path, method, headers } = found.match;
  if ((prefix === undefined) === (path === undefined)) {
    throw new Error('a route has either a prefix or a path, or the webhook refuses it');
  }
  const pathHolds =
    prefix !== undefined
      ? call.path.startsWith(prefix)
      : path !== undefined &&
        ('exact' in path ? call.path === path.exact : matchesWhole(path.regex, call.path));
  return pathHolds &&
    (method ?? call.method) === call.method &&
    headers.every((header) => holds(header, call))
    ? [found.action.weightedTargets]
    : undefined;
}

function holds({ name, invert, match }: HeaderMatch, { headers }: Call): boolean {
  const value = headers[name];
  return invert !== (value !== undefined && (match === undefined || valueHolds(match, value)));
}

function valueHolds(match: NonNullable<HeaderMatch['match']>, value: string): boolean {
  if ('exact' in match) return value === match.exact;
  if ('prefix' in match) return value.startsWith(match.prefix);
  if ('suffix' in match) return value.endsWith(match.suffix);
  if ('regex' in match) return matchesWhole(match.regex, value);
  return /^-?\d+$/.test(value) && Number(value) >= match.range.start && Number(value) < match.range.end;
}
