import { dig, text } from '../references/fields';
import { objectId } from '../references/identity';
import { groupOf, type Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import { appProjects } from './argo-cd-project';
import { argoNamespace, type Delivery, deliveryPath, stageName, stagePath, thisCluster } from './delivery';
import type { Plan } from './plan';
import { rankOf } from './stage';

/** The objects that make Argo CD keep the stages in order. */
export interface ArgoCdDelivery {
  /** Applied once, by whoever may administer Argo CD: the projects, and the root Application. */
  readonly bootstrap: readonly Manifest[];
  /** What the root Application syncs: an Application for each stage, in waves. */
  readonly stages: readonly Manifest[];
}

const finalizer = 'resources-finalizer.argocd.argoproj.io';

/** Tries for more than an hour; a fixed commit is taken up at the next try, rather than after the last. */
const retry = { limit: 20, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } };

/**
 * A root Application over one Application per stage. Each stage is a sync wave of the root, which goes on once the stage's
 * Application is healthy; that needs the health check of Applications in `argo-cd-health.yaml`. Deleting the root deletes
 * the stages from the last wave to the first.
 */
export function argoCdDelivery(index: ReferenceIndex, plan: Plan, delivery: Delivery): ArgoCdDelivery {
  return {
    bootstrap: [...appProjects(index, delivery), rootApplication(delivery)],
    stages: plan.stages.map((stage) => stageApplication(index, stage, delivery)),
  };
}

function rootApplication(delivery: Delivery): Manifest {
  // Every stage that is not healthy yet is a failed try of the root: it has as many as it takes.
  const patient = { ...retry, limit: -1 };
  return application('meshwright', `${deliveryPath(delivery)}/stages`, {}, delivery, {
    automated: { enabled: true, prune: true, selfHeal: true },
    retry: patient,
  });
}

function stageApplication(
  index: ReferenceIndex,
  stage: Plan['stages'][number],
  delivery: Delivery,
): Manifest {
  const annotations = { 'argocd.argoproj.io/sync-wave': String(rankOf(stage.stage)) };
  const ignored = scaledByOthers(index, stage.objects);
  const built = application(stageName(stage.stage), stagePath(delivery, stage.stage), annotations, delivery, {
    automated: { enabled: true, prune: true, selfHeal: true },
    syncOptions: ['ServerSideApply=true', ...(ignored.length > 0 ? ['RespectIgnoreDifferences=true'] : [])],
    retry,
  });
  if (ignored.length === 0) return built;
  return { ...built, spec: { ...specOf(built), ignoreDifferences: ignored } };
}

function specOf(object: Manifest): object {
  return typeof object.spec === 'object' && object.spec !== null ? object.spec : {};
}

function application(
  name: string,
  path: string,
  annotations: Readonly<Record<string, string>>,
  delivery: Delivery,
  syncPolicy: Readonly<Record<string, unknown>>,
): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace: argoNamespace,
      finalizers: [finalizer],
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: {
      project: delivery.cluster,
      source: { repoURL: delivery.repository, targetRevision: delivery.revision, path },
      destination: { server: thisCluster, namespace: argoNamespace },
      syncPolicy,
    },
  };
}

/** Replicas that an autoscaler sets: Git has no say in them. */
function scaledByOthers(
  index: ReferenceIndex,
  objects: readonly Manifest[],
): readonly Readonly<Record<string, unknown>>[] {
  const autoscalers = index.ofKind('autoscaling', 'HorizontalPodAutoscaler');
  return autoscalers.flatMap((autoscaler) => {
    const scaled = dig(autoscaler, 'spec', 'scaleTargetRef');
    const [kind, name] = [text(dig(scaled, 'kind')), text(dig(scaled, 'name'))];
    const { namespace } = autoscaler.metadata;
    if (kind === undefined || name === undefined || namespace === undefined) return [];
    const group = groupOf(text(dig(scaled, 'apiVersion')) ?? '');
    const target = index.get(objectId(group, kind, namespace, name));
    if (target === undefined || !objects.includes(target)) return [];
    return [{ group, kind, name, namespace, jsonPointers: ['/spec/replicas'] }];
  });
}
