import { pointer, text } from '../../../references/fields';
import { kumaGroup } from '../../../references/kinds/kuma';
import { nearest } from '../../../references/nearest';
import { federatedZone, isSystemNamespace } from '../../kong-mesh/control-plane';
import { federatedExample, federatedGiven } from '../../kong-mesh/example';
import { policyTargets } from '../../kong-mesh/policies';
import { kumaFile } from '../../kong-mesh/source';
import type { CheckContext, SetRule } from '../../rule';

const label = 'kuma.io/origin';
const zoneLabel = 'kuma.io/zone';
const kinds = [
  ...Object.keys(policyTargets),
  'HostnameGenerator',
  'MeshExternalService',
  'MeshIdentity',
  'MeshTrust',
  'MeshOpenTelemetryBackend',
];

export const origin: SetRule = {
  id: 'kong-mesh/origin',
  severity: 'error',
  title: 'the labels of an object do not say that its zone owns it',
  why: 'A federated zone refuses objects in the control plane’s namespace without kuma.io/origin: zone, and any that name another zone.',
  source: kumaFile('pkg/plugins/runtime/k8s/webhooks/resourceadmissionchecker.go, pkg/core/resources/labels'),
  measured:
    'kuma-cp 2.14.3, a zone that has joined a global control plane, refuses the failing example and takes the passing one.',
  *checkSet({ index }: CheckContext) {
    const federated = federatedZone(index);
    for (const object of kinds.flatMap((kind) => index.ofKind(kumaGroup, kind))) {
      const { labels, namespace } = object.metadata;
      const found = text(labels?.[label]);
      const system = isSystemNamespace(namespace, index);
      const known = found === 'zone' || (found === 'global' && federated === undefined);
      if (found === undefined ? federated !== undefined && system : !known) {
        yield {
          object,
          path: found === undefined ? '/metadata/labels' : pointer('metadata', 'labels', label),
          message:
            found === undefined
              ? `a zone refuses it in ${namespace ?? ''} without ${label}`
              : `${label} is ${found}`,
          found: found ?? `no label ${label}`,
          expected: `${label}: zone`,
          mend: `label it ${label}: zone`,
          ...(found !== undefined && nearest(found, ['zone']) === 'zone' ? { nearest: 'zone' } : {}),
        };
      }
      const zone = text(labels?.[zoneLabel]);
      if (zone === undefined || federated?.zone === undefined || zone === federated.zone) continue;
      yield {
        object,
        path: pointer('metadata', 'labels', zoneLabel),
        message: `the zone of this cluster is ${federated.zone}`,
        found: zone,
        expected: federated.zone,
        mend: `remove the label ${zoneLabel}, or write ${federated.zone}`,
      };
    }
  },
  example: {
    given: federatedGiven,
    fails: federatedExample(`
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: all, namespace: kong-mesh-system}
spec: {to: [{targetRef: {kind: Mesh}, default: {idleTimeout: 60s}}]}
`),
    passes: federatedExample(`
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: all, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec: {to: [{targetRef: {kind: Mesh}, default: {idleTimeout: 60s}}]}
`),
  },
};
