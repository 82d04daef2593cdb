import fc from 'fast-check';
import type { Manifest } from '../../../references/manifest';
import { service, workload } from '../../routing/objects';

/** What a set is drawn from; `setOf` makes its objects. */
export interface Drawn {
  readonly protocol: 'http' | 'http2' | 'grpc' | 'tcp';
  readonly egress: 'ALLOW_ALL' | 'DROP_ALL' | undefined;
  readonly nodes: readonly DrawnNode[];
  readonly services: readonly DrawnService[];
  /** Whether all pods share one ServiceAccount. */
  readonly shared: boolean;
  readonly injected: boolean;
}

interface DrawnNode {
  readonly name: string;
  readonly tls: 'STRICT' | 'PERMISSIVE' | undefined;
  readonly enforces: boolean;
  readonly calls: readonly number[];
  readonly replicas: number;
}

interface DrawnService {
  readonly name: string;
  readonly placeholder: 'empty' | 'selects' | 'none';
  readonly longName: boolean;
  /** A node's index, or routes. */
  readonly provider: number | readonly DrawnRoute[];
}

interface DrawnRoute {
  readonly priority: number | undefined;
  readonly match: unknown;
  readonly weights: readonly (readonly [number, number])[];
}

const path = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom('/', '/a', '/ab', '/a/', '/a/b', '/b').map((prefix) => ({ prefix })),
  },
  { weight: 1, arbitrary: fc.constantFrom('/a', '/a/b', '/c').map((exact) => ({ path: { exact } })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('/a.*', '/[ab]/?', '/(a|b)/b').map((regex) => ({ path: { regex } })),
  },
);
const value = fc.oneof(
  fc.constantFrom('red', 'blue').map((exact) => ({ exact })),
  fc.constantFrom('r', 'bl').map((prefix) => ({ prefix })),
  fc.constantFrom('d', 'ue').map((suffix) => ({ suffix })),
  fc.constantFrom('.*e.*', 'red|blue').map((regex) => ({ regex })),
  fc.constantFrom({ start: 1, end: 12 }, { start: -3, end: 2 }).map((range) => ({ range })),
);
const header = fc.record(
  { name: fc.constantFrom('x-one', 'X-Two'), match: value, invert: fc.boolean() },
  { requiredKeys: ['name'] },
);
const headers = fc.array(header, { minLength: 1, maxLength: 2 });
const httpMatch = fc
  .tuple(
    path,
    fc.record(
      {
        headers,
        method: fc.constantFrom('GET', 'POST'),
        queryParameters: fc.constant([{ name: 'q', match: { exact: '1' } }]),
      },
      { requiredKeys: [] },
    ),
    fc.integer({ min: 0, max: 3 }),
  )
  // Most routes ask for a path alone, or the drawn sets would answer next to nothing.
  .map(([first, more, kept]) =>
    kept === 0 ? { ...first, ...more } : kept === 1 ? first : { ...first, ...only(more) },
  );
const grpcMatch = fc.record(
  {
    serviceName: fc.constantFrom('shop.A', 'shop.B'),
    methodName: fc.constantFrom('Get', 'Put'),
    metadata: headers,
  },
  { requiredKeys: ['serviceName'] },
);

function only(match: object): object {
  return 'headers' in match ? { headers: match.headers } : match;
}

function routes(protocol: Drawn['protocol'], count: number): fc.Arbitrary<readonly DrawnRoute[]> {
  const match =
    protocol === 'tcp'
      ? fc.constant({})
      : protocol === 'grpc'
        ? grpcMatch
        : (httpMatch as fc.Arbitrary<unknown>);
  const one = fc.record({
    match,
    weights: fc.uniqueArray(fc.tuple(fc.nat(count - 1), fc.constantFrom(0, 1, 1, 5, 100)), {
      minLength: 1,
      maxLength: 3,
      selector: ([index]) => index,
    }),
  });
  const most = protocol === 'tcp' ? 1 : 4;
  return fc.array(one, { minLength: 1, maxLength: most }).chain((list) =>
    fc
      .tuple(
        fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: list.length, maxLength: list.length }),
        fc.boolean(),
        // One router in six has routes of equal priority, whose order App Mesh may not document.
        fc.constantFrom(1, 1, 1, 1, 1, 3),
      )
      .map(([priorities, last, width]) =>
        list.map((route, index) => ({
          ...route,
          priority:
            last && index === list.length - 1 ? undefined : Math.floor((priorities[index] ?? 0) / width),
        })),
      ),
  );
}

/** A set of up to four virtual nodes and two virtual services. */
export const drawnSet: fc.Arbitrary<Drawn> = fc
  .tuple(fc.constantFrom('http', 'http', 'http2', 'grpc', 'tcp'), fc.integer({ min: 2, max: 4 }))
  .chain(([protocol, count]) => {
    const known: Drawn['protocol'] = protocol as Drawn['protocol'];
    const provider = fc.oneof(
      { weight: 1, arbitrary: fc.nat(count - 1) },
      { weight: 4, arbitrary: routes(known, count) },
    );
    return fc.record({
      protocol: fc.constant(known),
      egress: fc.constantFrom('ALLOW_ALL' as const, 'DROP_ALL' as const, undefined),
      shared: fc.boolean(),
      injected: fc.constant(true),
      nodes: fc.tuple(
        ...Array.from({ length: count }, (_, index) =>
          fc.record({
            name: fc.constant(`n${index + 1}`),
            tls: fc.constantFrom(undefined, undefined, 'STRICT' as const, 'PERMISSIVE' as const),
            enforces: fc.constantFrom(false, false, false, true),
            calls: fc.uniqueArray(fc.nat(1), { maxLength: 2 }),
            replicas: fc.constantFrom(1, 1, 3),
          }),
        ),
      ),
      services: fc.tuple(
        ...['sky', 'sea'].map((name) =>
          fc.record({
            name: fc.constant(name),
            placeholder: fc.constantFrom(
              'empty' as const,
              'empty' as const,
              'selects' as const,
              'none' as const,
            ),
            longName: fc.boolean(),
            provider,
          }),
        ),
      ),
    });
  });

const port = 8080;
const apiVersion = 'appmesh.k8s.aws/v1beta2';
const namespace = 'shop';

/** The host that a virtual service is called by. */
export function hostOf({ name, longName }: Pick<DrawnService, 'name' | 'longName'>): string {
  return longName ? `${name}.shop.svc.cluster.local` : `${name}.shop`;
}

/** The objects of a drawn set, as somebody would apply them. */
export function setOf(drawn: Drawn): readonly Manifest[] {
  const { protocol, egress, nodes, services, shared, injected } = drawn;
  const listener = { portMapping: { port, protocol } };
  const labels = {
    mesh: 'shop',
    ...(injected ? { 'appmesh.k8s.aws/sidecarInjectorWebhook': 'enabled' } : {}),
  };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } },
    {
      apiVersion,
      kind: 'Mesh',
      metadata: { name: 'shop' },
      spec: {
        namespaceSelector: { matchLabels: { mesh: 'shop' } },
        ...(egress === undefined ? {} : { egressFilter: { type: egress } }),
      },
    },
    ...nodes.flatMap((node) => nodeObjects(node, drawn, listener, shared)),
    ...services.flatMap((each) => serviceObjects(each, drawn, listener)),
  ];
}

function nodeObjects(
  { name, tls, enforces, calls, replicas }: DrawnNode,
  { services, protocol }: Drawn,
  listener: object,
  shared: boolean,
): readonly Manifest[] {
  const certificate = { file: { certificateChain: '/tls/chain', privateKey: '/tls/key' } };
  const trust = { file: { certificateChain: '/tls/ca' } };
  const pods = workload(namespace, name, { labels: { app: name }, port, replicas });
  return [
    ...pods.map((object) => plain(object, shared, protocol)),
    {
      apiVersion,
      kind: 'VirtualNode',
      metadata: { namespace, name },
      spec: {
        podSelector: { matchLabels: { app: name } },
        listeners: [{ ...listener, ...(tls === undefined ? {} : { tls: { mode: tls, certificate } }) }],
        serviceDiscovery: { dns: { hostname: `${name}.shop.svc.cluster.local` } },
        ...(calls.length === 0
          ? {}
          : {
              backends: calls.map((index) => ({
                virtualService: { virtualServiceRef: { name: services[index]?.name } },
              })),
            }),
        ...(enforces
          ? { backendDefaults: { clientPolicy: { tls: { enforce: true, validation: { trust } } } } }
          : {}),
      },
    },
  ];
}

/** App Mesh's users name their ports and say nothing of `appProtocol`; most give their pods no ServiceAccount. */
function plain(object: Manifest, shared: boolean, protocol: string): Manifest {
  if (object.kind === 'Service') {
    const { selector } = object.spec as { readonly selector?: unknown };
    return { ...object, spec: { selector, ports: [{ port, name: protocol }] } };
  }
  if (!shared) return object;
  const spec = object.spec as { readonly template: { readonly spec: object } };
  const { serviceAccountName: _, ...rest } = spec.template.spec as { readonly serviceAccountName?: string };
  return { ...object, spec: { ...spec, template: { ...spec.template, spec: rest } } };
}

function serviceObjects(each: DrawnService, drawn: Drawn, listener: object): readonly Manifest[] {
  const { name, placeholder, provider } = each;
  const field = { http: 'httpRoute', http2: 'http2Route', grpc: 'grpcRoute', tcp: 'tcpRoute' }[
    drawn.protocol
  ];
  const selector = placeholder === 'selects' ? { app: drawn.nodes[0]?.name ?? '' } : undefined;
  const own = service(namespace, name, selector, { port });
  return [
    ...(placeholder === 'none' ? [] : [plain(own, false, drawn.protocol)]),
    {
      apiVersion,
      kind: 'VirtualService',
      metadata: { namespace, name },
      spec: {
        ...(each.longName ? { awsName: hostOf(each) } : {}),
        provider:
          typeof provider === 'number'
            ? { virtualNode: { virtualNodeRef: { name: drawn.nodes[provider]?.name } } }
            : { virtualRouter: { virtualRouterRef: { name } } },
      },
    },
    ...(typeof provider === 'number'
      ? []
      : [
          {
            apiVersion,
            kind: 'VirtualRouter',
            metadata: { namespace, name },
            spec: {
              listeners: [listener],
              routes: provider.map(({ priority, match, weights }, index) => ({
                name: `r${index + 1}`,
                ...(priority === undefined ? {} : { priority }),
                [field]: {
                  ...(drawn.protocol === 'tcp' ? {} : { match }),
                  action: {
                    weightedTargets: weights.map(([node, weight]) => ({
                      virtualNodeRef: { name: drawn.nodes[node]?.name },
                      weight,
                    })),
                  },
                },
              })),
            },
          },
        ]),
  ];
}

const paths = ['/', '/a', '/ab', '/a/', '/a/b', '/a/bc', '/b', '/b/b', '/c', '/abc?q=1', '/?q=1', '/a?q=2'];
const calls = ['/shop.A/Get', '/shop.A/Put', '/shop.B/Get', '/shop.C/Get'];
const values = [undefined, 'red', 'blue', 'green', '1', '11', '12', '-3'];

/** A path, a method and headers that the drawn routes tell apart. */
export const drawnRequest = fc.record({
  path: fc.nat(paths.length - 1),
  method: fc.constantFrom('GET', 'POST'),
  one: fc.constantFrom(...values),
  two: fc.constantFrom(...values),
});

/** The request that was drawn, for a protocol. */
export function requestOf(
  drawn: typeof drawnRequest extends fc.Arbitrary<infer Value> ? Value : never,
  protocol: Drawn['protocol'],
): { readonly path: string; readonly method: string; readonly headers: Record<string, string> } {
  const grpc = protocol === 'grpc';
  const list = grpc ? calls : paths;
  return {
    path: list[drawn.path % list.length] ?? '/',
    method: grpc ? 'POST' : drawn.method,
    headers: {
      ...(drawn.one === undefined ? {} : { 'x-one': drawn.one }),
      ...(drawn.two === undefined ? {} : { 'x-two': drawn.two }),
    },
  };
}
