import { type App, Chart } from 'cdk8s';
import type { Cluster, ExtensionChart } from '../api/index';
import { argoCdPlacement, chartsProjectOf } from '../config/argo-cd-placement';
import type { ClusterConfig } from '../config/cluster';

/** What goes wrong in code that an extension brings. */
export class ExtensionFault extends Error {
  override readonly name = 'ExtensionFault';
}

const charts: ExtensionChart[] = [];

/** The charts of the extensions that this process has loaded. */
export function addedCharts(): readonly ExtensionChart[] {
  return charts;
}

/** Adds charts to those that every cluster gets from now on. */
export function addCharts(more: readonly ExtensionChart[]): void {
  charts.push(...more);
}

/** Builds the charts of extensions. @throws ExtensionFault where one of them throws, or has the name of another chart */
export function buildExtensionCharts(app: App, config: ClusterConfig): void {
  for (const { name, build } of charts) {
    try {
      build(new Chart(app, name), clusterFor(config));
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      throw new ExtensionFault(
        `the chart ${name} of an extension failed for the cluster ${config.name}: ${said}`,
      );
    }
  }
}

function clusterFor(config: ClusterConfig): Cluster {
  const { name, aws, delivery, mesh, given, values, applications } = config;
  return {
    name,
    region: aws.region,
    account: aws.account,
    engine: delivery.engine,
    ...(delivery.engine === 'argo-cd' ? { argoCd: argoCdFor(config) } : {}),
    ...(mesh === undefined ? {} : { mesh: { name: mesh.name, backend: mesh.backend } }),
    given,
    values,
    applications: Object.values(applications).map((application) => ({
      name: application.name,
      namespace: application.namespace.name,
    })),
  };
}

function argoCdFor(config: ClusterConfig): NonNullable<Cluster['argoCd']> {
  const placement = argoCdPlacement(config);
  const { namespace, namePrefix, destination } = placement;
  return {
    namespace,
    ...(namePrefix === undefined ? {} : { namePrefix }),
    project: chartsProjectOf(placement),
    destination,
  };
}
