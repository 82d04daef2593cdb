import { ApiObject, App, Chart } from 'cdk8s';
import { entryOf } from '../config/application/graph';
import type { ClusterConfig } from '../config/cluster';
import { besideOf } from '../config/gateway';
import type { ServiceAddress } from '../config/graph/service-graph';
import { itemsOfList, type Manifest } from '../references/manifest';
import { ApplicationChart } from './application/application';
import { type Component, existingComponent } from './application/component';
import { isGiven } from './context';
import { buildExtensionCharts } from './extension-charts';
import { BesideGatewayChart, OperatorGatewayChart } from './gateway/gateway-api/operator-gateway';
import { KongChart } from './gateway/kong';
import { type RoleDocuments, roleDocuments } from './iam/service-account-role';
import { universalMesh } from './mesh/kong-mesh/mesh';
import { ObservabilityChart } from './observability/observability';
import { applyFirst, type PlacedPatch } from './patch';
import { AppMeshChart } from './platform/app-mesh';
import { KongMeshChart } from './platform/kong-mesh';
import { KongOperatorChart } from './platform/kong-operator';
import { needsCertManager } from './platform/needs-cert-manager';
import { CertManagerChart, ExternalSecretsChart } from './platform/operators';

/** An object of a cluster, and the chart that it belongs to: the name of its file. */
export interface ChartObject {
  readonly chart: string;
  readonly manifest: Manifest;
}

/** All that the charts make of one cluster file. */
export interface ClusterObjects {
  readonly objects: readonly ChartObject[];
  /** The JSON patches that name none of the objects: they are for delivery objects, which are made later. */
  readonly patchesLeft: readonly PlacedPatch[];
  /** Roles for whoever creates them outside the cluster; empty where the cluster creates them itself. */
  readonly roles: readonly RoleDocuments[];
  /** What belongs on Konnect's global control plane, in universal format, by file name. */
  readonly global: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** What workloads that are there already have to carry, by application: components of kustomize. */
  readonly existing: ReadonlyMap<string, Component>;
}

/**
 * Builds the objects of one cluster, in one cdk8s App of its own, with the JSON patches of the cluster file applied.
 *
 * @throws PatchError when a patch does not fit
 * @throws GraphError when an application asks for what its mesh cannot do
 */
export function clusterObjects(config: ClusterConfig): ClusterObjects {
  const app = new App();
  const made = new Map<Chart, readonly Manifest[]>(
    addCharts(app, config).map((chart) => [chart, chart.made]),
  );
  buildExtensionCharts(app, config);
  const built = app.node.children
    .filter(Chart.isChart)
    .flatMap((chart) => chartObjects(chart, made.get(chart)));
  return {
    ...patched(built, config),
    roles: roleDocuments(app, config),
    global: globalObjects(config),
    existing: existingComponents(config),
  };
}

/** @returns the charts of the applications */
function addCharts(app: App, config: ClusterConfig): readonly ApplicationChart[] {
  const { mesh } = config;
  if (!isGiven(config, 'external-secrets')) {
    new ExternalSecretsChart(app, config);
  }
  if (needsCertManager(config) && !isGiven(config, 'cert-manager')) {
    new CertManagerChart(app, config);
  }
  if (mesh?.backend === 'app-mesh') {
    new AppMeshChart(app, config, mesh);
  }
  if (mesh?.backend === 'kong-mesh') {
    new KongMeshChart(app, config, mesh);
  }
  const { gateway } = config;
  if (gateway.mode === 'kong-operator' || gateway.mode === 'konnect-operator') {
    if (!isGiven(config, 'kong-operator')) new KongOperatorChart(app, config);
    new OperatorGatewayChart(app, config, gateway);
  } else {
    new KongChart(app, config, entryServices(config));
    const beside = besideOf(gateway);
    if (beside !== undefined) {
      if (!isGiven(config, 'kong-operator')) new KongOperatorChart(app, config);
      new BesideGatewayChart(app, config, beside);
    }
  }
  const { observability } = config;
  if (observability !== undefined) new ObservabilityChart(app, config, observability);
  return mesh === undefined
    ? []
    : Object.values(config.applications).map(
        (application) => new ApplicationChart(app, config, mesh, application, { shares: true }),
      );
}

function existingComponents(config: ClusterConfig): ReadonlyMap<string, Component> {
  return new Map(
    Object.values(config.applications).flatMap((application) => {
      const component = existingComponent(application, config);
      return component === undefined ? [] : [[application.name, component] as const];
    }),
  );
}

/** The services of all applications that the gateway calls. */
function entryServices(config: ClusterConfig): readonly ServiceAddress[] {
  return Object.values(config.applications).flatMap((application) =>
    entryOf(application).map((name) => ({ namespace: application.namespace.name, name })),
  );
}

/** The objects of one chart. `chart.toJson()` would resolve the whole app again for each chart. */
function chartObjects(chart: Chart, made: readonly Manifest[] = []): readonly ChartObject[] {
  const own = chart.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .map((object): Manifest => object.toJson());
  return [...made, ...own].map((manifest) => ({ chart: chart.node.id, manifest }));
}

function patched(
  built: readonly ChartObject[],
  { patches }: ClusterConfig,
): Pick<ClusterObjects, 'objects' | 'patchesLeft'> {
  if (patches.length === 0) return { objects: built, patchesLeft: [] };
  const { objects, left } = applyFirst(
    built.map(({ manifest }) => manifest),
    patches,
  );
  return {
    // A List that a patch makes is the objects in it, here as everywhere else.
    objects: built.flatMap(({ chart, manifest }, index) =>
      itemsOfList(objects[index] ?? manifest).map((item) => ({ chart, manifest: item })),
    ),
    patchesLeft: left,
  };
}

function globalObjects(config: ClusterConfig): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const { mesh } = config;
  return mesh?.backend === 'kong-mesh' && mesh.controlPlane === 'konnect'
    ? new Map([['mesh.yaml', universalMesh(mesh)]])
    : new Map();
}
