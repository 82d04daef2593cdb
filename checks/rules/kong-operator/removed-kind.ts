import { exampleOperator, operatorGiven } from '../../kong-operator/example';
import { isOperatorAlone } from '../../kong-operator/gateways';
import type { ObjectRule } from '../../rule';

/** Kinds that the operator reads no more, and what is in their place. */
const instead: Readonly<Record<string, string>> = {
  KongIngress: 'annotations of the Service and of the route, and a KongUpstreamPolicy',
  TCPIngress: 'a listener and a TLSRoute, or a Kong Ingress Controller for streams',
  UDPIngress: 'a Kong Ingress Controller for streams',
};

export const removedOperatorKind: ObjectRule = {
  id: 'kong-operator/removed-kind',
  severity: 'error',
  title: 'an object of a kind that Kong Operator has no more',
  why: 'The operator’s chart brings no CRD of the kind, and nothing reads it: what it says is gone after the move from the Kong Ingress Controller.',
  source: 'developer.konghq.com operator/migrate/migrate-kic-to-ko; chart kong-operator 1.3.1, ko-crds',
  measured:
    'none of the 59 definitions that Kong Operator 2.2.3 brings is of KongIngress, TCPIngress or UDPIngress; one of them is of KongUpstreamPolicy, which the API server takes.',
  kinds: Object.keys(instead).map((kind) => `configuration.konghq.com/${kind}`),
  *checkObject(object, { index }) {
    if (!isOperatorAlone(index)) return;
    yield {
      object,
      path: '/kind',
      message: `Kong Operator does not read ${object.kind} ${object.metadata.name}`,
      found: object.kind,
      expected: instead[object.kind] ?? 'a kind that the operator reads',
      mend: `write ${instead[object.kind] ?? 'another kind'} in its place, and remove it`,
    };
  },
  example: {
    given: operatorGiven,
    fails: `${exampleOperator()}---
apiVersion: configuration.konghq.com/v1
kind: KongIngress
metadata: {name: slow, namespace: prod}
upstream: {hash_on: none}
`,
    passes: `${exampleOperator()}---
apiVersion: configuration.konghq.com/v1beta1
kind: KongUpstreamPolicy
metadata: {name: slow, namespace: prod}
spec: {algorithm: round-robin}
`,
  },
};
