import { dig, text } from '../references/fields';
import { helmInstallOf } from '../references/helm-install';
import type { Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import {
  clusterPath,
  type Delivery,
  deliveryPath,
  fluxNamespace,
  fluxSecret,
  stageName,
  stagePath,
} from './delivery';
import { healthCheckExpressions } from './flux-health';
import type { Plan } from './plan';
import type { Stage } from './stage';
import { healthyLater, waitedFor } from './waiting';

const namespace = fluxNamespace;
const source = 'meshwright';

/**
 * The objects that make Flux keep the stages in order: a GitRepository unless one is there already, and a Kustomization for each stage that has
 * objects, which depends on the one before it and is Ready only once what later stages rely on is healthy.
 *
 * They are applied once; from then on one more Kustomization keeps them as they are in Git, and adds and removes stages.
 */
export function fluxDelivery(index: ReferenceIndex, plan: Plan, delivery: Delivery): readonly Manifest[] {
  const late = healthyLater(index, plan);
  return [
    ...(delivery.flux?.gitRepository === undefined ? [gitRepository(delivery)] : []),
    deliveryKustomization(delivery),
    ...plan.stages.map((stage, i) => kustomization(index, stage, plan.stages[i - 1]?.stage, late, delivery)),
  ];
}

function gitRepository(delivery: Delivery): Manifest {
  const { provider } = delivery.flux ?? {};
  const secret = fluxSecret(delivery);
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: source, namespace },
    spec: {
      interval: '1m',
      url: delivery.repository,
      ref: readRef(delivery),
      // A repository may hold the output of hundreds of clusters; each needs its own.
      sparseCheckout: [clusterPath(delivery)],
      ...(provider === undefined ? {} : { provider }),
      ...(secret === undefined ? {} : { secretRef: { name: secret } }),
    },
  };
}

function readRef({ revision, flux }: Delivery): Readonly<Record<string, string>> {
  const { tag, semver, commit } = flux?.ref ?? {};
  if (commit !== undefined) return { commit };
  if (semver !== undefined) return { semver };
  return tag === undefined ? { branch: revision } : { tag };
}

/** Where every Kustomization reads from, and as whom it applies. */
function sourceAndRights({ flux }: Delivery): Readonly<Record<string, unknown>> {
  const { gitRepository = { name: source, namespace }, serviceAccountName } = flux ?? {};
  return {
    sourceRef: {
      kind: 'GitRepository',
      name: gitRepository.name,
      ...(gitRepository.namespace === namespace ? {} : { namespace: gitRepository.namespace }),
    },
    ...(serviceAccountName === undefined ? {} : { serviceAccountName }),
  };
}

function deliveryKustomization(delivery: Delivery): Manifest {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: source, namespace },
    spec: {
      ...sourceAndRights(delivery),
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
  const installs = stage.objects.filter((object) => helmInstallOf(object, index) !== undefined);
  const expressions = healthCheckExpressions(stage.objects);
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: stageName(stage.stage), namespace },
    spec: {
      ...(previous === undefined ? {} : { dependsOn: [{ name: stageName(previous) }] }),
      ...sourceAndRights(delivery),
      path: `./${stagePath(delivery, stage.stage)}`,
      interval: '10m',
      retryInterval: '1m',
      // A Helm install may take its own time-out, and be tried again, before the stage gives up.
      timeout: `${10 + Math.max(0, ...installs.map(minutesOf))}m`,
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

/** How long a Helm install may take; Flux's own time-out is five minutes. */
function minutesOf({ spec }: Manifest): number {
  const [, minutes = '10'] = /^(\d+)m/.exec(text(dig(spec, 'timeout')) ?? '') ?? [];
  return Number(minutes);
}
