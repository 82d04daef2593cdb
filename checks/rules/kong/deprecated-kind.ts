import type { ObjectRule } from '../../rule';

const instead: Readonly<Record<string, string>> = {
  KongIngress: 'KongUpstreamPolicy for load balancing and health checks, annotations for the rest',
  TCPIngress: 'a TCPRoute or TLSRoute of the Gateway API',
  UDPIngress: 'a UDPRoute of the Gateway API',
};

export const deprecatedKind: ObjectRule = {
  id: 'kong/deprecated-kind',
  severity: 'warning',
  title: 'an object is of a kind that Kong has given up',
  why: 'Kong Operator and the next version of the controller no longer have it: what it sets is gone after the upgrade.',
  source: 'Kong/kubernetes-configuration v2.0.1; developer.konghq.com migrate/kongingress',
  kinds: Object.keys(instead).map((kind) => `configuration.konghq.com/${kind}`),
  *checkObject(object) {
    yield {
      object,
      path: '/kind',
      message: `${object.kind} is deprecated`,
      found: object.kind,
      expected: instead[object.kind] ?? 'another kind',
      mend: `use ${instead[object.kind] ?? 'another kind'}`,
    };
  },
  example: {
    given: ['kong-crds', 'Namespace prod'],
    fails: `
apiVersion: configuration.konghq.com/v1
kind: KongIngress
metadata: {name: jazz, namespace: prod}
upstream: {algorithm: least-connections}
`,
    passes: `
apiVersion: configuration.konghq.com/v1beta1
kind: KongUpstreamPolicy
metadata: {name: jazz, namespace: prod}
spec: {algorithm: least-connections}
`,
  },
};
