import { dig, pointer } from '../../../references/fields';
import { kumaFile } from '../../kong-mesh/source';
import { exactlyOne } from '../../one-of';
import type { ObjectRule } from '../../rule';

const bundled = ['spec', 'provider', 'bundled'];

export const identityAuthority: ObjectRule = {
  id: 'kong-mesh/identity-authority',
  severity: 'error',
  title: 'a MeshIdentity has no authority to sign by, or two',
  why: 'The webhook refuses it, and no proxy gets a certificate.',
  source: kumaFile('pkg/core/resources/apis/meshidentity/api/v1alpha1/validator.go'),
  kinds: ['kuma.io/MeshIdentity'],
  *checkObject(object) {
    const provider = dig(object, 'spec', 'provider');
    const block = { Bundled: 'bundled', Spire: 'spire' }[String(dig(provider, 'type'))];
    if (block !== undefined && dig(provider, block) === undefined) {
      yield* exactlyOne(
        object,
        ['spec', 'provider'],
        [block],
        `the provider of type ${String(dig(provider, 'type'))}`,
      );
    }
    if (dig(object, ...bundled) === undefined) return;
    const generated = dig(object, ...bundled, 'autogenerate', 'enabled') === true;
    const ca = dig(object, ...bundled, 'ca');
    if (generated && ca !== undefined) {
      yield {
        object,
        path: pointer(...bundled, 'ca'),
        message: 'the MeshIdentity has a CA of its own and makes one',
        found: 'ca and autogenerate',
        expected: 'one of ca and autogenerate',
        mend: 'remove ca, or autogenerate',
      };
    }
    if (!generated && ca === undefined) {
      yield {
        object,
        path: pointer(...bundled),
        message: 'the MeshIdentity has no CA and makes none',
        found: 'neither ca nor autogenerate.enabled: true',
        expected: 'ca, or autogenerate.enabled: true',
        mend: 'write autogenerate: {enabled: true}, or give the ca',
      };
    }
    if (!generated && ca !== undefined) {
      for (const part of ['certificate', 'privateKey']) {
        yield* exactlyOne(object, [...bundled, 'ca'], [part], 'the CA');
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace kong-mesh-system', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshIdentity
metadata: {name: identity, namespace: kong-mesh-system, labels: {kuma.io/origin: zone}}
spec:
  selector: {dataplane: {matchLabels: {}}}
  provider: {type: Bundled, bundled: {autogenerate: {enabled: false}}}
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
