import { dig, pointer } from '../../../references/fields';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

const bundled = ['spec', 'provider', 'bundled'];

export const identitySelfSigned: ObjectRule = {
  id: 'kong-mesh/identity-self-signed',
  severity: 'error',
  title: 'a MeshIdentity makes its own authority, and does not allow one that is self-signed',
  why: 'The webhook takes it, and it never becomes Ready: no proxy gets a certificate.',
  source: kumaFile('pkg/core/resources/apis/meshidentity/providers/bundled'),
  kinds: ['kuma.io/MeshIdentity'],
  *checkObject(object) {
    if (dig(object, ...bundled, 'autogenerate', 'enabled') !== true) return;
    if (dig(object, ...bundled, 'insecureAllowSelfSigned') === true) return;
    yield {
      object,
      path: pointer(...bundled),
      message: 'a CA that Kuma makes itself is self-signed, which this MeshIdentity does not allow',
      found: 'autogenerate without insecureAllowSelfSigned',
      expected: 'insecureAllowSelfSigned: true beside autogenerate',
      mend: 'add insecureAllowSelfSigned: true, or bring a CA of your own',
    };
  },
  example: {
    given: ['kong-mesh', 'Namespace kong-mesh-system', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshIdentity
metadata: {name: identity, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec:
  selector: {dataplane: {matchLabels: {}}}
  provider: {type: Bundled, bundled: {autogenerate: {enabled: true}}}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshIdentity
metadata: {name: identity, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec:
  selector: {dataplane: {matchLabels: {}}}
  provider: {type: Bundled, bundled: {insecureAllowSelfSigned: true, autogenerate: {enabled: true}}}
`,
  },
};
