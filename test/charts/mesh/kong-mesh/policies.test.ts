import type { Protocol, Service } from '../../../../config/graph/service-graph';
import { kongMeshObjects } from '../../../mesh/compile-pair';
import { withEverything } from '../everything';
import { oneService } from '../graph';
import { yaml } from '../yaml';

function policies(protocol: Protocol, kind: string) {
  return kongMeshObjects(withEverything(protocol))
    .filter((object) => object.kind === kind)
    .map(({ metadata, spec }) => ({ name: metadata.name, spec }));
}

function retry(wanted: Partial<Service>): unknown {
  return kongMeshObjects(oneService(wanted)).find(({ kind }) => kind === 'MeshRetry')?.spec;
}

test('a request is limited on the service, a silent connection on the versions too', () => {
  expect(yaml(policies('http', 'MeshTimeout'))).toMatchInlineSnapshot(`
   "
   - name: shop
     spec:
       targetRef:
         kind: Mesh
       to:
         - default:
             http:
               requestTimeout: 1500ms
               streamIdleTimeout: 60s
             idleTimeout: 60s
           targetRef:
             kind: MeshService
             name: shop
         - default:
             idleTimeout: 60s
           targetRef:
             kind: MeshService
             name: shop-v1
         - default:
             idleTimeout: 60s
           targetRef:
             kind: MeshService
             name: shop-v2
   "
  `);
});

test('a time limit of one kind alone has no empty entry for the others', () => {
  const specOf = (timeouts: NonNullable<Service['timeouts']>) =>
    kongMeshObjects(oneService({ timeouts })).find(({ kind }) => kind === 'MeshTimeout')?.spec;
  expect(specOf({ requestMilliseconds: 0 })).toMatchObject({
    to: [
      {
        targetRef: { name: 'shop' },
        default: { http: { requestTimeout: '0s' } },
      },
    ],
  });
  expect(specOf({ connectMilliseconds: 1_001 })).toMatchObject({
    to: [
      {
        targetRef: { name: 'shop-v1' },
        default: { connectionTimeout: '1001ms' },
      },
      {
        targetRef: { name: 'shop-v2' },
        default: { connectionTimeout: '1001ms' },
      },
    ],
  });
});

test("a silent stream has a limit of its own, or Kuma's of 5 seconds would hold for the gateway", () => {
  const specOf = (wanted: Partial<Service>) =>
    kongMeshObjects(oneService(wanted)).find(({ kind }) => kind === 'MeshTimeout')?.spec;
  expect(specOf({ timeouts: { requestMilliseconds: 9_000 } })).toEqual({
    targetRef: { kind: 'Mesh' },
    to: [
      {
        targetRef: { kind: 'MeshService', name: 'shop' },
        default: { http: { requestTimeout: '9s', streamIdleTimeout: '9s' } },
      },
    ],
  });
  expect(specOf({ protocol: 'tcp', timeouts: { idleMilliseconds: 9_000 } })).toEqual({
    targetRef: { kind: 'Mesh' },
    to: ['shop', 'shop-v1', 'shop-v2'].map((name) => ({
      targetRef: { kind: 'MeshService', name },
      default: { idleTimeout: '9s' },
    })),
  });
});

test('pods are checked by their path, by the health service of grpc, or by a connection', () => {
  expect(yaml(policies('http', 'MeshHealthCheck'))).toMatchInlineSnapshot(`
   "
   - name: shop
     spec:
       targetRef:
         kind: Mesh
       to:
         - default:
             healthyThreshold: 3
             http:
               expectedStatuses:
                 - 200
               path: /ready
             interval: 6s
             timeout: 2500ms
             unhealthyThreshold: 4
           targetRef:
             kind: MeshService
             name: shop-v1
         - default:
             healthyThreshold: 3
             http:
               expectedStatuses:
                 - 200
               path: /ready
             interval: 6s
             timeout: 2500ms
             unhealthyThreshold: 4
           targetRef:
             kind: MeshService
             name: shop-v2
   "
  `);
  expect(policies('grpc', 'MeshHealthCheck')[0]?.spec).toMatchObject({
    to: [{ default: { grpc: {} } }, {}],
  });
  expect(policies('tcp', 'MeshHealthCheck')[0]?.spec).toMatchObject({
    to: [{ default: { tcp: {} } }, {}],
  });
});

test('limits stand at the called pods, ejection at the callers', () => {
  expect(yaml(policies('http', 'MeshCircuitBreaker'))).toMatchInlineSnapshot(`
   "
   - name: shop-connections
     spec:
       rules:
         - default:
             connectionLimits:
               maxConnections: 11
               maxPendingRequests: 12
       targetRef:
         kind: Dataplane
         labels:
           app: shop
   - name: shop
     spec:
       targetRef:
         kind: Mesh
       to:
         - default:
             outlierDetection:
               baseEjectionTime: 30500ms
               detectors:
                 totalFailures:
                   consecutive: 5
               interval: 10s
               maxEjectionPercent: 40
           targetRef:
             kind: MeshService
             name: shop-v1
         - default:
             outlierDetection:
               baseEjectionTime: 30500ms
               detectors:
                 totalFailures:
                   consecutive: 5
               interval: 10s
               maxEjectionPercent: 40
           targetRef:
             kind: MeshService
             name: shop-v2
   "
  `);
});

test('a server error is each of its status codes, and an answer that never came', () => {
  expect(yaml(retry(withEverything('http').services[0] ?? {}))).toMatchInlineSnapshot(`
   "
   targetRef:
     kind: Mesh
   to:
     - default:
         http:
           numRetries: 2
           perTryTimeout: 700ms
           retryOn:
             - "500"
             - "501"
             - "502"
             - "503"
             - "504"
             - "505"
             - "506"
             - "507"
             - "508"
             - "510"
             - "511"
             - Reset
             - ConnectFailure
       targetRef:
         kind: MeshService
         name: shop
   "
  `);
});

test('grpc is tried again by its own status', () => {
  expect(policies('grpc', 'MeshRetry')[0]?.spec).toMatchObject({
    to: [
      {
        default: {
          grpc: {
            numRetries: 2,
            perTryTimeout: '700ms',
            retryOn: ['Canceled', 'Unavailable'],
          },
        },
      },
    ],
  });
});

test('the tries of tcp are counted with the first one', () => {
  expect(
    retry({
      protocol: 'tcp',
      retries: { attempts: 2, on: ['connection-error'] },
    }),
  ).toMatchObject({
    to: [{ default: { tcp: { maxConnectAttempt: 3 } } }],
  });
});

test.each([
  ['gateway-error', 'GatewayError'],
  ['client-error', 'Retriable4xx'],
  ['stream-error', 'RefusedStream'],
  ['connection-error', 'ConnectFailure'],
] as const)('%s is %s', (event, written) => {
  expect(retry({ retries: { attempts: 0, on: [event] } })).toMatchObject({
    to: [
      {
        targetRef: { kind: 'MeshService', name: 'shop' },
        default: { http: { numRetries: 0, retryOn: [written] } },
      },
    ],
  });
});
