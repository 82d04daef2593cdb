import type { ClusterConfig } from './cluster';

/** A cluster as Argo CD names it: by the address of its API server, or by its name. */
export type ArgoCdDestination = { readonly server: string } | { readonly name: string };

/** Where the Applications of a cluster are, what they are called, and where they go. */
export interface ArgoCdPlacement {
  /** Namespace of Argo CD. */
  readonly namespace: string;
  /** What all names begin with; undefined where Argo CD has nothing but this cluster. */
  readonly namePrefix: string | undefined;
  readonly project: string;
  /** Whether somebody else makes the project. */
  readonly isProjectGiven: boolean;
  /** The cluster that the output is for. */
  readonly destination: ArgoCdDestination;
}

/** The cluster that Argo CD itself runs in, as a destination. */
const thisCluster = 'https://kubernetes.default.svc';

/** Where Argo CD has what belongs to a cluster. */
export function argoCdPlacement({
  name,
  delivery: { argoCd },
  given,
}: Pick<ClusterConfig, 'name' | 'delivery' | 'given'>): ArgoCdPlacement {
  const { hub, namespace = 'argocd', namePrefix = hub === undefined ? undefined : name } = argoCd ?? {};
  const { project = namePrefix ?? name } = argoCd ?? {};
  return {
    namespace,
    namePrefix,
    project,
    isProjectGiven: given.includes(`AppProject ${namespace}/${project}`),
    destination: destinationOf(name, argoCd),
  };
}

/** The AppProject of the Applications that bring Helm charts. */
export function chartsProjectOf({ project, isProjectGiven }: ArgoCdPlacement): string {
  return isProjectGiven ? project : `${project}-charts`;
}

/** Which Argo CD keeps a cluster: the name of the cluster that it runs in. */
export function hubOf({ name, delivery }: Pick<ClusterConfig, 'name' | 'delivery'>): string {
  return delivery.argoCd?.hub ?? name;
}

function destinationOf(cluster: string, argoCd: ClusterConfig['delivery']['argoCd']): ArgoCdDestination {
  const { server, name } = argoCd?.destination ?? {};
  if (server !== undefined) return { server };
  if (name !== undefined) return { name };
  const { hub = cluster } = argoCd ?? {};
  return hub === cluster ? { server: thisCluster } : { name: cluster };
}
