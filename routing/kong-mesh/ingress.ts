import { dig, items, portOf, text } from '../../references/fields';
import { groupOf, type Manifest } from '../../references/manifest';
import { Cluster } from '../cluster';
import { type Answer, type Caller, type Request, type Routing, refusal, splitPath } from '../request';
import { httpRoutesOf } from './http-route';
import { compareRoutes, escaped, type KongPath, type KongRoute, takes } from './kong-route';

const prefix = 'konghq.com/';

/**
 * What Kong does with a request of a client, by the Ingresses and HTTPRoutes of a set, and the mesh with what Kong makes of it. Kong asks
 * the route first that names more of host, headers and method, then one whose path is an expression, by its priority, then
 * the longer path (Kong's traditional router); its controller makes an expression of the path type Exact, and two paths of
 * Prefix (kubernetes-ingress-controller internal/dataplane/translator/subtranslator/ingress.go).
 *
 * @param gateway the pods of Kong, as callers of the mesh
 */
export function throughIngress(
  objects: readonly Manifest[],
  mesh: Routing,
  gateway: Caller,
  request: Request,
): Answer {
  const cluster = new Cluster(objects);
  const routes = [
    ...cluster.ofKind('networking.k8s.io', 'Ingress').flatMap((object) => routesOf(cluster, object)),
    ...cluster.ofKind('gateway.networking.k8s.io', 'HTTPRoute').flatMap(httpRoutesOf),
  ]
    .filter((route) => takes(route, request))
    .toSorted(compareRoutes);
  const [route] = routes;
  if (route === undefined)
    return refusal('no route of the gateway takes it: Kong answers 404', { path: request.path, by: [] });
  const { namespace = 'default', name } = route.object.metadata;
  const service = cluster.services.find(
    (each) => each.namespace === namespace && each.name === route.service,
  );
  const port = service?.ports.find((each) => String(each.port) === route.port || each.name === route.port);
  const by = [`${route.object.kind} ${namespace}/${name}`];
  if (port === undefined) {
    return refusal(`Service ${namespace}/${route.service} has no port ${route.port}`, {
      path: request.path,
      by,
    });
  }
  const answer = mesh.answer(gateway, {
    ...request,
    host: `${route.service}.${namespace}.svc.cluster.local`,
    port: port.port,
    path: route.sent(request.path),
  });
  return { ...answer, by: [...by, ...answer.by] };
}

function routesOf(cluster: Cluster, object: Manifest): readonly KongRoute[] {
  const annotations = object.metadata.annotations ?? {};
  const headers = Object.entries(annotations).flatMap(
    ([key, value]): readonly (readonly [string, string])[] =>
      key.startsWith(`${prefix}headers.`)
        ? [[key.slice(`${prefix}headers.`.length).toLowerCase(), value]]
        : [],
  );
  const common = {
    object,
    headers,
    methods: (annotations[`${prefix}methods`] ?? '').split(',').filter((method) => method !== ''),
    regexPriority: Number(annotations[`${prefix}regex-priority`] ?? 0),
  };
  return items(dig(object, 'spec', 'rules')).flatMap((rule) =>
    items(dig(rule, 'http', 'paths')).flatMap((item) => {
      const backend = dig(item, 'backend', 'service');
      const paths = pathsOf(text(dig(item, 'path')) ?? '/', text(dig(item, 'pathType')));
      return paths.map((path) => ({
        ...common,
        path,
        sent: (whole: string) => sentOn(cluster, object, path, whole),
        host: text(dig(rule, 'host')),
        service: text(dig(backend, 'name')) ?? '',
        port: portOf(dig(backend, 'port', 'number')) ?? text(dig(backend, 'port', 'name')) ?? '',
      }));
    }),
  );
}

function pathsOf(path: string, type: string | undefined): readonly KongPath[] {
  const whole = (value: string): KongPath => ({ expression: new RegExp(`^${escaped(value)}$`), prefix: '' });
  if (type === 'Exact') return [whole(path)];
  if (type === 'Prefix' && path !== '/') {
    const base = path.replace(/\/+$/, '');
    return [whole(base), { expression: undefined, prefix: `${base}/` }];
  }
  return path.startsWith('/~')
    ? [{ expression: new RegExp(`^${path.slice(2)}`), prefix: '' }]
    : [{ expression: undefined, prefix: path }];
}

/** The path that the service gets: without what the route matched, or as a request-transformer says. */
function sentOn(cluster: Cluster, object: Manifest, own: KongPath, whole: string): string {
  const { path } = splitPath(whole);
  const query = whole.slice(path.length);
  const annotations = object.metadata.annotations ?? {};
  const found = own.expression?.exec(path);
  const uri = rewriteOf(cluster, object);
  if (uri !== undefined) {
    return uri.replace(/\$\(uri_captures\[1\][^)]*\)/, () => found?.[1] ?? '') + query;
  }
  if (annotations[`${prefix}strip-path`] !== 'true') return whole;
  const rest = path.slice(own.expression === undefined ? own.prefix.length : (found?.[0].length ?? 0));
  return `/${rest.replace(/^\//, '')}${query}`;
}

function rewriteOf(cluster: Cluster, { metadata }: Manifest): string | undefined {
  const names = (metadata.annotations?.[`${prefix}plugins`] ?? '').split(',').map((name) => name.trim());
  return cluster.objects
    .filter(
      (object) =>
        object.kind === 'KongPlugin' &&
        groupOf(object.apiVersion) === 'configuration.konghq.com' &&
        object.metadata.namespace === metadata.namespace &&
        names.includes(object.metadata.name) &&
        object.plugin === 'request-transformer',
    )
    .flatMap((object) => text(dig(object, 'config', 'replace', 'uri')) ?? [])[0];
}
