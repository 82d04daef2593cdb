import { describe, type Manifest } from '../../../references/manifest';
import { describeTarget, type Reference } from '../../../references/reference';
import { waveOf } from '../../delivery/wave';
import type { CheckContext, ObjectRule } from '../../rule';

export const tooEarly: ObjectRule = {
  id: 'delivery/too-early',
  severity: 'error',
  title: 'an object is delivered before, or together with, what has to be there first',
  why: 'Flux and Argo CD send a stage’s objects whatever they need: a webhook refuses them, a Helm install times out, or pods start without their sidecar and nobody notices.',
  source: 'fluxcd/pkg ssa/manager_apply.go; argoproj/gitops-engine pkg/sync/sync_context.go',
  *checkObject(object, context) {
    const stage = context.stageOf?.(object);
    if (stage === undefined) return;
    const reported = new Set<Manifest>();
    for (const reference of context.index.references(object)) {
      for (const target of reference.resolution.by) {
        if (reported.has(target) || !isTooEarly(reference, target, stage, context)) continue;
        reported.add(target);
        const first = needsBefore(reference);
        yield {
          object,
          path: reference.path,
          message: `${describe(object)} comes ${context.stageOf?.(target) === stage ? 'together with' : 'before'} ${describe(target)}`,
          found: `stage ${stage}, and stage ${context.stageOf?.(target)} for ${describeTarget(reference.target)}`,
          expected: first
            ? 'a later stage than that of what it needs'
            : 'the same stage as what it needs, or a later one',
          mend: `move it to a later stage, or the other to an earlier one: ${reference.reason}`,
          ...(reference.source === undefined ? {} : { source: reference.source }),
        };
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

function isTooEarly(reference: Reference, target: Manifest, stage: number, context: CheckContext): boolean {
  const other = context.stageOf?.(target);
  if (reference.order === 'none' || other === undefined || target === reference.from) return false;
  if (other !== stage) return other > stage;
  if (!needsBefore(reference)) return false;
  // Argo CD waits for one wave before the next inside a stage; Flux has no order there.
  return context.engine !== 'argo-cd' || waveOf(reference.from) <= waveOf(target);
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
