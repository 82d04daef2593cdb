import type { ClusterConfig } from '../config/cluster';
import type { GatewayConfig } from '../config/gateway';
import type { KongMeshConfig } from '../config/mesh';
import { type VersionedChart, versionedOciRepositories } from '../config/versions';
import { mirroredRepository } from './mirror';

/** A Helm chart at one version of one repository. */
export interface HelmChartVersion {
  readonly repository: string;
  readonly chart: VersionedChart;
  readonly version: string;
}

/** A chart at the version that a cluster runs, and from where: a repository in a registry begins with oci://. */
export function chartIn(
  { versions }: Pick<ClusterConfig, 'versions'>,
  chart: HelmChartVersion,
): HelmChartVersion {
  return {
    chart: chart.chart,
    repository: mirroredSource(versions, chart),
    version: versions.charts[chart.chart] ?? chart.version,
  };
}

/** A registry caches the charts that are in one; the others are in the mirror where somebody pushes them. */
function mirroredSource(
  versions: ClusterConfig['versions'],
  { chart, repository }: HelmChartVersion,
): string {
  if (versions.mirror === undefined) return repository;
  const upstream = versionedOciRepositories[chart];
  if (upstream !== undefined) return `oci://${mirroredRepository({ versions }, upstream)}`;
  return versions.mirrorCharts === undefined
    ? repository
    : `oci://${versions.mirror}/${versions.mirrorCharts}`;
}

/** Every chart that Meshwright installs, pinned. A default moves here and nowhere else; clusters may say others. */
export const helmChartVersions = {
  'appmesh-controller': {
    repository: 'https://aws.github.io/eks-charts',
    chart: 'appmesh-controller',
    version: '1.13.3',
  },
  'cert-manager': { repository: 'https://charts.jetstack.io', chart: 'cert-manager', version: 'v1.21.2' },
  'external-secrets': {
    repository: 'https://charts.external-secrets.io',
    chart: 'external-secrets',
    version: '2.9.0',
  },
  ingress: { repository: 'https://charts.konghq.com', chart: 'ingress', version: '0.24.0' },
  kong: { repository: 'https://charts.konghq.com', chart: 'kong', version: '3.4.1' },
  'kong-operator': { repository: 'https://charts.konghq.com', chart: 'kong-operator', version: '1.3.1' },
} as const satisfies Record<string, HelmChartVersion>;

const kongMeshVersions: Readonly<Record<KongMeshConfig['profile'], string>> = {
  '2.13': '2.13.2',
  '2.14': '2.14.3',
};

/** The Kong Mesh chart of a version profile; its version is that of Kong Mesh itself. */
export function kongMeshChart(profile: KongMeshConfig['profile']): HelmChartVersion {
  return {
    repository: 'https://kong.github.io/kong-mesh-charts',
    chart: 'kong-mesh',
    version: kongMeshVersions[profile],
  };
}

/**
 * Envoy sidecar of the App Mesh controller. The chart's default tag differs between two copies of the same chart
 * version (aws-app-mesh-controller-for-k8s and eks-charts), so it is pinned here.
 */
export const appMeshSidecarTag = 'v1.34.13.3-prod';

/**
 * The whole tag of the gateway's image for each minor: the short one (`3.10`) is another image from one pull to the next. Sources: the release
 * dates of developer.konghq.com (app/_data/products/gateway.yml), the tags of Kong/kong, and public files that run the last two.
 */
export const gatewayTags: Readonly<Record<GatewayConfig['version'], string>> = {
  '3.9': '3.9.1.2',
  '3.10': '3.10.0.10',
  '3.11': '3.11.0.10',
  '3.12': '3.12.0.5',
  '3.13': '3.13.0.3',
  '3.14': '3.14.0.15',
  '3.15': '3.15.0.5',
};

/** The last open-source gateway. */
export const openSourceGatewayTag = '3.9.3';

/** Kong Ingress Controller, which the charts name by its minor alone. */
export const ingressControllerTag = '3.5.13';
