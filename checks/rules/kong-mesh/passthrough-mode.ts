import { dig, items } from '../../../references/fields';
import { kumaFile } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';

export const passthroughMode: ObjectRule = {
  id: 'kong-mesh/passthrough-mode',
  severity: 'warning',
  title: 'a MeshPassthrough lists destinations that its mode passes over, or opens everything',
  why: 'Only Matched reads the list: None closes what it names, All opens everything else as well.',
  source: kumaFile('pkg/plugins/policies/meshpassthrough/plugin/v1alpha1/plugin.go'),
  kinds: ['kuma.io/MeshPassthrough'],
  *checkObject(object) {
    const mode = dig(object, 'spec', 'default', 'passthroughMode') ?? 'None';
    const { length } = items(dig(object, 'spec', 'default', 'appendMatch'));
    if (mode === 'Matched' ? length > 0 : length === 0) return;
    yield {
      object,
      path: '/spec/default/passthroughMode',
      message:
        length === 0
          ? 'Matched without destinations closes everything'
          : `${String(mode)} passes over the list`,
      found: `${String(mode)} with ${length} destinations`,
      expected: length === 0 ? 'None, or destinations in appendMatch' : 'Matched',
      mend:
        length === 0 ? 'write passthroughMode: None, or list destinations' : 'write passthroughMode: Matched',
    };
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshPassthrough
metadata: {name: api, namespace: prod}
spec:
  default: {passthroughMode: All, appendMatch: [{type: Domain, value: api.example.com, port: 443, protocol: tls}]}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshPassthrough
metadata: {name: api, namespace: prod}
spec:
  default: {passthroughMode: Matched, appendMatch: [{type: Domain, value: api.example.com, port: 443, protocol: tls}]}
`,
  },
};
