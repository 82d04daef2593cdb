/** The constraints that keep pods with these labels in different zones and on different nodes, where there is room. */
export function spreadOver(labels?: Readonly<Record<string, string>>): readonly unknown[] {
  return ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    ...(labels === undefined ? {} : { labelSelector: { matchLabels: labels } }),
    matchLabelKeys: ['pod-template-hash'],
  }));
}

/** A proxy of the zone, as the chart of Kong Mesh 2.14 is asked for it. */
export function zoneProxy(role: 'ingress' | 'egress') {
  return {
    enabled: true,
    deployment: {
      replicas: 2,
      podSpec: {
        securityContext: {
          runAsUser: 5678,
          runAsGroup: 5678,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        topologySpreadConstraints: spreadOver({
          'kuma.io/mesh': 'default',
          'k8s.kuma.io/zone-proxy-type': role,
        }),
      },
    },
    pdb: { enabled: true, maxUnavailable: 1 },
  };
}

/** A container, and a pod, that Pod Security lets in at its strictest level. */
export const shutContainer = {
  readOnlyRootFilesystem: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};
export const shutPod = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
