import { danglingDraft, danglingReferences, fromGroup, targetId } from '../../dangling';
import type { SetRule } from '../../rule';

export const missingSecret: SetRule = {
  id: 'secrets/missing-secret',
  severity: 'error',
  title: 'a Secret is named that nothing makes, or a key that it will not have',
  why: 'Pods that mount it never start, and a Helm install that waits for them fails after its time-out.',
  source: 'External Secrets v2.9.0 config/crds/bases; Kubernetes documentation, Secrets',
  measured: 'External Secrets 2.9.0 makes no Secret of an ExternalSecret with creationPolicy Merge.',
  *checkSet(context) {
    // A consumer's credentials and a plugin's secrets are judged with the rules of Kong.
    const wanted = danglingReferences(
      context,
      (each) => targetId(each)?.kind === 'Secret' && fromGroup(each) !== 'configuration.konghq.com',
    );
    for (const dangling of wanted) yield danglingDraft(context, dangling);
  },
  example: {
    given: ['external-secrets', 'Namespace prod', 'SecretStore prod/store'],
    fails: `
apiVersion: v1
kind: Pod
metadata: {name: reader, namespace: prod}
spec:
  containers:
    - name: reader
      image: reader:v1
      env: [{name: KEY, valueFrom: {secretKeyRef: {name: apikey, key: kee}}}]
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: apikey, namespace: prod}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: apikey}
  data: [{secretKey: key, remoteRef: {key: dj/api-key}}]
`,
    passes: `
apiVersion: v1
kind: Pod
metadata: {name: reader, namespace: prod}
spec:
  containers:
    - name: reader
      image: reader:v1
      env: [{name: KEY, valueFrom: {secretKeyRef: {name: apikey, key: key}}}]
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: apikey, namespace: prod}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: apikey}
  data: [{secretKey: key, remoteRef: {key: dj/api-key}}]
`,
  },
};
