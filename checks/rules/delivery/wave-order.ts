import { describe } from '../../../references/manifest';
import { hasWaves, waveAnnotation, waveOf } from '../../delivery/wave';
import { annotationPlace } from '../../kong/annotation';
import type { SetRule } from '../../rule';

export const waveOrder: SetRule = {
  id: 'delivery/wave-order',
  severity: 'error',
  title: 'an object is in an earlier wave of Argo CD than what has to be there first',
  why: 'Argo CD goes on to the next wave only when this one is applied and healthy: the object waits for something that waits for it.',
  source: 'Argo CD v3.5.1 docs/user-guide/sync-waves.md',
  measured:
    "Argo CD v3.5.1's sync engine, given both examples: of the failing one it applies the KongConsumer alone and waits for its health; of the passing one the ExternalSecret alone.",
  *checkSet({ engine, index, stageOf }) {
    if (engine === 'flux' || !hasWaves(index)) return;
    for (const object of index.objects) {
      if (object.apiVersion.startsWith('argoproj.io/')) continue;
      for (const reference of index.references(object)) {
        if (reference.order === 'none' || reference.yields) continue;
        if (reference.order === 'with' && !reference.health) continue;
        for (const target of reference.resolution.by) {
          if (target.apiVersion.startsWith('argoproj.io/') || waveOf(object) >= waveOf(target)) continue;
          if (stageOf?.(object) !== stageOf?.(target)) continue;
          yield {
            object,
            path: annotationPlace(object, waveAnnotation),
            message: `${describe(object)} is synced before ${describe(target)}, which it needs`,
            found: `wave ${waveOf(object)}, and wave ${waveOf(target)} for ${describe(target)}`,
            expected: `wave ${waveOf(target) + 1} or later`,
            mend: `set ${waveAnnotation}: "${waveOf(target) + 1}": ${reference.reason}`,
          };
        }
      }
    }
  },
  example: {
    given: ['external-secrets', 'kong-crds', 'Namespace prod', 'SecretStore prod/store', 'IngressClass kong'],
    engine: 'argo-cd',
    fails: documents('2', '1'),
    passes: documents('1', '2'),
  },
};

function documents(secret: string, consumer: string): string {
  return `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: apikey, namespace: prod, annotations: {argocd.argoproj.io/sync-wave: "${secret}"}}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: apikey, template: {metadata: {labels: {konghq.com/credential: key-auth}}}}
  data: [{secretKey: key, remoteRef: {key: dj/consumer1}}]
---
apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata:
  name: consumer1
  namespace: prod
  annotations: {kubernetes.io/ingress.class: kong, argocd.argoproj.io/sync-wave: "${consumer}"}
username: consumer1
credentials: [apikey]
`;
}
