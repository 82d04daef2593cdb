import { ApiObject, App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Application } from '../../config/application/schema';
import type { ClusterConfig } from '../../config/cluster';
import type { GatewayMember, ServiceGraph, ServiceVersion } from '../../config/graph/service-graph';
import type { KongMeshConfig } from '../../config/mesh';
import { type Manifest, saysTheSame } from '../../references/manifest';
import { compileToKongMesh } from '../mesh/kong-mesh/compile';
import * as kongMesh from '../mesh/kong-mesh/names';
import type { RoleOf } from '../mesh/workload';
import type { Mirrored } from '../mirror';
import { addApplicationPolicies } from '../network-policies/application';
import { addNamespace } from '../platform/namespace';
import { injectedLevel, podSecurityLabels } from '../pod-security';
import { addConfiguration } from './configuration';
import { label } from './label';
import { podLevel } from './pod-level';
import { addScaling } from './scaling';
import { workloadOf } from './workload';

/** All that the services of an application on Kong Mesh, and what runs them, are made of. */
export interface Meshed {
  readonly cluster: Pick<ClusterConfig, 'mesh' | 'production' | 'observability'> & Mirrored;
  readonly application: Pick<Application, 'namespace' | 'services' | 'labels' | 'annotations'>;
  readonly mesh: KongMeshConfig;
  readonly gateway: GatewayMember;
  /** Labels of the namespace that are for the pods of a gateway beside the application's. */
  readonly gatewayLabels: Readonly<Record<string, string>>;
  /** Without what runs the pods, which follows from the application. */
  readonly graph: ServiceGraph;
}

/** Adds the services of an application on Kong Mesh, and what runs them. */
export function addMeshed(
  scope: Construct,
  { cluster, application, mesh, gateway, gatewayLabels, graph }: Meshed,
  roleOf?: RoleOf,
): void {
  const { namespace } = application;
  const whole = withWorkloads(graph, cluster, application);
  if (!namespace.existing) {
    addNamespace(scope, namespace.name, {
      ...kongMesh.meshNamespaceLabels(mesh),
      ...podSecurityLabels(cluster, injectedLevel(mesh, podLevel(whole))),
      ...gatewayLabels,
    });
  }
  compileToKongMesh(scope, mesh, gateway, whole, roleOf);
  if (cluster.production.networkPolicies && !namespace.existing) {
    const { observability } = cluster;
    addApplicationPolicies(scope, { graph: whole, gateway, mesh, observability });
  }
  addConfiguration(scope, application);
  addScaling(scope, application);
}

/** A service graph with what runs the pods of each version that is not there already. */
export function withWorkloads(
  graph: ServiceGraph,
  cluster: Meshed['cluster'],
  application: Meshed['application'],
): ServiceGraph {
  const withWorkload = (service: string, version: ServiceVersion): ServiceVersion => {
    const own = application.services[service];
    const versionConfig = own?.versions[version.name];
    return own === undefined || versionConfig === undefined || own.existing !== undefined
      ? version
      : { ...version, workload: workloadOf(cluster, application, service, own, version.name, versionConfig) };
  };
  return {
    ...graph,
    services: graph.services.map((service) => ({
      ...service,
      versions: service.versions.map((version) => withWorkload(service.name, version)),
    })),
    ...(graph.workers === undefined
      ? {}
      : {
          workers: graph.workers.map((worker) => ({
            ...worker,
            versions: worker.versions.map((version) => withWorkload(worker.name, version)),
          })),
        }),
  };
}

interface Made {
  readonly from: Meshed;
  readonly objects: readonly Manifest[];
}

/** What was made of one application. */
interface MadeForms {
  /** The one that was last asked for first. */
  readonly forms: readonly Made[];
  /** How many clusters in turn had none of them. */
  readonly misses: number;
}

/** So many forms of one application are remembered: a fleet has a few stages, and clusters with a form of their own. */
const MOST_FORMS = 8;
/** An application of which so many clusters in turn had a form of their own is shared by none. */
const MOST_MISSES = 12;
const MOST_NAMESPACES = 500;

/** By the namespaces of applications. */
const made = new Map<string, MadeForms>();

/**
 * The objects that `addMeshed` adds, with the application's labels: made once for all clusters that say the same. Only for an application
 * whose pods have no IAM role, which each cluster makes for itself.
 *
 * @throws GraphError when the graph is inconsistent, or asks for what Kong Mesh cannot do
 */
export function meshedObjects(from: Meshed): readonly Manifest[] {
  const { name } = from.application.namespace;
  const { forms, misses } = made.get(name) ?? { forms: [], misses: 0 };
  const known = forms.find((form) => saysTheSame(form.from, from));
  if (known !== undefined) {
    // What is asked for again stays when clusters with forms of their own come by.
    made.set(name, { forms: [known, ...forms.filter((form) => form !== known)], misses: 0 });
    return known.objects;
  }
  const chart = new Chart(new App(), 'made');
  addMeshed(chart, from);
  label(chart, from.application);
  const objects = chart.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .map((object): Manifest => object.toJson());
  if (made.size >= MOST_NAMESPACES && !made.has(name)) made.clear();
  made.set(name, {
    forms: misses < MOST_MISSES ? [{ from, objects }, ...forms].slice(0, MOST_FORMS) : [],
    misses: misses + 1,
  });
  return objects;
}
