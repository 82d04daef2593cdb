import { dig, items, text } from '../../references/fields';
import { keyOf } from '../cluster';
import { type Answer, answerOf, type Part, type Request, refusal, weighing } from '../request';
import { type Candidate, choose, priorityOf } from './choose';
import { grpcPathOf, pathOf, takesGrpc, takesHttp } from './match';
import { describeMember, type MeshView } from './mesh-view';
import {
  type ClientTls,
  type Listener,
  nameOf,
  refOf,
  type VirtualRouter,
  type VirtualService,
} from './objects';
import { nodeParts } from './reach';

/** How a request came to a virtual service. */
export interface Way {
  readonly tls: ClientTls | undefined;
  readonly by: readonly string[];
  readonly unsure?: string | undefined;
}

/** What a virtual service does with a request on a port: its node gets it, or its router chooses. */
export function callService(view: MeshView, service: VirtualService, request: Request, way: Way): Answer {
  const by = [...way.by, `VirtualService ${keyOf(service)}`];
  const course = { path: request.path, by, ...(way.unsure === undefined ? {} : { unsure: way.unsure }) };
  if (service.router !== undefined) {
    const router = view.router(service.router);
    const listener = router?.listeners.find(({ port }) => port === request.port);
    if (router === undefined) return unknown(nameOf('VirtualRouter', service.router), course);
    if (listener === undefined) {
      return refusal(`VirtualRouter ${keyOf(router)} does not listen on port ${request.port}`, course);
    }
    return routed(view, router, listener, request, { ...way, by });
  }
  if (service.node === undefined) return refusal(`VirtualService ${keyOf(service)} has no provider`, course);
  const node = view.node(service.node);
  if (node === undefined) return unknown(nameOf('VirtualNode', service.node), course);
  const listener = node.listeners.find(({ port }) => port === request.port);
  return listener === undefined
    ? refusal(`${describeMember(node)} does not listen on port ${request.port}`, course)
    : answerOf(nodeParts(view, node, listener, way.tls), { ...course, by: [...by, describeMember(node)] });
}

/** What another cluster or account keeps answers by its ARN; what is not there at all answers nothing. */
function unknown(name: string, course: { path: string; by: readonly string[] }): Answer {
  return name.startsWith('arn:')
    ? answerOf([{ weight: 1, to: name }], course)
    : refusal(`${name} is not there`, course);
}

type Taken = { readonly targets: readonly unknown[] };

function routed(
  view: MeshView,
  router: VirtualRouter,
  listener: Listener,
  request: Request,
  way: Way,
): Answer {
  const choice = choose(router.routes.flatMap((route) => candidate(route, listener.protocol, request)));
  const at = `VirtualRouter ${keyOf(router)}`;
  if (choice === undefined) {
    const reason =
      listener.protocol === 'tcp' ? `no tcpRoute of ${at}` : `no route of ${at} takes it: Envoy answers 404`;
    return refusal(reason, { path: request.path, by: [...way.by, at] });
  }
  const unsure = choice.unsure ?? way.unsure;
  const parts = choice.taken.taken.targets.flatMap((target) =>
    targetParts(view, router, listener, target, way),
  );
  const course = { path: request.path, by: [...way.by, `${at} route ${choice.taken.name}`] };
  return parts.some(({ weight }) => weight > 0)
    ? answerOf(parts, unsure === undefined ? course : { ...course, unsure })
    : refusal('all weights of the route are 0', course);
}

const fieldOf: Readonly<Record<string, string>> = {
  http: 'httpRoute',
  http2: 'http2Route',
  grpc: 'grpcRoute',
  tcp: 'tcpRoute',
};

function candidate(route: unknown, protocol: string, request: Request): readonly Candidate<Taken>[] {
  const own = dig(route, fieldOf[protocol] ?? 'httpRoute');
  if (own === undefined) return [];
  const match = dig(own, 'match');
  const http = protocol === 'http' || protocol === 'http2';
  const taken = http
    ? takesHttp(match, request)
    : protocol === 'grpc'
      ? takesGrpc(match, request)
      : (dig(match, 'port') ?? request.port) === request.port;
  if (!taken) return [];
  const targets = items(dig(own, 'action', 'weightedTargets'));
  return [
    {
      name: text(dig(route, 'name')) ?? '',
      priority: priorityOf(route),
      path: http ? pathOf(match) : protocol === 'grpc' ? grpcPathOf(match) : undefined,
      does: JSON.stringify(targets),
      taken: { targets },
    },
  ];
}

/** A route whose target speaks another protocol than its router never reaches an Envoy. */
function targetParts(
  view: MeshView,
  router: VirtualRouter,
  listener: Listener,
  target: unknown,
  way: Way,
): readonly Part[] {
  const ref = refOf(target, 'virtualNode', router.namespace);
  const weight = dig(target, 'weight');
  if (ref === undefined || typeof weight !== 'number' || weight === 0) return [];
  const node = view.node(ref);
  const name = nameOf('VirtualNode', ref);
  if (node === undefined) {
    return [name.startsWith('arn:') ? { weight, to: name } : { weight, reason: `${name} is not there` }];
  }
  const port = dig(target, 'port') ?? (node.listeners.length > 1 ? listener.port : node.listeners[0]?.port);
  const own = node.listeners.find((each) => each.port === port);
  if (own === undefined)
    return [{ weight, reason: `${name} does not listen on port ${port ?? listener.port}` }];
  if (own.protocol !== listener.protocol) {
    return [{ weight, reason: `${name} speaks ${own.protocol}, and the router ${listener.protocol}` }];
  }
  return weighing(weight, nodeParts(view, node, own, way.tls));
}
