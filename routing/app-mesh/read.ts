import type { Manifest } from '../../references/manifest';
import { Cluster } from '../cluster';
import {
  type Answer,
  answerOf,
  type Caller,
  type Host,
  type Request,
  type Routing,
  refusal,
} from '../request';
import { callThroughGateway } from './gateway';
import { describeMember, MeshView } from './mesh-view';
import type { ClientTls, Member, VirtualService } from './objects';
import { directParts } from './reach';
import { callService } from './service';

/** What App Mesh does with requests, and which it is meant for. */
export interface AppMeshRouting extends Routing {
  /** What a caller's virtual node has as backends, on every port of theirs. */
  readonly hosts: (caller: Caller) => readonly Host[];
  /** Whether a caller is a virtual gateway's pods, which pass on what reaches them. */
  readonly isGateway: (caller: Caller) => boolean;
}

type Provider = Pick<Member, 'listeners'>;

/**
 * What App Mesh does with requests, by its objects alone, as its user guide and controller (v1.13.3) have it: a caller's
 * Envoy knows the names of the virtual services that its virtual node has as backends; a router tries its routes by
 * priority, then the longest prefix; what no route takes is a 404; the mesh's egress filter decides on the rest. A caller
 * that is a virtual gateway's pods passes on what reaches the gateway: the request's host and path are those of its client.
 */
export function readAppMesh(objects: readonly Manifest[]): AppMeshRouting {
  const view = new MeshView(new Cluster(objects));
  return {
    callers: view.cluster.workloads,
    answer: (caller, request) => answer(view, caller, request),
    hosts: (caller) => hostsOf(view, caller),
    isGateway: (caller) => {
      const member = view.memberOfPods(caller);
      return member !== 'refused' && member?.kind === 'VirtualGateway';
    },
  };
}

function hostsOf(view: MeshView, caller: Caller): readonly Host[] {
  const member = view.memberOfPods(caller);
  if (member === undefined || member === 'refused' || member.kind === 'VirtualGateway') return [];
  return backendsOf(view, member).flatMap(({ service }) =>
    (providerOf(view, service)?.listeners ?? []).map(({ port }) => ({ host: service.awsName, port })),
  );
}

function answer(view: MeshView, caller: Caller, request: Request): Answer {
  const member = view.memberOfPods(caller);
  if (member === undefined) {
    const by = [`pods of ${caller.namespace}/${caller.name} carry no Envoy`];
    return answerOf(directParts(view, caller.namespace, request), { path: request.path, by });
  }
  if (member === 'refused') {
    const reason = 'the injector refuses the pods: they match no virtual node, or several';
    return refusal(reason, { path: request.path, by: [] });
  }
  if (member.kind === 'VirtualGateway') return callThroughGateway(view, member, request);
  return callFromNode(view, member, request);
}

function callFromNode(view: MeshView, node: Member, request: Request): Answer {
  const by = [describeMember(node)];
  const found = backendsOf(view, node).find(({ service }) => takesHost(view, service, request));
  if (found !== undefined) {
    return callService(view, found.service, request, { tls: found.tls, by });
  }
  const filter = view.egress(node);
  const course = { path: request.path, by: [...by, `egress filter ${filter}`] };
  // What AWS's own interfaces are called by is let out by either filter (API reference, EgressFilter).
  if (filter === 'ALLOW_ALL' || /(^|\.)amazonaws\.com$/.test(request.host)) {
    return answerOf(directParts(view, node.namespace, request), course);
  }
  const reason = `${request.host}:${request.port} is no backend of ${describeMember(node)}, and the mesh drops the rest`;
  return refusal(reason, course);
}

/** A virtual service takes what is called by its name on a port of its provider. */
function takesHost(view: MeshView, service: VirtualService, { host, port }: Request): boolean {
  if (service.awsName !== host) return false;
  const provider = providerOf(view, service);
  // Of a provider in another account nothing is known: it is taken to listen.
  const known = provider !== undefined || !isArn(service.router ?? service.node);
  return !known || (provider?.listeners ?? []).some((listener) => listener.port === port);
}

function providerOf(view: MeshView, { router, node }: VirtualService): Provider | undefined {
  if (router !== undefined) return view.router(router);
  return node && view.node(node);
}

function isArn(value: object | undefined): boolean {
  return value !== undefined && 'arn' in value;
}

interface KnownService {
  readonly service: VirtualService;
  readonly tls: ClientTls | undefined;
}

function backendsOf(view: MeshView, node: Member): readonly KnownService[] {
  const named = node.backends.flatMap((backend): readonly KnownService[] => {
    const service = view.service(backend.service);
    return service === undefined ? [] : [{ service, tls: backend.tls ?? node.defaultTls }];
  });
  const grouped = node.backendGroups
    .flatMap((group) => view.groupServices(group))
    .map((service) => ({ service, tls: node.defaultTls }));
  return [...named, ...grouped];
}
