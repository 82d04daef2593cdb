import { groupOf } from '../../references/manifest';

/** From which version on an API version is served, and the first that does not serve it any more. */
interface Served {
  readonly group: string;
  readonly version: string;
  readonly kinds?: readonly string[];
  readonly since?: string;
  readonly until?: string;
}

/** By component: what its releases serve, where they differ. */
const served: Readonly<Record<string, readonly Served[]>> = {
  // external-secrets releases v0.16.0 and v0.17.0
  'external-secrets': [
    { group: 'external-secrets.io', version: 'v1', since: '0.16' },
    { group: 'external-secrets.io', version: 'v1beta1', since: '0.5', until: '0.17' },
    { group: 'external-secrets.io', version: 'v1alpha1', kinds: ['PushSecret'], since: '0.7' },
  ],
  // cert-manager release notes 1.0 and 1.6
  'cert-manager': [
    { group: 'cert-manager.io', version: 'v1', since: '1.0' },
    { group: 'cert-manager.io', version: 'v1beta1', until: '1.6' },
    { group: 'cert-manager.io', version: 'v1alpha3', until: '1.6' },
    { group: 'cert-manager.io', version: 'v1alpha2', until: '1.6' },
  ],
  // Gateway API CRDs of each release, standard channel
  'gateway-api': [
    {
      group: 'gateway.networking.k8s.io',
      version: 'v1',
      kinds: ['Gateway', 'GatewayClass', 'HTTPRoute'],
      since: '1.0',
    },
    { group: 'gateway.networking.k8s.io', version: 'v1', kinds: ['GRPCRoute'], since: '1.1' },
    { group: 'gateway.networking.k8s.io', version: 'v1', kinds: ['BackendTLSPolicy'], since: '1.4' },
  ],
  // Kubernetes' deprecated API migration guide
  kubernetes: [
    {
      group: 'policy',
      version: 'v1beta1',
      kinds: ['PodDisruptionBudget', 'PodSecurityPolicy'],
      until: '1.25',
    },
    { group: 'batch', version: 'v1beta1', kinds: ['CronJob'], until: '1.25' },
    { group: 'autoscaling', version: 'v2beta1', until: '1.25' },
    { group: 'autoscaling', version: 'v2beta2', until: '1.26' },
    { group: 'autoscaling', version: 'v2', since: '1.23' },
    { group: 'flowcontrol.apiserver.k8s.io', version: 'v1beta2', until: '1.29' },
    { group: 'flowcontrol.apiserver.k8s.io', version: 'v1beta3', until: '1.32' },
    { group: 'flowcontrol.apiserver.k8s.io', version: 'v1', since: '1.29' },
    { group: 'networking.k8s.io', version: 'v1', kinds: ['Ingress', 'IngressClass'], since: '1.19' },
    { group: 'networking.k8s.io', version: 'v1beta1', until: '1.22' },
    { group: 'extensions', version: 'v1beta1', kinds: ['Ingress'], until: '1.22' },
    { group: 'policy', version: 'v1', since: '1.21' },
    { group: 'batch', version: 'v1', kinds: ['CronJob'], since: '1.21' },
  ],
};

/** Components whose version can be said. */
export const versionedComponents: readonly string[] = Object.keys(served);

/** What a version that was said serves. */
export interface SaidVersion {
  readonly component: string;
  readonly said: string;
  readonly served: boolean;
  /** API versions of the kind that it serves instead. */
  readonly instead: readonly string[];
}

/** What is known of a kind's API version in the versions that were said; undefined where nobody said one. */
export function servedBySaid(
  apiVersion: string,
  kind: string,
  versions: ReadonlyMap<string, string>,
): SaidVersion | undefined {
  const group = groupOf(apiVersion);
  const version = apiVersion.slice(apiVersion.lastIndexOf('/') + 1);
  for (const [component, said] of versions) {
    const entries = (served[component] ?? []).filter(
      (entry) => entry.group === group && (entry.kinds?.includes(kind) ?? true),
    );
    const own = entries.find((entry) => entry.version === version);
    if (own === undefined) continue;
    const instead = entries.filter((entry) => holds(entry, said)).map((entry) => `${group}/${entry.version}`);
    return { component, said, served: holds(own, said), instead };
  }
  return undefined;
}

function holds({ since, until }: Served, said: string): boolean {
  return (since === undefined || order(said, since) >= 0) && (until === undefined || order(said, until) < 0);
}

/** Compares as many parts of two versions as both have. */
function order(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.replace(/^v/, '').split('.').map(Number.parseFloat));
  for (const [index, part] of (right ?? []).entries()) {
    const difference = (left?.[index] ?? 0) - part;
    if (difference !== 0) return difference;
  }
  return 0;
}
