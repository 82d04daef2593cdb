import { dig, items } from '../references/fields';
import type { Account } from './account';
import { addPolicy, type Context } from './context';
import type { Converted, RouteClass } from './converted';
import { duration, milliseconds } from './durations';
import type { AppMeshRoute } from './read-route';
import type { VirtualService } from './virtual-service';
import { keyOf } from './world';

/**
 * How long App Mesh's Envoys wait for an answer where nothing says it, at the caller and at the pod. Sources: awsdocs
 * aws-app-mesh-user-guide doc_source/routes.md and virtual_nodes.md; aws-app-mesh-controller-for-k8s
 * test/integration/timeout/timeout_stack.go, which waits for a route of 60 s in vain until the listener has 60 s too.
 */
export const defaultRequestMilliseconds = 15_000;

/** How long a silent stream is kept where nothing says it (awsdocs aws-app-mesh-user-guide doc_source/routes.md, virtual_nodes.md). */
const defaultIdleMilliseconds = 300_000;

const timeoutSource = 'kuma pkg/plugins/policies/meshtimeout/plugin/xds/configurer.go';
const retrySource = 'kuma pkg/plugins/policies/meshretry/plugin/xds/configurer.go';

/** Writes the time limits and retries of a virtual service: on the service, or on the routes where they differ. */
export function addLimits(context: Context, service: VirtualService, { ports }: Converted): void {
  const { namespace, name } = service.service;
  const [first] = ports;
  if (first === undefined) return;
  const { protocol } = first.port;
  const all = ports.flatMap((each) => each.classes);
  // The service itself first, then its routes.
  const own = [...all].toSorted((a, b) => Number(b.name === name) - Number(a.name === name));
  if (own[0]?.name !== name) own.unshift({ name, route: undefined });
  const silentSomewhere = own.some(({ route }) => dig(route?.value, 'timeout', 'idle') !== undefined);
  const targets = new Map<string, RouteClass>();
  // The service's own limits hold for what no route has others for.
  for (const each of own) if (!targets.has(each.name)) targets.set(each.name, each);
  const to = [...targets.values()].map(({ name: object, route }) => ({
    object,
    route,
    targetRef: object === name ? { kind: 'MeshService', name } : { kind: 'MeshHTTPRoute', name: object },
  }));
  const { account } = context;
  const timeouts = to.flatMap(({ targetRef, route }) => {
    const limits = timeoutOf(
      account,
      route,
      protocol === 'tcp',
      silentSomewhere,
      `MeshTimeout ${keyOf(namespace, name)}`,
    );
    return Object.keys(limits).length === 0 ? [] : [{ targetRef, default: limits }];
  });
  if (timeouts.length > 0)
    addPolicy(context, '30-routes', 'MeshTimeout', namespace, name, {
      targetRef: { kind: 'Mesh' },
      to: timeouts,
    });
  const retries = to.flatMap(({ targetRef, route }) => {
    const tries = retryOf(context, service, protocol, route);
    return tries === undefined ? [] : [{ targetRef, default: tries }];
  });
  if (retries.length > 0)
    addPolicy(context, '30-routes', 'MeshRetry', namespace, name, {
      targetRef: { kind: 'Mesh' },
      to: retries,
    });
}

function timeoutOf(
  account: Account,
  route: AppMeshRoute | undefined,
  tcp: boolean,
  silentSomewhere: boolean,
  object: string,
) {
  const value = dig(route?.value, 'timeout');
  const request = milliseconds(dig(value, 'perRequest'));
  const idle = milliseconds(dig(value, 'idle'));
  if (route !== undefined) {
    const at = `${route.typeAt}/timeout`;
    if (idle !== undefined && route.protocol === 'grpc')
      account.lost(
        route.document,
        `${at}/idle`,
        'the idle limit of Kuma does not reach calls of gRPC',
        timeoutSource,
      );
    account.kept(route.document, `${at}/perRequest`, object, '/spec/to/0/default/http/requestTimeout');
    account.kept(route.document, `${at}/idle`, object, '/spec/to/0/default/idleTimeout');
  }
  const silent = idle === undefined || route?.protocol === 'grpc' ? {} : { idleTimeout: duration(idle) };
  if (tcp) return silent;
  return {
    ...silent,
    http: {
      requestTimeout: duration(request ?? defaultRequestMilliseconds),
      ...(silentSomewhere && route?.protocol !== 'grpc'
        ? { streamIdleTimeout: duration(idle ?? defaultIdleMilliseconds) }
        : {}),
    },
  };
}

/**
 * What App Mesh counts as `server-error`: its status codes, and an answer that never came. Source: App Mesh API reference,
 * HttpRetryPolicy. Envoy's own `gateway-error` takes an answer that never came for one of it.
 */
const serverErrors = ['500', '501', '502', '503', '504', '505', '506', '507', '508', '510', '511', 'Reset'];

/**
 * What App Mesh tries again where no route says anything, twice at most, in accounts whose first mesh is younger than July
 * 2020 and for virtual nodes that are called without a router too. Of gRPC it tries the same events of http as well, which a
 * MeshRetry cannot say. Source: awsdocs aws-app-mesh-user-guide doc_source/envoy-defaults.md.
 */
export const impliedRetries = {
  http: { numRetries: 2, retryOn: ['503', 'ConnectFailure', 'RefusedStream', 'Reset'] },
  grpc: { numRetries: 2, retryOn: ['Unavailable'] },
} as const;

const httpEvents: Readonly<Record<string, readonly string[]>> = {
  'server-error': serverErrors,
  'gateway-error': ['GatewayError'],
  'client-error': ['Retriable4xx'],
  'stream-error': ['RefusedStream'],
  'connection-error': ['ConnectFailure'],
};

const grpcEvents: Readonly<Record<string, string>> = {
  cancelled: 'Canceled',
  'deadline-exceeded': 'DeadlineExceeded',
  internal: 'Internal',
  'resource-exhausted': 'ResourceExhausted',
  unavailable: 'Unavailable',
};

function retryOf(
  context: Context,
  service: VirtualService,
  protocol: string,
  route: AppMeshRoute | undefined,
): Readonly<Record<string, unknown>> | undefined {
  if (protocol === 'tcp') return undefined;
  const { account, settings } = context;
  const object = `MeshRetry ${keyOf(service.service.namespace, service.service.name)}`;
  const policy = dig(route?.value, 'retryPolicy');
  if (route === undefined || policy === undefined || policy === null) {
    if (protocol === 'http2') {
      context.notes.add(
        `calls of ${service.key} speak http2, where a MeshRetry has no effect (${retrySource}): App Mesh tries them twice more after a 503 or a broken connection, Kong Mesh does not`,
      );
      return undefined;
    }
    const kind = protocol === 'grpc' ? 'grpc' : 'http';
    // Not left out: each mesh of Kuma begins with a MeshRetry of five tries (kuma pkg/defaults/mesh/mesh.go).
    if (settings.retries === 'none') {
      context.notes.add(
        `calls of ${service.key} that say nothing of retries are not tried again, as --retries none asks: App Mesh tries them twice more after a 503 or a broken connection`,
      );
      return { [kind]: { numRetries: 0 } };
    }
    return { [kind]: impliedRetries[kind] };
  }
  const at = `${route.typeAt}/retryPolicy`;
  if (protocol === 'http2') {
    account.lost(route.document, at, 'a MeshRetry has no effect on http2', retrySource);
    return undefined;
  }
  const events = (list: string) =>
    items(dig(policy, list)).flatMap((each) => (typeof each === 'string' ? [each] : []));
  const number = dig(policy, 'maxRetries');
  const each = milliseconds(dig(policy, 'perRetryTimeout'));
  const tries = {
    numRetries: typeof number === 'number' ? number : 0,
    ...(each === undefined || each === 0 ? {} : { perTryTimeout: duration(each) }),
  };
  if (protocol === 'grpc') {
    for (const list of ['httpRetryEvents', 'tcpRetryEvents'])
      account.lost(
        route.document,
        `${at}/${list}`,
        'Kuma tries a call of gRPC again after statuses of gRPC alone',
        retrySource,
      );
    account.kept(route.document, at, object, '/spec/to/0/default/grpc');
    return {
      grpc: { ...tries, retryOn: events('grpcRetryEvents').flatMap((name) => grpcEvents[name] ?? []) },
    };
  }
  account.kept(route.document, `${at}/maxRetries`, object, '/spec/to/0/default/http/numRetries');
  account.kept(route.document, `${at}/perRetryTimeout`, object, '/spec/to/0/default/http/perTryTimeout');
  account.changed(
    route.document,
    at,
    'Kuma’s words for the events; server-error is the status codes that App Mesh counts',
    object,
    '/spec/to/0/default/http/retryOn',
  );
  const on = [...events('httpRetryEvents'), ...events('tcpRetryEvents')].flatMap(
    (name) => httpEvents[name] ?? [],
  );
  return { http: { ...tries, retryOn: [...new Set(on)] } };
}
