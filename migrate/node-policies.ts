import { dig, fields, items, text } from '../references/fields';
import { addPolicy, type Context } from './context';
import { duration, milliseconds } from './durations';
import { exposureOf } from './exposure';
import { defaultRequestMilliseconds } from './limits';
import type { Listener, Node } from './nodes';

const healthSource = 'kuma pkg/plugins/policies/meshhealthcheck/plugin/xds/configurer.go';

/** Writes what holds at the pods of a virtual node, or for those that call them. */
export function addNodePolicies(
  context: Context,
  node: Node,
  service: { readonly namespace: string; readonly name: string } | undefined,
  limited: boolean,
): void {
  const exposed = exposureOf(context, node)?.by;
  const to = { kind: 'MeshService', name: service?.name ?? node.name };
  const own = service !== undefined && service.namespace === node.namespace;
  for (const listener of node.listeners) {
    if (own) addHealthCheck(context, node, listener, to);
    if (own) addEjection(context, node, listener, to);
    addConnections(context, node, listener);
    addInbound(context, node, listener, limited);
    addTls(context, node, listener, service, exposed);
  }
  addAccessLog(context, node);
  enterClientPolicies(context, node);
}

/** The name of a node's policy: the node's, and the port where it has several. */
function nameOf(node: Node, { port }: Listener, suffix = ''): string {
  return `${node.name}${node.listeners.length > 1 ? `-${port}` : ''}${suffix}`;
}

function target(node: Node, listener: Listener) {
  return {
    kind: 'Dataplane',
    ...(node.labels === undefined ? {} : { labels: node.labels }),
    ...(node.listeners.length > 1 ? { sectionName: String(listener.port) } : {}),
  };
}

interface Target {
  readonly kind: string;
  readonly name: string;
}

function addHealthCheck(context: Context, node: Node, listener: Listener, to: Target): void {
  const check = fields(dig(listener.value, 'healthCheck'));
  const { account } = context;
  const at = `${listener.at}/healthCheck`;
  const { intervalMillis, timeoutMillis, healthyThreshold, unhealthyThreshold } = check;
  if (typeof intervalMillis !== 'number' || typeof timeoutMillis !== 'number') return;
  const object = `MeshHealthCheck ${node.namespace}/${nameOf(node, listener)}`;
  if (check.port !== undefined && check.port !== listener.port)
    account.lost(
      node.document,
      `${at}/port`,
      `Kuma checks the port that is called, ${listener.port}, and no other`,
      healthSource,
    );
  account.changed(node.document, `${at}/port`, 'the port that is called is checked', object);
  const path = text(check.path);
  const probe =
    check.protocol === 'grpc'
      ? { grpc: {} }
      : check.protocol === 'tcp'
        ? { tcp: {} }
        : { http: { path: path ?? '/', expectedStatuses: [200] } };
  for (const [from, name] of [
    ['protocol', ''],
    ['path', '/http/path'],
    ['intervalMillis', '/interval'],
    ['timeoutMillis', '/timeout'],
    ['healthyThreshold', '/healthyThreshold'],
    ['unhealthyThreshold', '/unhealthyThreshold'],
  ] as const)
    account.kept(node.document, `${at}/${from}`, object, `/spec/to/0/default${name}`);
  addPolicy(context, '30-routes', 'MeshHealthCheck', node.namespace, nameOf(node, listener), {
    targetRef: { kind: 'Mesh' },
    to: [
      {
        targetRef: to,
        default: {
          interval: duration(intervalMillis),
          timeout: duration(timeoutMillis),
          healthyThreshold,
          unhealthyThreshold,
          ...probe,
        },
      },
    ],
  });
}

function addEjection(context: Context, node: Node, listener: Listener, to: Target): void {
  const ejection = dig(listener.value, 'outlierDetection');
  if (ejection === undefined) return;
  const interval = milliseconds(dig(ejection, 'interval'));
  const base = milliseconds(dig(ejection, 'baseEjectionDuration'));
  context.account.kept(
    node.document,
    `${listener.at}/outlierDetection`,
    `MeshCircuitBreaker ${node.namespace}/${nameOf(node, listener)}`,
    '/spec/to/0/default/outlierDetection',
  );
  addPolicy(context, '30-routes', 'MeshCircuitBreaker', node.namespace, nameOf(node, listener), {
    targetRef: { kind: 'Mesh' },
    to: [
      {
        targetRef: to,
        default: {
          outlierDetection: {
            ...(interval === undefined ? {} : { interval: duration(interval) }),
            ...(base === undefined ? {} : { baseEjectionTime: duration(base) }),
            maxEjectionPercent: dig(ejection, 'maxEjectionPercent'),
            detectors: { totalFailures: { consecutive: dig(ejection, 'maxServerErrors') } },
          },
        },
      },
    ],
  });
}

function addConnections(context: Context, node: Node, listener: Listener): void {
  const limits = Object.assign(
    {},
    ...Object.values(fields(dig(listener.value, 'connectionPool'))).map((each) => fields(each)),
  );
  if (Object.keys(limits).length === 0) return;
  const name = nameOf(node, listener, '-connections');
  context.account.kept(
    node.document,
    `${listener.at}/connectionPool`,
    `MeshCircuitBreaker ${node.namespace}/${name}`,
    '/spec/rules/0/default/connectionLimits',
  );
  addPolicy(context, '30-routes', 'MeshCircuitBreaker', node.namespace, name, {
    targetRef: target(node, listener),
    rules: [{ default: { connectionLimits: limits } }],
  });
}

/** The limits of App Mesh's Envoy beside the pod, which hold as well as those of the route. */
function addInbound(context: Context, node: Node, listener: Listener, limited: boolean): void {
  const said = dig(listener.value, 'timeout', listener.protocol);
  const request = milliseconds(dig(said, 'perRequest'));
  const idle = milliseconds(dig(said, 'idle'));
  const http = listener.protocol !== 'tcp';
  // Where no route waits longer, its own limit comes first.
  if (request === undefined && idle === undefined && !(http && limited)) return;
  const name = nameOf(node, listener, '-inbound');
  const object = `MeshTimeout ${node.namespace}/${name}`;
  const at = `${listener.at}/timeout`;
  context.account.kept(
    node.document,
    `${at}/${listener.protocol}/perRequest`,
    object,
    '/spec/rules/0/default/http/requestTimeout',
  );
  context.account.kept(
    node.document,
    `${at}/${listener.protocol}/idle`,
    object,
    '/spec/rules/0/default/idleTimeout',
  );
  context.account.ignored(node.document, at, 'a limit of a protocol that the listener does not speak');
  addPolicy(context, '30-routes', 'MeshTimeout', node.namespace, name, {
    targetRef: target(node, listener),
    rules: [
      {
        default: {
          ...(idle === undefined ? {} : { idleTimeout: duration(idle) }),
          ...(http ? { http: { requestTimeout: duration(request ?? defaultRequestMilliseconds) } } : {}),
        },
      },
    ],
  });
}

/**
 * Who may call in plain text: on App Mesh everybody, but where a listener is STRICT; on Kong Mesh nobody, but where a MeshTLS
 * says so. Pods that something outside the mesh calls stay open to it. Certificates of App Mesh have no place in a mesh that
 * gives every pod one.
 */
function addTls(
  context: Context,
  node: Node,
  listener: Listener,
  service: { readonly namespace: string; readonly name: string } | undefined,
  exposed: string | undefined,
): void {
  const { account, requests, notes } = context;
  const mode = dig(listener.value, 'tls', 'mode');
  const at = `${listener.at}/tls`;
  const identity = 'MeshIdentity kong-mesh-system/identity';
  if (mode === 'PERMISSIVE' || mode === 'DISABLED' || (mode === undefined && exposed !== undefined)) {
    const name = nameOf(node, listener);
    addPolicy(context, '50-lock', 'MeshTLS', node.namespace, name, {
      targetRef: target(node, listener),
      rules: [{ default: { mode: 'Permissive' } }],
    });
    if (exposed !== undefined)
      notes.add(
        `the pods of VirtualNode ${node.key} take calls in plain text too, for ${exposed} is outside the mesh: MeshTLS ${node.namespace}/${name} says so`,
      );
    account.kept(
      node.document,
      `${at}/mode`,
      `MeshTLS ${node.namespace}/${name}`,
      '/spec/rules/0/default/mode',
    );
  } else if (mode !== 'STRICT' && service !== undefined) {
    requests.push({
      outside: true,
      service: `${service.namespace}/${service.name}`,
      host: `${service.name}.${service.namespace}.svc.cluster.local`,
      port: listener.port,
      match: {},
      before: 'answered',
      after: 'refused',
      reason:
        'callers without a sidecar show no certificate, and after the last step the pods take no call without one',
    });
  }
  account.changed(
    node.document,
    `${at}/mode`,
    'Kong Mesh takes calls of the mesh alone, by mutual TLS, where no MeshTLS says otherwise',
    identity,
  );
  account.changed(
    node.document,
    at,
    'the mesh gives every pod a certificate of its own, and every caller shows his: files, ACM and SDS have no part in it',
    identity,
    '/spec/provider',
  );
}

/** What a caller asks of those that it calls: on Kong Mesh every call is by mutual TLS. */
function enterClientPolicies({ account }: Context, node: Node): void {
  const why =
    'on Kong Mesh every call between pods is by mutual TLS, with certificates and trust of the mesh’s own';
  for (const [i] of items(dig(node.document.manifest, 'spec', 'backends')).entries())
    account.changed(
      node.document,
      `/spec/backends/${i}/virtualService/clientPolicy`,
      why,
      'MeshIdentity kong-mesh-system/identity',
      '/spec/provider',
    );
  account.changed(
    node.document,
    '/spec/backendDefaults',
    why,
    'MeshIdentity kong-mesh-system/identity',
    '/spec/provider',
  );
}

function addAccessLog(context: Context, node: Node): void {
  const file = dig(node.document.manifest, 'spec', 'logging', 'accessLog', 'file');
  const path = text(dig(file, 'path'));
  if (path === undefined) return;
  const plain = text(dig(file, 'format', 'text'));
  const json = dig(file, 'format', 'json');
  const format =
    plain !== undefined
      ? { format: { type: 'Plain', plain } }
      : Array.isArray(json)
        ? { format: { type: 'Json', json } }
        : {};
  const backends = [{ type: 'File', file: { path, ...format } }];
  const targetRef = { kind: 'Dataplane', ...(node.labels === undefined ? {} : { labels: node.labels }) };
  context.account.kept(
    node.document,
    '/spec/logging/accessLog',
    `MeshAccessLog ${node.namespace}/${node.name}`,
    '/spec/rules/0/default/backends/0/file',
  );
  addPolicy(context, '30-routes', 'MeshAccessLog', node.namespace, node.name, {
    targetRef,
    rules: [{ default: { backends } }],
  });
  addPolicy(context, '30-routes', 'MeshAccessLog', node.namespace, `${node.name}-outbound`, {
    targetRef,
    to: [{ targetRef: { kind: 'Mesh' }, default: { backends } }],
  });
}
