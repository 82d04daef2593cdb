import { dig } from '../../../references/fields';
import { identitiesOf } from '../../kong-mesh/identity';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const meshServicesMode: ObjectRule = {
  id: 'kong-mesh/mesh-services-mode',
  severity: 'error',
  title: 'a Mesh with a MeshIdentity is not in the mode that identities need',
  why: 'The MeshIdentity never becomes Ready, permissions are skipped, and calls stay in plain text.',
  source: kumaFile('pkg/core/resources/apis/meshidentity/status/updater.go'),
  kinds: ['kuma.io/Mesh'],
  *checkObject(object, { index }) {
    const [identity] = identitiesOf(index, object.metadata.name);
    const mode = dig(object, 'spec', 'meshServices', 'mode');
    if (identity === undefined || mode === 'Exclusive') return;
    yield {
      object,
      path: mode === undefined ? '/spec' : '/spec/meshServices/mode',
      message: `MeshIdentity ${identity.metadata.name} never becomes Ready in this Mesh`,
      found: mode === undefined ? 'no meshServices.mode' : `meshServices.mode: ${String(mode)}`,
      expected: 'meshServices.mode: Exclusive',
      mend: 'write meshServices: {mode: Exclusive}',
    };
  },
  example: {
    given: ['kong-mesh', 'Namespace kong-mesh-system'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: default}
spec: {networking: {outbound: {passthrough: false}}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshIdentity
metadata: {name: identity, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec:
  selector: {dataplane: {matchLabels: {}}}
  provider: {type: Bundled, bundled: {insecureAllowSelfSigned: true, autogenerate: {enabled: true}}}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: Mesh
metadata: {name: default}
spec: {meshServices: {mode: Exclusive}, networking: {outbound: {passthrough: false}}}
---
apiVersion: kuma.io/v1alpha1
kind: MeshIdentity
metadata: {name: identity, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec:
  selector: {dataplane: {matchLabels: {}}}
  provider: {type: Bundled, bundled: {insecureAllowSelfSigned: true, autogenerate: {enabled: true}}}
`,
  },
};
