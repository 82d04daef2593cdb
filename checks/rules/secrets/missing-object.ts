import { danglingDraft, danglingReferences, fromGroup, targetId } from '../../dangling';
import type { SetRule } from '../../rule';

const groups = new Set([
  'external-secrets.io',
  'cert-manager.io',
  'iam.services.k8s.aws',
  'eks.services.k8s.aws',
]);

export const missingObject: SetRule = {
  id: 'secrets/missing-object',
  severity: 'error',
  title: 'a store, ServiceAccount, issuer or policy is named that nothing brings',
  why: 'The Secret is never made, and everything that waits for it waits for ever.',
  source: 'External Secrets v2.9.0 pkg/controllers; cert-manager v1.21; ACK iam-controller v1.8.1',
  *checkSet(context) {
    const wanted = danglingReferences(context, (each) => {
      const id = targetId(each);
      return groups.has(fromGroup(each)) && id !== undefined && !['Namespace', 'Secret'].includes(id.kind);
    });
    for (const dangling of wanted) yield danglingDraft(context, dangling);
  },
  example: {
    given: ['external-secrets', 'Namespace prod', 'SecretStore prod/prod-secretstore'],
    fails: `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: apikey, namespace: prod}
spec:
  secretStoreRef: {kind: SecretStore, name: prod-secretsore}
  target: {name: apikey}
  data: [{secretKey: key, remoteRef: {key: dj/api-key}}]
`,
    passes: `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: apikey, namespace: prod}
spec:
  secretStoreRef: {kind: SecretStore, name: prod-secretstore}
  target: {name: apikey}
  data: [{secretKey: key, remoteRef: {key: dj/api-key}}]
`,
  },
};
