import { describeId } from '../../../references/identity';
import type { SetRule } from '../../rule';

export const secretMadeTwice: SetRule = {
  id: 'secrets/secret-made-twice',
  severity: 'error',
  title: 'two objects make the same Secret',
  why: 'Each overwrites what the other wrote: External Secrets refuses to take over a Secret that it does not own.',
  source: 'External Secrets v2.9.0 pkg/controllers/externalsecret, creationPolicy Owner',
  *checkSet({ index }) {
    for (const provisions of index.contested) {
      // What a controller makes beside an object of its own, it makes once for all who name it.
      const makers = provisions.flatMap(({ by, via }) =>
        by === undefined || via === 'operator' ? [] : [by],
      );
      const [first, ...others] = makers;
      const id = provisions[0]?.id;
      if (id === undefined || id.kind !== 'Secret' || first === undefined) continue;
      for (const object of others) {
        yield {
          object,
          path: object.kind === 'ExternalSecret' ? '/spec/target/name' : '/metadata/name',
          message: `${describeId(id)} is made by ${object.kind} ${object.metadata.name} and by ${first.kind} ${first.metadata.name}`,
          found: describeId(id),
          expected: 'one object that makes it',
          mend: 'name another Secret in one of them, or set its creationPolicy to Merge',
        };
      }
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
  target: {name: apikey}
  data: [{secretKey: key, remoteRef: {key: dj/api-key}}]
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: other, namespace: prod}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: apikey}
  data: [{secretKey: key, remoteRef: {key: dj/other}}]
`,
    passes: `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: apikey, namespace: prod}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: apikey}
  data: [{secretKey: key, remoteRef: {key: dj/api-key}}]
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: other, namespace: prod}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: other}
  data: [{secretKey: key, remoteRef: {key: dj/other}}]
`,
  },
};
