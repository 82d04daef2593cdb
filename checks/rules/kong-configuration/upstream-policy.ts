import { outage, outageGiven } from '../../kong/outage';
import { policyFaults } from '../../kong/upstream-policy';
import type { ObjectRule } from '../../rule';

const policy = (spec: string): string => `
apiVersion: configuration.konghq.com/v1beta1
kind: KongUpstreamPolicy
metadata: {name: jazz, namespace: prod}
spec: ${spec}
---
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod, annotations: {konghq.com/upstream-policy: jazz}}
spec: {type: ExternalName, externalName: jazz.example.com}
`;

export const upstreamPolicy: ObjectRule = {
  id: 'kong-configuration/upstream-policy',
  severity: 'error',
  title: 'a KongUpstreamPolicy has a value that the gateway refuses',
  why: outage,
  source:
    'Kong/kong 3.9.1 kong/db/schema/entities/upstreams.lua; Kong/kubernetes-ingress-controller v3.5.13 internal/dataplane/kongstate/kongupstreampolicy.go',
  kinds: ['configuration.konghq.com/KongUpstreamPolicy'],
  *checkObject(object) {
    for (const { expected, ...fault } of policyFaults(object)) {
      yield { object, ...fault, expected, mend: `give ${expected}` };
    }
  },
  example: {
    given: outageGiven,
    fails: policy('{algorithm: consistent-hashing, hashOn: {cookie: session, cookiePath: shop}}'),
    passes: policy('{algorithm: consistent-hashing, hashOn: {cookie: session, cookiePath: /shop}}'),
  },
};
