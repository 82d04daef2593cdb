import type { Manifest } from '../references/manifest';
import { argoNamespace, deliveryPrefix } from './delivery';

/** Many clusters, each with an Argo CD of its own, and one Argo CD that gives each of them its delivery objects. */
export interface Fleet {
  /** URL of the Git repository that holds every cluster's output. */
  readonly repository: string;
  readonly revision: string;
  /** Folder of the repository that holds the clusters' output, such as `dist`. */
  readonly path: string;
  /**
   * Which clusters: each that Argo CD knows and that carries the label `meshwright: enabled`, or each folder in Git. Both
   * take the name under which Argo CD knows the cluster for the name of its folder.
   */
  readonly generator: 'clusters' | 'git';
  /**
   * Values of the cluster label `ring`, in the order in which the rings get a change. Only for the generator `clusters`.
   * The price: the Applications are synced step by step and not by themselves, so nothing heals them; a cluster whose ring
   * is not listed is never synced; and the controller needs `applicationsetcontroller.enable.progressive.syncs: "true"`.
   *
   * @default every cluster at once
   */
  readonly rings?: readonly string[];
}

const name = 'meshwright-fleet';

/**
 * The objects for the one Argo CD: a project that may write into the namespace of Argo CD and nowhere else, but for the
 * policies of the clusters, and an ApplicationSet.
 *
 * @throws an Error for rings with the generator `git`: folders have no labels to tell rings by.
 */
export function fleetDelivery(fleet: Fleet): readonly Manifest[] {
  if (fleet.rings !== undefined && fleet.generator === 'git') {
    throw new Error(
      'rings need the generator clusters: a folder in Git has no label that says which ring it is in',
    );
  }
  return [project(fleet), applicationSet(fleet)];
}

function project(fleet: Fleet): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name, namespace: argoNamespace },
    spec: {
      description: 'The delivery objects of every cluster',
      sourceRepos: [fleet.repository],
      destinations: [{ name: '*', namespace: argoNamespace }],
      clusterResourceWhitelist: ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'].map(
        (kind) => ({ group: 'admissionregistration.k8s.io', kind, name: `${deliveryPrefix}-*` }),
      ),
    },
  };
}

function applicationSet(fleet: Fleet): Manifest {
  const cluster = fleet.generator === 'clusters' ? '{{ .name }}' : '{{ .path.basename }}';
  const { rings } = fleet;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name, namespace: argoNamespace },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [generator(fleet)],
      ...(rings === undefined ? {} : { strategy: rollingSync(rings) }),
      // A cluster that leaves the fleet keeps what it has, until somebody takes it down in order.
      syncPolicy: { applicationsSync: 'create-update', preserveResourcesOnDeletion: true },
      template: {
        metadata: {
          name: `${cluster}-delivery`,
          ...(rings === undefined ? {} : { labels: { ring: '{{ index .metadata.labels "ring" }}' } }),
        },
        spec: {
          project: name,
          source: {
            repoURL: fleet.repository,
            targetRevision: fleet.revision,
            path: `${fleet.path}/${cluster}/delivery`,
            directory: { include: 'argo-cd*.yaml' },
          },
          destination: { name: cluster, namespace: argoNamespace },
          syncPolicy: {
            ...(rings === undefined ? { automated: { enabled: true, prune: false, selfHeal: true } } : {}),
            // The health checks are a part of a ConfigMap that is there already.
            syncOptions: ['ServerSideApply=true', 'Prune=false', 'Delete=false'],
          },
        },
      },
    },
  };
}

function generator(fleet: Fleet): Readonly<Record<string, unknown>> {
  if (fleet.generator === 'clusters') {
    return { clusters: { selector: { matchLabels: { meshwright: 'enabled' } } } };
  }
  return {
    git: { repoURL: fleet.repository, revision: fleet.revision, directories: [{ path: `${fleet.path}/*` }] },
  };
}

function rollingSync(rings: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    type: 'RollingSync',
    rollingSync: {
      steps: rings.map((ring) => ({ matchExpressions: [{ key: 'ring', operator: 'In', values: [ring] }] })),
    },
  };
}
