import { kumaGroup } from '../../../references/kinds/kuma';
import { federatedZone } from '../../kong-mesh/control-plane';
import { federatedExample, federatedGiven } from '../../kong-mesh/example';
import { kumaFile } from '../../kong-mesh/source';
import type { CheckContext, SetRule } from '../../rule';

/** Kinds that only the global control plane may change. */
const globalKinds = [
  'CircuitBreaker',
  'ExternalService',
  'FaultInjection',
  'HealthCheck',
  'Mesh',
  'MeshGateway',
  'MeshGatewayRoute',
  'ProxyTemplate',
  'RateLimit',
  'Retry',
  'Timeout',
  'TrafficLog',
  'TrafficPermission',
  'TrafficRoute',
  'TrafficTrace',
  'VirtualOutbound',
];

export const federatedZoneObjects: SetRule = {
  id: 'kong-mesh/federated-zone-objects',
  severity: 'error',
  title: 'an object that only the global control plane may change is for a zone',
  why: 'The zone’s webhook refuses it: such objects come from the global control plane, and are made there.',
  source: kumaFile('pkg/plugins/runtime/k8s/webhooks/resourceadmissionchecker.go'),
  measured:
    'kuma-cp 2.14.3, a zone that has joined a global control plane, refuses the failing example and takes the passing one.',
  *checkSet({ index }: CheckContext) {
    const zone = federatedZone(index);
    if (zone === undefined) return;
    for (const object of globalKinds.flatMap((kind) => index.ofKind(kumaGroup, kind))) {
      yield {
        object,
        path: '/kind',
        message: `a ${object.kind} cannot be applied to a zone`,
        found: `${object.kind}, in a set whose control plane is a zone${zone.zone === undefined ? '' : `, ${zone.zone}`}`,
        expected: 'an object that a zone may own, such as a policy in the namespace of an application',
        mend: 'create it on the global control plane, with kumactl, Terraform or the Konnect API',
      };
    }
  },
  example: {
    given: federatedGiven,
    fails: federatedExample(`
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: default}
spec: {meshServices: {mode: Exclusive}}
`),
    passes: federatedExample(`
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: all, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec: {to: [{targetRef: {kind: Mesh}, default: {idleTimeout: 60s}}]}
`),
  },
};
