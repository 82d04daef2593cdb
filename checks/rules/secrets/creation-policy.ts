import { dig, items, text } from '../../../references/fields';
import type { ObjectRule } from '../../rule';

export const creationPolicy: ObjectRule = {
  id: 'secrets/creation-policy',
  severity: 'error',
  title: "an ExternalSecret's policies do not go together, or it fetches nothing",
  why: "The operator's webhook refuses the ExternalSecret.",
  source: 'External Secrets v2.9.0 apis/externalsecrets/v1/externalsecret_validator.go',
  kinds: ['external-secrets.io/ExternalSecret'],
  *checkObject(object) {
    const target = dig(object, 'spec', 'target');
    const creation = text(dig(target, 'creationPolicy')) ?? 'Owner';
    const deletion = text(dig(target, 'deletionPolicy')) ?? 'Retain';
    const path = '/spec/target/deletionPolicy';
    const found = `deletionPolicy ${deletion} with creationPolicy ${creation}`;
    if (deletion === 'Delete' && creation !== 'Owner') {
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
    if (
      items(dig(object, 'spec', 'data')).length === 0 &&
      items(dig(object, 'spec', 'dataFrom')).length === 0
    ) {
      yield {
        object,
        path: '/spec',
        message: 'the ExternalSecret fetches nothing',
        found: 'neither data nor dataFrom',
        expected: 'at least one of them',
        mend: 'name the secret under spec.data',
      };
    }
  },
  example: {
    given: ['external-secrets', 'Namespace prod', 'SecretStore prod/store'],
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
