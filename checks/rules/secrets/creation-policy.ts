import { dig, items, pointer, text } from '../../../references/fields';
import type { ObjectRule } from '../../rule';
import { secretGiven } from '../../secrets/example';
import { webhookFile } from '../../secrets/source';
import { externalSecretKinds, secretSpec } from '../../secrets/specs';

export const creationPolicy: ObjectRule = {
  id: 'secrets/creation-policy',
  severity: 'error',
  title: "an ExternalSecret's policies do not go together, or it fetches nothing",
  why: "The operator's webhook refuses the ExternalSecret.",
  source: webhookFile,
  kinds: externalSecretKinds,
  *checkObject(object) {
    const { spec, at } = secretSpec(object);
    const target = dig(spec, 'target');
    const creation = text(dig(target, 'creationPolicy')) ?? 'Owner';
    const deletion = text(dig(target, 'deletionPolicy')) ?? 'Retain';
    const path = pointer(...at, 'target', 'deletionPolicy');
    const found = `deletionPolicy ${deletion} with creationPolicy ${creation}`;
    if (deletion === 'Delete' && ['CreateOrMerge', 'Merge', 'None'].includes(creation)) {
      yield {
        object,
        path,
        message: 'a Secret that it does not own cannot be deleted',
        found,
        expected: 'deletionPolicy Delete only with creationPolicy Owner',
        mend: 'write deletionPolicy: Retain, or creationPolicy: Owner',
      };
    }
    if (deletion === 'Merge' && creation === 'None') {
      yield {
        object,
        path,
        message: 'nothing is created, so there is nothing to merge away',
        found,
        expected: 'deletionPolicy Retain with creationPolicy None',
        mend: 'write deletionPolicy: Retain',
      };
    }
    if (items(dig(spec, 'data')).length === 0 && items(dig(spec, 'dataFrom')).length === 0) {
      yield {
        object,
        path: pointer(...at),
        message: 'the ExternalSecret fetches nothing',
        found: 'neither data nor dataFrom',
        expected: 'at least one of them',
        mend: `name the secret under ${at.join('.')}.data`,
      };
    }
  },
  example: {
    given: [...secretGiven, 'Secret prod/apikey'],
    fails: `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: apikey, namespace: prod}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: apikey, creationPolicy: Merge, deletionPolicy: Delete}
  data: [{secretKey: key, remoteRef: {key: dj/api-key}}]
`,
    passes: `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: apikey, namespace: prod}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: apikey, creationPolicy: Owner, deletionPolicy: Delete}
  data: [{secretKey: key, remoteRef: {key: dj/api-key}}]
`,
  },
};
