import { dig, text } from '../../../references/fields';
import type { SetRule } from '../../rule';

/** Keys that the API server asks of a Secret's type. Source: Kubernetes documentation, types of Secret. */
const keysOf: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/basic-auth': [],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

export const typeKeys: SetRule = {
  id: 'secrets/type-keys',
  severity: 'error',
  title: 'a Secret would lack a key that its type asks for',
  why: 'The API server refuses the Secret that External Secrets writes, at each refresh.',
  source: 'Kubernetes v1.35 pkg/apis/core/validation, ValidateSecret',
  *checkSet({ index }) {
    for (const provisions of index.allProvisions()) {
      for (const { by, id, parts, secretType } of provisions) {
        if (by?.kind !== 'ExternalSecret' || id.kind !== 'Secret' || parts === undefined) continue;
        const missing = (keysOf[secretType ?? ''] ?? []).filter((key) => !parts.has(key));
        if (missing.length === 0) continue;
        yield {
          object: by,
          path:
            text(dig(by, 'spec', 'target', 'template', 'type')) === undefined
              ? '/spec/target'
              : '/spec/target/template/type',
          message: `a Secret of type ${secretType} has the key ${missing.join(' and ')}`,
          found: [...parts].join(', ') || 'no key',
          expected: `${(keysOf[secretType ?? ''] ?? []).join(' and ')}`,
          mend: `add ${missing.join(' and ')} to spec.data`,
        };
      }
    }
  },
  example: {
    given: ['external-secrets', 'Namespace kong', 'SecretStore kong/store'],
    fails: `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: client-tls, namespace: kong}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: client-tls, template: {type: kubernetes.io/tls}}
  data: [{secretKey: tls.crt, remoteRef: {key: certificate}}, {secretKey: key, remoteRef: {key: key}}]
`,
    passes: `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: client-tls, namespace: kong}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: client-tls, template: {type: kubernetes.io/tls}}
  data: [{secretKey: tls.crt, remoteRef: {key: certificate}}, {secretKey: tls.key, remoteRef: {key: key}}]
`,
  },
};
