import { dig, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { keyOf, selected } from '../cluster';
import { type Answer, type Request, refusal, splitPath } from '../request';
import { type Candidate, choose } from './choose';
import { headersHold, type PathMatch, pathOf, takesGrpc, takesHttp } from './match';
import { describeMember, type MeshView } from './mesh-view';
import { type Member, nameOf, type Ref, refOf, type VirtualService } from './objects';
import { callService } from './service';

interface Target {
  readonly service: Ref | undefined;
  readonly port: number | undefined;
  /** The path that goes on, which keeps its query. */
  readonly path: string;
}

/**
 * What a virtual gateway does with a request that reaches it: the gateway route of the lowest priority and then of the
 * longest prefix takes it, rewrites its path and hands it to a virtual service.
 */
export function callThroughGateway(view: MeshView, gateway: Member, request: Request): Answer {
  const by = [describeMember(gateway)];
  const routes = view.cluster
    .ofKind('appmesh.k8s.aws', 'GatewayRoute')
    .filter((route) => belongs(view, route, gateway));
  const choice = choose(routes.flatMap((route) => candidate(route, request)));
  if (choice === undefined) {
    const reason = `no gateway route of ${describeMember(gateway)} takes it: Envoy answers 404`;
    return refusal(reason, { path: request.path, by });
  }
  const { taken } = choice.taken;
  const way = [...by, `GatewayRoute ${choice.taken.name}`];
  const service = taken.service && view.service(taken.service);
  if (service === undefined) {
    const name = taken.service === undefined ? 'its target' : nameOf('VirtualService', taken.service);
    return refusal(`${name} is not there`, { path: taken.path, by: way });
  }
  const port = taken.port ?? portOf(view, service) ?? request.port;
  return callService(
    view,
    service,
    { ...request, host: service.awsName, port, path: taken.path },
    { tls: gateway.defaultTls, by: way, unsure: choice.unsure },
  );
}

/** A gateway route belongs to the gateway that selects its namespace and its labels (pkg/virtualgateway/membership_designator.go). */
function belongs(view: MeshView, { metadata }: Manifest, gateway: Member): boolean {
  const namespace = metadata.namespace ?? 'default';
  const labels = view.cluster.namespaceLabels(namespace);
  const here =
    labels === undefined ? namespace === gateway.namespace : selected(labels, gateway.namespaceSelector);
  const { gatewayRouteSelector } = gateway;
  return (
    here && (gatewayRouteSelector === undefined || selected(metadata.labels ?? {}, gatewayRouteSelector))
  );
}

/** The only listener of a virtual service's provider. */
function portOf(view: MeshView, service: VirtualService): number | undefined {
  const provider =
    (service.router && view.router(service.router)) ?? (service.node && view.node(service.node));
  return provider?.listeners[0]?.port;
}

function candidate(object: Manifest, request: Request): readonly Candidate<Target>[] {
  const grpc = dig(object, 'spec', 'grpcRoute');
  const route = grpc ?? dig(object, 'spec', 'httpRoute') ?? dig(object, 'spec', 'http2Route');
  const match = dig(route, 'match');
  if (!hostHolds(dig(match, 'hostname'), request.host)) return [];
  const taken =
    grpc === undefined
      ? takesHttp(match, request)
      : takesGrpc(match, request) && headersHold(dig(match, 'metadata'), request);
  if (!taken) return [];
  const { namespace = 'default', name } = object.metadata;
  const action = dig(route, 'action');
  const path = grpc === undefined ? pathOf(match) : undefined;
  const port = dig(action, 'target', 'port');
  // The default is 1000, which is the lowest (apis/appmesh/v1beta2/gatewayroute_types.go).
  const priority = dig(object, 'spec', 'priority');
  return [
    {
      name: keyOf({ namespace, name }),
      priority: typeof priority === 'number' ? priority : 1000,
      path,
      does: JSON.stringify(action),
      taken: {
        service: refOf(dig(action, 'target', 'virtualService'), 'virtualService', namespace),
        port: typeof port === 'number' ? port : undefined,
        path: rewritten(request.path, path, dig(action, 'rewrite')),
      },
    },
  ];
}

function hostHolds(match: unknown, host: string): boolean {
  const exact = text(dig(match, 'exact'));
  const suffix = text(dig(match, 'suffix'));
  return (exact ?? host) === host && host.endsWith(suffix ?? '');
}

/** Without a rewrite a matched prefix becomes `/`; `defaultPrefix: DISABLED` keeps it. */
function rewritten(whole: string, match: PathMatch | undefined, rewrite: unknown): string {
  const { path } = splitPath(whole);
  const query = whole.slice(path.length);
  const exact = text(dig(rewrite, 'path', 'exact'));
  if (exact !== undefined) return exact + query;
  if (match?.kind !== 'prefix' || text(dig(rewrite, 'prefix', 'defaultPrefix')) === 'DISABLED') return whole;
  const value = text(dig(rewrite, 'prefix', 'value')) ?? '/';
  return (value + path.slice(match.value.length)).replace(/\/{2,}/, '/') + query;
}
