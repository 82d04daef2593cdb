import { dig, fields, items, text } from '../../references/fields';
import type { LabelSelector } from '../../references/labels';
import type { Manifest } from '../../references/manifest';
import { selectorAt } from '../cluster';

/** A reference by name, or by the ARN of what another cluster or account keeps. */
export type Ref = { readonly namespace: string; readonly name: string } | { readonly arn: string };

/** A listener of a virtual node, router or gateway. */
export interface Listener {
  readonly port: number;
  readonly protocol: string;
  /** DISABLED where it has no TLS. */
  readonly tls: 'STRICT' | 'PERMISSIVE' | 'DISABLED';
  /** Whether it asks its callers for a certificate. */
  readonly asksCertificate: boolean;
}

/** What a caller's own side asks of TLS. */
export interface ClientTls {
  readonly enforce: boolean;
  /** Undefined: on every port. */
  readonly ports: readonly number[] | undefined;
  readonly hasCertificate: boolean;
}

export interface Backend {
  readonly service: Ref;
  readonly tls: ClientTls | undefined;
}

/** A virtual node, or a virtual gateway: what pods of a selector are to the mesh. */
export interface Member {
  readonly kind: 'VirtualNode' | 'VirtualGateway';
  readonly namespace: string;
  readonly name: string;
  readonly mesh: string | undefined;
  readonly podSelector: LabelSelector | undefined;
  readonly listeners: readonly Listener[];
  readonly backends: readonly Backend[];
  readonly backendGroups: readonly Ref[];
  readonly defaultTls: ClientTls | undefined;
  /** Host name, or `cloud-map` for pods that the controller registers by their labels. */
  readonly discovery: { readonly hostname: string } | 'cloud-map' | undefined;
  readonly namespaceSelector: LabelSelector | undefined;
  readonly gatewayRouteSelector: LabelSelector | undefined;
}

export interface VirtualService {
  readonly namespace: string;
  readonly name: string;
  /** The host name that callers use. */
  readonly awsName: string;
  readonly node: Ref | undefined;
  readonly router: Ref | undefined;
}

export interface VirtualRouter {
  readonly namespace: string;
  readonly name: string;
  readonly listeners: readonly Listener[];
  readonly routes: readonly unknown[];
}

/** Reads a VirtualNode or a VirtualGateway. */
export function memberOf(object: Manifest): Member {
  const { spec } = object;
  const namespace = object.metadata.namespace ?? 'default';
  const hostname = text(dig(spec, 'serviceDiscovery', 'dns', 'hostname'));
  const cloudMap = dig(spec, 'serviceDiscovery', 'awsCloudMap') !== undefined;
  return {
    kind: object.kind === 'VirtualGateway' ? 'VirtualGateway' : 'VirtualNode',
    namespace,
    name: object.metadata.name,
    mesh: text(dig(spec, 'meshRef', 'name')),
    podSelector: selectorAt(spec, 'podSelector'),
    listeners: listenersOf(spec),
    backends: items(dig(spec, 'backends')).flatMap((item): readonly Backend[] => {
      const service = refOf(dig(item, 'virtualService'), 'virtualService', namespace);
      const tls = clientTls(dig(item, 'virtualService', 'clientPolicy'));
      return service === undefined ? [] : [{ service, tls }];
    }),
    backendGroups: items(dig(spec, 'backendGroups')).flatMap((item) => nameRef(item, namespace) ?? []),
    defaultTls: clientTls(dig(spec, 'backendDefaults', 'clientPolicy')),
    discovery: hostname !== undefined ? { hostname } : cloudMap ? 'cloud-map' : undefined,
    namespaceSelector: selectorAt(spec, 'namespaceSelector'),
    gatewayRouteSelector: selectorAt(spec, 'gatewayRouteSelector'),
  };
}

/** Reads a VirtualService, whose name for callers defaults to `name.namespace` (webhooks/appmesh/virtualservice_mutator.go). */
export function virtualServiceOf(object: Manifest): VirtualService {
  const { namespace = 'default', name } = object.metadata;
  const provider = dig(object, 'spec', 'provider');
  return {
    namespace,
    name,
    awsName: text(dig(object, 'spec', 'awsName')) ?? `${name}.${namespace}`,
    node: refOf(dig(provider, 'virtualNode'), 'virtualNode', namespace),
    router: refOf(dig(provider, 'virtualRouter'), 'virtualRouter', namespace),
  };
}

export function virtualRouterOf(object: Manifest): VirtualRouter {
  const { namespace = 'default', name } = object.metadata;
  return {
    namespace,
    name,
    listeners: listenersOf(object.spec),
    routes: items(dig(object, 'spec', 'routes')),
  };
}

/** `virtualNodeRef` or `virtualNodeARN`, and alike of the other kinds, in what holds either. */
export function refOf(value: unknown, what: string, namespace: string): Ref | undefined {
  const arn = text(dig(value, `${what}ARN`));
  return arn !== undefined ? { arn } : nameRef(dig(value, `${what}Ref`), namespace);
}

function nameRef(value: unknown, namespace: string): Ref | undefined {
  const name = text(dig(value, 'name'));
  return name === undefined ? undefined : { name, namespace: text(dig(value, 'namespace')) ?? namespace };
}

function listenersOf(spec: unknown): readonly Listener[] {
  return items(dig(spec, 'listeners')).flatMap((item): readonly Listener[] => {
    const port = dig(item, 'portMapping', 'port');
    if (typeof port !== 'number') return [];
    const mode = text(dig(item, 'tls', 'mode'));
    return [
      {
        port,
        protocol: text(dig(item, 'portMapping', 'protocol')) ?? 'http',
        tls: mode === 'STRICT' || mode === 'PERMISSIVE' ? mode : 'DISABLED',
        asksCertificate: dig(item, 'tls', 'validation') !== undefined,
      },
    ];
  });
}

/** A policy enforces unless it says otherwise (apis/appmesh/v1beta2/virtualnode_types.go). */
function clientTls(policy: unknown): ClientTls | undefined {
  const tls = dig(policy, 'tls');
  if (tls === undefined) return undefined;
  const ports = items(dig(tls, 'ports')).filter((port) => typeof port === 'number');
  return {
    enforce: fields(tls).enforce !== false,
    ports: ports.length === 0 ? undefined : ports,
    hasCertificate: dig(tls, 'certificate') !== undefined,
  };
}

/** `Kind namespace/name`, or the ARN. */
export function nameOf(kind: string, ref: Ref): string {
  return 'arn' in ref ? ref.arn : `${kind} ${ref.namespace}/${ref.name}`;
}
