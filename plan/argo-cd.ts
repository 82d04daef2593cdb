import { dig, text } from '../references/fields';
import { objectId } from '../references/identity';
import { groupOf, type Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import { applicationPolicy } from './argo-cd-admission';
import { isSyncedApplication } from './argo-cd-applications';
import { allowedProjects, anyNamespace, appProjects, deliveryProjectName } from './argo-cd-project';
import {
  type ArgoCdPlacement,
  chartsFolder,
  type Delivery,
  deliveryPath,
  deliveryPrefix,
  placementOf,
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

/** Whose rights an Application has, and where it writes. */
interface Target {
  readonly project: string;
  readonly destination: Readonly<Record<string, string>>;
}

const finalizer = 'resources-finalizer.argocd.argoproj.io';

/** Tries for more than an hour; a fixed commit is taken up at the next try, rather than after the last. */
const retry = { limit: 20, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } };

/**
 * A root Application over one Application per stage, and one for its charts. Each stage is a sync wave of the root, which goes on once
 * its Applications are healthy; that needs the health check of Applications in `argo-cd-health.yaml`. Deleting the root deletes
 * the stages from the last wave to the first. All of them are where Argo CD is; what the stages bring goes to the cluster, but for
 * the Applications among it.
 */
export function argoCdDelivery(index: ReferenceIndex, plan: Plan, delivery: Delivery): ArgoCdDelivery {
  const placement = placementOf(delivery);
  return {
    bootstrap: [
      // A project that is somebody else's is theirs to limit.
      ...(placement.isProjectGiven
        ? []
        : [
            ...appProjects(index, delivery),
            ...applicationPolicy(delivery.cluster, placement, allowedProjects(index, delivery)),
          ]),
      rootApplication(delivery, placement),
    ],
    stages: plan.stages.flatMap((stage) => stageApplications(index, stage, delivery, placement)),
  };
}

function rootApplication(delivery: Delivery, placement: ArgoCdPlacement): Manifest {
  // Every stage that is not healthy yet is a failed try of the root: it has as many as it takes.
  const patient = { ...retry, limit: -1 };
  const path = `${deliveryPath(delivery)}/stages`;
  const { namePrefix = deliveryPrefix } = placement;
  return application(namePrefix, path, {}, delivery, ofApplications(placement), {
    automated: { enabled: true, prune: true, selfHeal: true },
    retry: patient,
  });
}

/** The project and the destination of what syncs Applications alone: where Argo CD is. */
function ofApplications(placement: ArgoCdPlacement): Target {
  return {
    project: deliveryProjectName(placement),
    destination: { server: thisCluster, namespace: placement.namespace },
  };
}

/** The charts' Applications are synced apart: what else the stage has may not go where they go. */
function stageApplications(
  index: ReferenceIndex,
  stage: Plan['stages'][number],
  delivery: Delivery,
  placement: ArgoCdPlacement,
): readonly Manifest[] {
  const { namespace, project, destination } = placement;
  const path = stagePath(delivery, stage.stage);
  const name = stageName(stage.stage, placement.namePrefix);
  const isApart = (object: Manifest) => isSyncedApplication(object, namespace);
  const applications = stage.objects.filter(isApart);
  const others = stage.objects.filter((object) => !isApart(object));
  return [
    ...(others.length === 0
      ? []
      : [
          stageApplication(index, stage.stage, name, path, others, delivery, {
            project,
            destination: { ...destination, namespace: anyNamespace(index, placement) },
          }),
        ]),
    ...(applications.length === 0
      ? []
      : [
          stageApplication(
            index,
            stage.stage,
            `${name}-${chartsFolder}`,
            `${path}/${chartsFolder}`,
            applications,
            delivery,
            ofApplications(placement),
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
  { project, destination }: Target,
  syncPolicy: Readonly<Record<string, unknown>>,
): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace: placementOf(delivery).namespace,
      finalizers: [finalizer],
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: {
      project,
      source: { repoURL: delivery.repository, targetRevision: delivery.revision, path },
      destination,
      syncPolicy,
    },
  };
}

/** Replicas that an autoscaler sets: Git has no say in them. */
function scaledByOthers(
  index: ReferenceIndex,
  objects: readonly Manifest[],
): readonly Readonly<Record<string, unknown>>[] {
  const autoscalers = [
    ...index.ofKind('autoscaling', 'HorizontalPodAutoscaler'),
    ...index.ofKind('keda.sh', 'ScaledObject'),
  ];
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
