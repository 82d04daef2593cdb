import { describe, type Manifest } from '../../../references/manifest';
import { describeTarget, type Reference } from '../../../references/reference';
import { waveOf } from '../../delivery/wave';
import type { CheckContext, SetRule } from '../../rule';

export const tooEarly: SetRule = {
  id: 'delivery/too-early',
  severity: 'error',
  title: 'an object is delivered before, or together with, what has to be there first',
  why: 'Flux and Argo CD send a stage’s objects whatever they need: a webhook refuses them, a Helm install times out, or pods start without their sidecar and nobody notices.',
  source: 'fluxcd/pkg ssa/manager_apply.go; argoproj/gitops-engine pkg/sync/sync_context.go',
  measured:
    "Argo CD v3.5.1's sync engine applies both objects of the failing example in one step. Flux's engine (fluxcd/pkg/ssa v0.76.1) applies the objects of a whole cluster at once, and Kong's webhook refuses the consumer whose Secret is not there yet.",
  *checkSet({ engine, index, stageOf }) {
    if (stageOf === undefined) return;
    for (const object of index.objects) {
      const stage = stageOf(object);
      const reported: Manifest[] = [];
      for (const reference of index.references(object)) {
        for (const target of reference.resolution.by) {
          const other = stageOf(target);
          if (!isTooEarly(reference, stage, target, other, engine) || reported.includes(target)) continue;
          reported.push(target);
          yield {
            object,
            path: reference.path,
            message: `${describe(object)} comes ${other === stage ? 'together with' : 'before'} ${describe(target)}`,
            found: `stage ${stage}, and stage ${other} for ${describeTarget(reference.target)}`,
            expected: needsBefore(reference)
              ? 'a later stage than that of what it needs'
              : 'the same stage as what it needs, or a later one',
            mend: `move it to a later stage, or the other to an earlier one: ${reference.reason}`,
            ...(reference.source === undefined ? {} : { source: reference.source }),
          };
        }
      }
    }
  },
  example: {
    given: ['external-secrets', 'kong-crds', 'Namespace prod', 'SecretStore prod/store', 'IngressClass kong'],
    stages: { fails: [2, 2], passes: [2, 6] },
    fails: documents(),
    passes: documents(),
  },
};

function needsBefore(reference: Reference): boolean {
  return reference.order === 'before' && !reference.yields;
}

/** Whether an object of a stage refers to one that comes too late for it. A stage that is not known is never wrong. */
function isTooEarly(
  reference: Reference,
  stage: number | undefined,
  target: Manifest,
  other: number | undefined,
  engine: CheckContext['engine'],
): boolean {
  if (reference.order === 'none' || stage === undefined || other === undefined) return false;
  if (target === reference.from) return false;
  if (other !== stage) return other > stage;
  if (!needsBefore(reference)) return false;
  // Argo CD waits for one wave before the next inside a stage; Flux has no order there.
  return engine !== 'argo-cd' || waveOf(reference.from) <= waveOf(target);
}

function documents(): string {
  return `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: apikey, namespace: prod}
spec:
  secretStoreRef: {kind: SecretStore, name: store}
  target: {name: apikey, template: {metadata: {labels: {konghq.com/credential: key-auth}}}}
  data: [{secretKey: key, remoteRef: {key: dj/consumer1}}]
---
apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata: {name: consumer1, namespace: prod, annotations: {kubernetes.io/ingress.class: kong}}
username: consumer1
credentials: [apikey]
`;
}
