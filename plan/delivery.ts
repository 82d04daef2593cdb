import type { Stage } from './stage';

/** What syncs a cluster's output. */
export type Engine = 'argo-cd' | 'flux';

/** Where a cluster's output is read from. */
export interface Delivery {
  /** Name of the cluster: the folder of its output. */
  readonly cluster: string;
  /** URL of the Git repository, `https://` or `ssh://`. */
  readonly repository: string;
  /** Branch. */
  readonly revision: string;
  /** Folder of the repository that holds the clusters' output, such as `dist`. */
  readonly path: string;
  /** What Flux alone has. */
  readonly flux?: FluxSettings | undefined;
  /** Where Argo CD has what belongs to the cluster. @default in the cluster itself, under the usual names */
  readonly placement?: ArgoCdPlacement | undefined;
}

/** Where the Applications of a cluster are, what they are called, and where they go. */
export interface ArgoCdPlacement {
  /** Namespace of Argo CD. */
  readonly namespace: string;
  /** What all names begin with; undefined where Argo CD has nothing but this cluster. */
  readonly namePrefix: string | undefined;
  /** The AppProject of what lies in the repository. */
  readonly project: string;
  /** Whether somebody else makes the project, which is then that of all Applications. */
  readonly isProjectGiven: boolean;
  /** The cluster that the output is for, by the address of its API server or by its name in Argo CD. */
  readonly destination: { readonly server: string } | { readonly name: string };
}

/** How Flux reads the repository, and as whom it applies. */
export interface FluxSettings {
  /** Secret in Flux's namespace that logs in to the repository. */
  readonly secretRef?: string | undefined;
  /** `github`: as the GitHub App of the Secret. */
  readonly provider?: 'generic' | 'github' | undefined;
  /** What is read instead of a branch: one of them. */
  readonly ref?:
    | {
        readonly tag?: string | undefined;
        /** A range of versions. */
        readonly semver?: string | undefined;
        /** 40 hexadecimal digits. */
        readonly commit?: string | undefined;
      }
    | undefined;
  /** A GitRepository that is there already and is read instead of an own one. */
  readonly gitRepository?: { readonly name: string; readonly namespace: string } | undefined;
  /** ServiceAccount in Flux's namespace whose rights the output is applied with. */
  readonly serviceAccountName?: string | undefined;
}

/** Namespace of Flux, of its sources and Kustomizations. */
export const fluxNamespace = 'flux-system';

/** The Secret that logs in to the repository: `flux bootstrap` stores its key under the name of the namespace. */
export function fluxSecret({ repository, flux }: Pick<Delivery, 'repository' | 'flux'>): string | undefined {
  if (flux?.gitRepository !== undefined) return undefined;
  return flux?.secretRef ?? (repository.startsWith('ssh:') ? fluxNamespace : undefined);
}

/** The folder of the cluster's output, from the repository's root. */
export function clusterPath(delivery: Delivery): string {
  return `${delivery.path.replace(/(?<!\/)\/+$/, '')}/${delivery.cluster}`;
}

/** The folder of a stage, from the repository's root. */
export function stagePath(delivery: Delivery, stage: Stage): string {
  return `${clusterPath(delivery)}/${stage}`;
}

/** Folder below a stage's of the Applications that install its Helm charts, as Argo CD alone has them. */
export const chartsFolder = 'charts';

/** What the names of all delivery objects begin with, unless the cluster file says otherwise. */
export const deliveryPrefix = 'meshwright';

/** Name of the delivery object of a stage. One cluster has one set, so the cluster is not part of it unless the prefix has it. */
export function stageName(stage: Stage, prefix: string = deliveryPrefix): string {
  return `${prefix}-${stage}`;
}

/** The folder of the delivery objects, from the repository's root. */
export function deliveryPath(delivery: Delivery): string {
  return `${clusterPath(delivery)}/delivery`;
}

/** Namespace of Argo CD and its Applications, unless the cluster file says otherwise. */
export const argoNamespace = 'argocd';

/** The cluster that Argo CD itself runs in, as a destination. */
export const thisCluster = 'https://kubernetes.default.svc';

/** Where Argo CD has what belongs to a cluster. */
export function placementOf({
  cluster,
  placement,
}: Pick<Delivery, 'cluster' | 'placement'>): ArgoCdPlacement {
  return (
    placement ?? {
      namespace: argoNamespace,
      namePrefix: undefined,
      project: cluster,
      isProjectGiven: false,
      destination: { server: thisCluster },
    }
  );
}
