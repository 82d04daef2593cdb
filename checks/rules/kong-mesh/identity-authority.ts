import { dig, pointer } from '../../../references/fields';
import { kumaFile } from '../../kong-mesh/source';
import { exactlyOne } from '../../one-of';
import type { ObjectRule } from '../../rule';

const bundled = ['spec', 'provider', 'bundled'];

export const identityAuthority: ObjectRule = {
  id: 'kong-mesh/identity-authority',
  severity: 'error',
  title: 'a MeshIdentity has no authority to sign by, two, or one that it is not allowed to make',
  why: 'The webhook refuses it, or it never becomes Ready: no proxy gets a certificate.',
  source: kumaFile('pkg/core/resources/apis/meshidentity/api/v1alpha1/validator.go, providers/bundled'),
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
    if (!generated && ca === undefined)
      yield* exactlyOne(object, bundled, ['ca', 'autogenerate'], 'the provider');
    if (!generated && ca !== undefined) {
      for (const part of ['certificate', 'privateKey']) {
        yield* exactlyOne(object, [...bundled, 'ca'], [part], 'the CA');
      }
    }
    if (generated && dig(object, ...bundled, 'insecureAllowSelfSigned') !== true) {
      yield {
        object,
        path: pointer(...bundled),
        message: 'a CA that Kuma makes itself is self-signed, which this MeshIdentity does not allow',
        found: 'autogenerate without insecureAllowSelfSigned',
        expected: 'insecureAllowSelfSigned: true beside autogenerate',
        mend: 'add insecureAllowSelfSigned: true, or bring a CA of your own',
      };
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
