import { dig } from '../../../references/fields';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const identitySelector: ObjectRule = {
  id: 'kong-mesh/identity-selector',
  severity: 'error',
  title: 'a MeshIdentity selects no proxy',
  why: 'Without a selector it is nobody’s identity, unlike one with empty matchLabels: calls stay in plain text.',
  source: kumaFile('pkg/core/resources/apis/meshidentity/api/v1alpha1/helpers.go'),
  kinds: ['kuma.io/MeshIdentity'],
  *checkObject(object) {
    const dataplane = dig(object, 'spec', 'selector', 'dataplane');
    if (dataplane !== undefined && dataplane !== null) return;
    yield {
      object,
      path: dig(object, 'spec', 'selector') === undefined ? '/spec' : '/spec/selector',
      message: 'the MeshIdentity selects nobody',
      found: 'no selector.dataplane',
      expected: 'selector: {dataplane: {matchLabels: {}}} for every proxy, or the labels of some',
      mend: 'add selector: {dataplane: {matchLabels: {}}}; the empty map has to stay in the YAML',
    };
  },
  example: {
    given: ['kong-mesh', 'Namespace kong-mesh-system', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshIdentity
metadata: {name: identity, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec: {provider: {type: Bundled, bundled: {insecureAllowSelfSigned: true, autogenerate: {enabled: true}}}}
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
