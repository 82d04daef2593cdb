import type { ClusterConfig } from '../config/cluster';

/** Zones and nodes: what fails as a whole. */
const topologies = ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'] as const;

/**
 * The constraints that keep pods in different zones and on different nodes; undefined where the cluster wants none.
 *
 * @param labels of the pods; a Helm chart may add them itself
 * @param revisions whether each roll-out is counted for itself, as a Deployment's pods are
 */
export function spreadConstraints(
  { production }: Pick<ClusterConfig, 'production'>,
  labels: Readonly<Record<string, string>> | undefined,
  revisions = true,
): readonly Readonly<Record<string, unknown>>[] | undefined {
  const { spread } = production;
  if (spread === 'none') return undefined;
  return topologies.map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: spread === 'require' ? 'DoNotSchedule' : 'ScheduleAnyway',
    ...(labels === undefined ? {} : { labelSelector: { matchLabels: { ...labels } } }),
    ...(revisions ? { matchLabelKeys: ['pod-template-hash'] } : {}),
  }));
}

/** The same for a chart that takes affinities alone. */
export function spreadAffinity(
  { production }: Pick<ClusterConfig, 'production'>,
  labels: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> | undefined {
  const { spread } = production;
  if (spread === 'none') return undefined;
  const [zone, node] = topologies.map((topologyKey) => ({
    topologyKey,
    labelSelector: { matchLabels: labels },
  }));
  const preferred = (terms: readonly unknown[]) => ({
    preferredDuringSchedulingIgnoredDuringExecution: terms.map((podAffinityTerm) => ({
      weight: 100,
      podAffinityTerm,
    })),
  });
  // A zone that had to be another one each time would stop a roll-out, which has a pod more than there are zones.
  return {
    podAntiAffinity:
      spread === 'require'
        ? { requiredDuringSchedulingIgnoredDuringExecution: [node], ...preferred([zone]) }
        : preferred([zone, node]),
  };
}

/** Both as values of a chart; nothing where the cluster wants none. */
export function spreadValues(
  config: Pick<ClusterConfig, 'production'>,
  labels: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, unknown>> {
  const topologySpreadConstraints = spreadConstraints(config, labels);
  return topologySpreadConstraints === undefined ? {} : { topologySpreadConstraints };
}

/** A priority class as a value of a chart; nothing where the cluster names none. */
export function priorityValue(name: string | undefined): Readonly<Record<string, string>> {
  return name === undefined ? {} : { priorityClassName: name };
}
