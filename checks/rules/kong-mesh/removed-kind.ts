import { nextVersion } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

/** Kinds of older versions, and what has taken their place. */
const successors: Readonly<Record<string, string>> = {
  CircuitBreaker: 'MeshCircuitBreaker',
  ExternalService: 'MeshExternalService',
  FaultInjection: 'MeshFaultInjection',
  HealthCheck: 'MeshHealthCheck',
  MeshGateway: 'a gateway of one’s own, such as Kong',
  MeshGatewayConfig: 'a gateway of one’s own, such as Kong',
  MeshGatewayInstance: 'a gateway of one’s own, such as Kong',
  MeshGatewayRoute: 'a gateway of one’s own, such as Kong',
  ProxyTemplate: 'MeshProxyPatch',
  RateLimit: 'MeshRateLimit',
  Retry: 'MeshRetry',
  Timeout: 'MeshTimeout',
  TrafficLog: 'MeshAccessLog',
  TrafficPermission: 'MeshTrafficPermission',
  TrafficRoute: 'MeshHTTPRoute or MeshTCPRoute',
  TrafficTrace: 'MeshTrace',
  VirtualOutbound: 'HostnameGenerator',
  ZoneEgress: 'the chart value kuma.meshes',
  ZoneIngress: 'the chart value kuma.meshes',
};

export const removedKind: ObjectRule = {
  id: 'kong-mesh/removed-kind',
  severity: 'warning',
  title: 'an object is of a kind that the next version removes',
  why: 'Its CRD is gone after the upgrade, and with it the object and whatever it permitted, logged or routed.',
  source: nextVersion,
  kinds: Object.keys(successors).map((kind) => `kuma.io/${kind}`),
  *checkObject(object) {
    const successor = successors[object.kind] ?? '';
    yield {
      object,
      path: '/kind',
      message: `${object.kind} is gone in the version after 2.14`,
      found: object.kind,
      expected: successor,
      mend: `write it as ${successor}`,
    };
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: Timeout
metadata: {name: all}
mesh: default
spec:
  sources: [{match: {kuma.io/service: "*"}}]
  destinations: [{match: {kuma.io/service: "*"}}]
  conf: {connectTimeout: 5s}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: all, namespace: prod}
spec: {to: [{targetRef: {kind: Mesh}, default: {connectionTimeout: 5s}}]}
`,
  },
};
