import type { Gateway } from '../../../kong-plugins/fault';
import { compareMinors } from '../../../kong-plugins/gateway-version';
import { dig } from '../../../references/fields';
import { controlledGateways } from '../../kong/gateway';
import { outage, outageGiven } from '../../kong/outage';
import { policyFaults } from '../../kong/upstream-policy';
import type { ObjectRule } from '../../rule';

function hasStickySessions({ edition, version }: Gateway): boolean {
  return edition === 'enterprise' && !(compareMinors(version, '3.11') < 0);
}

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
  *checkObject(object, { index }) {
    const without = controlledGateways(index).find(({ gateway }) => !hasStickySessions(gateway));
    if (without !== undefined && dig(object, 'spec', 'stickySessions') !== undefined) {
      const { edition, version } = without.gateway;
      const found = `stickySessions, on gateway ${version} (${edition})`;
      const expected = 'Kong Gateway Enterprise from 3.11 on';
      const mend = 'hash on a cookie instead: hashOn.cookie';
      const message = 'the gateway has no sticky sessions';
      yield { object, path: '/spec/stickySessions', message, found, expected, mend };
    }
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
