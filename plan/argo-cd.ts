import { dig, text } from '../references/fields';
import { objectId } from '../references/identity';
import { groupOf, type Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import { applicationPolicy } from './argo-cd-admission';
import { isSyncedApplication } from './argo-cd-applications';
import { allowedProjects, anyNamespace, appProjects, deliveryProjectName } from './argo-cd-project';
import {
  argoNamespace,
  chartsFolder,
  type Delivery,
  deliveryPath,
  deliveryPrefix,
  stageName,
  stagePath,
  thisCluster,
} from './delivery';
import type { Plan } from './plan';
import { rankOf, type Stage } from './stage';

/** The objects that make Argo CD keep the stages in order. */
export interface ArgoCdDelivery {
  /** Applied once, by whoever may administer Argo CD: the projects, who may name them, and the root Application. */
  readonly bootstrap: readonly Manifest[];
  /** What the root Application syncs: an Application for each stage, and one for its charts where it has some, in waves. */
  readonly stages: readonly Manifest[];
}

/** Whose rights an Application has, and the namespace that it names. */
interface Target {
  readonly project: string;
  readonly namespace: string;
}

const finalizer = 'resources-finalizer.argocd.argoproj.io';

/** Tries for more than an hour; a fixed commit is taken up at the next try, rather than after the last. */
const retry = { limit: 20, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } };

/**
 * A root Application over one Application per stage, and one for its charts. Each stage is a sync wave of the root, which goes on once
 * its Applications are healthy; that needs the health check of Applications in `argo-cd-health.yaml`. Deleting the root deletes
 * the stages from the last wave to the first.
 */
export function argoCdDelivery(index: ReferenceIndex, plan: Plan, delivery: Delivery): ArgoCdDelivery {
  return {
    bootstrap: [
      ...appProjects(index, delivery),
      ...applicationPolicy(delivery.cluster, allowedProjects(index, delivery)),
      rootApplication(delivery),
    ],
    stages: plan.stages.flatMap((stage) => stageApplications(index, stage, delivery)),
  };
}

function rootApplication(delivery: Delivery): Manifest {
  // Every stage that is not healthy yet is a failed try of the root: it has as many as it takes.
  const patient = { ...retry, limit: -1 };
  const path = `${deliveryPath(delivery)}/stages`;
  return application(deliveryPrefix, path, {}, delivery, ofApplications(delivery), {
    automated: { enabled: true, prune: true, selfHeal: true },
    retry: patient,
  });
}

/** The project and the namespace of what syncs Applications alone. */
function ofApplications({ cluster }: Delivery): Target {
  return { project: deliveryProjectName(cluster), namespace: argoNamespace };
}

/** The charts' Applications are synced apart: what else the stage has may not go where they go. */
function stageApplications(
  index: ReferenceIndex,
  stage: Plan['stages'][number],
  delivery: Delivery,
): readonly Manifest[] {
  const path = stagePath(delivery, stage.stage);
  const applications = stage.objects.filter(isSyncedApplication);
  const others = stage.objects.filter((object) => !isSyncedApplication(object));
  return [
    ...(others.length === 0
      ? []
      : [
          stageApplication(index, stage.stage, stageName(stage.stage), path, others, delivery, {
            project: delivery.cluster,
            namespace: anyNamespace(index),
          }),
        ]),
    ...(applications.length === 0
      ? []
      : [
          stageApplication(
            index,
            stage.stage,
            `${stageName(stage.stage)}-${chartsFolder}`,
            `${path}/${chartsFolder}`,
            applications,
            delivery,
            ofApplications(delivery),
          ),
        ]),
  ];
}

function stageApplication(
  index: ReferenceIndex,
  stage: Stage,
  name: string,
  path: string,
  objects: readonly Manifest[],
  delivery: Delivery,
  target: Target,
): Manifest {
  const annotations = { 'argocd.argoproj.io/sync-wave': String(rankOf(stage)) };
  const ignored = scaledByOthers(index, objects);
  const built = application(name, path, annotations, delivery, target, {
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
  { project, namespace }: Target,
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
      project,
      source: { repoURL: delivery.repository, targetRevision: delivery.revision, path },
      destination: { server: thisCluster, namespace },
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
