import { helmInstallOf } from '../references/helm-install';
import type { Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import { clusterPath, type Delivery, deliveryPath, stageName, stagePath } from './delivery';
import { healthCheckExpressions } from './flux-health';
import type { Plan } from './plan';
import type { Stage } from './stage';
import { healthyLater, waitedFor } from './waiting';

const namespace = 'flux-system';
const source = 'meshwright';

/**
 * The objects that make Flux keep the stages in order: a GitRepository, and a Kustomization for each stage that has
 * objects, which depends on the one before it and is Ready only once what later stages rely on is healthy.
 *
 * They are applied once; from then on one more Kustomization keeps them as they are in Git, and adds and removes stages.
 */
export function fluxDelivery(index: ReferenceIndex, plan: Plan, delivery: Delivery): readonly Manifest[] {
  const late = healthyLater(index, plan);
  return [
    gitRepository(delivery),
    deliveryKustomization(delivery),
    ...plan.stages.map((stage, i) => kustomization(index, stage, plan.stages[i - 1]?.stage, late, delivery)),
  ];
}

function gitRepository(delivery: Delivery): Manifest {
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: source, namespace },
    spec: {
      interval: '1m',
      url: delivery.repository,
      ref: { branch: delivery.revision },
      // A repository may hold the output of hundreds of clusters; each needs its own.
      sparseCheckout: [clusterPath(delivery)],
      // `flux bootstrap` stores the key of the repository under this name.
      ...(delivery.repository.startsWith('ssh:') ? { secretRef: { name: namespace } } : {}),
    },
  };
}

function deliveryKustomization(delivery: Delivery): Manifest {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: source, namespace },
    spec: {
      sourceRef: { kind: 'GitRepository', name: source },
      path: `./${deliveryPath(delivery)}`,
      interval: '10m',
      retryInterval: '1m',
      timeout: '5m',
      prune: true,
      // Deleting it leaves the stages, which a person then deletes one by one, the last one first.
      deletionPolicy: 'Orphan',
    },
  };
}

function kustomization(
  index: ReferenceIndex,
  stage: Plan['stages'][number],
  previous: Stage | undefined,
  late: ReadonlySet<Manifest>,
  delivery: Delivery,
): Manifest {
  const installs = stage.objects.some((object) => helmInstallOf(object, index) !== undefined);
  const expressions = healthCheckExpressions(stage.objects);
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: stageName(stage.stage), namespace },
    spec: {
      ...(previous === undefined ? {} : { dependsOn: [{ name: stageName(previous) }] }),
      sourceRef: { kind: 'GitRepository', name: source },
      path: `./${stagePath(delivery, stage.stage)}`,
      interval: '10m',
      retryInterval: '1m',
      // A Helm install may take its own time-out, and be tried again, before the stage gives up.
      timeout: installs ? '20m' : '10m',
      prune: true,
      // Deleting a stage ends when its objects are gone, so that those with finalizers go before their controllers.
      deletionPolicy: 'WaitForTermination',
      ...waiting(stage, late),
      ...(expressions.length === 0 ? {} : { healthCheckExprs: expressions }),
    },
  };
}

/** Wait for the whole stage, unless some of it becomes healthy only later: then for each of the others. */
function waiting(
  stage: Plan['stages'][number],
  late: ReadonlySet<Manifest>,
): Readonly<Record<string, unknown>> {
  const objects = waitedFor(stage, late);
  if (objects.length === stage.objects.length) return { wait: true };
  return {
    healthChecks: objects.map(({ apiVersion, kind, metadata }) => ({
      apiVersion,
      kind,
      name: metadata.name,
      ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
    })),
  };
}
