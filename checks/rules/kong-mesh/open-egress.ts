import { dig } from '../../../references/fields';
import { identitiesOf } from '../../kong-mesh/identity';
import { kumaFile } from '../../kong-mesh/source';
import { deepest } from '../../place';
import type { ObjectRule } from '../../rule';

export const openEgress: ObjectRule = {
  id: 'kong-mesh/open-egress',
  severity: 'warning',
  title: 'a mesh that gives identities lets every pod call every host outside',
  why: 'Calls inside are allowed one by one, while a pod that is broken into may still send anything anywhere.',
  source: kumaFile('pkg/plugins/policies/meshpassthrough; api/mesh/v1alpha1/mesh.proto, networking.outbound'),
  kinds: ['kuma.io/Mesh'],
  *checkObject(object, { index }) {
    const passthrough = dig(object, 'spec', 'networking', 'outbound', 'passthrough');
    if (passthrough === false || identitiesOf(index, object.metadata.name).length === 0) return;
    yield {
      object,
      path: deepest(object, 'spec', 'networking', 'outbound', 'passthrough'),
      message: `pods of mesh ${object.metadata.name} may call every host outside`,
      found:
        passthrough === undefined ? 'no networking.outbound.passthrough, which is true' : String(passthrough),
      expected: 'networking.outbound.passthrough: false, and a MeshPassthrough for each way out',
      mend: 'close it, and name the hosts that are called in a MeshPassthrough',
    };
  },
  example: {
    given: ['kong-mesh', 'Namespace kong-mesh-system'],
    fails: example(true),
    passes: example(false),
  },
};

function example(passthrough: boolean): string {
  return `
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: default}
spec: {meshServices: {mode: Exclusive}, networking: {outbound: {passthrough: ${passthrough}}}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshIdentity
metadata: {name: identity, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec:
  selector: {dataplane: {matchLabels: {}}}
  spiffeID: {trustDomain: default.zone-1.mesh.local}
  provider: {type: Bundled, bundled: {insecureAllowSelfSigned: true, autogenerate: {enabled: true}}}
`;
}
