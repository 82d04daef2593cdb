import type { Application } from '../../config/application/schema';
import type { ClusterConfig } from '../../config/cluster';
import type { GatewayMember, ServiceGraph, ServiceVersion, Workload } from '../../config/graph/service-graph';
import type { KongMeshConfig } from '../../config/mesh';
import type { Manifest } from '../../references/manifest';
import { compileToKongMesh } from '../mesh/kong-mesh/compile';
import * as kongMesh from '../mesh/kong-mesh/names';
import type { RoleOf } from '../mesh/workload';
import type { Mirrored } from '../mirror';
import { addApplicationPolicies } from '../network-policies/application';
import type { AddPart } from '../part';
import { addNamespace } from '../platform/namespace';
import { injectedLevel, podSecurityLabels } from '../pod-security';
import { addConfiguration } from './configuration';
import { MadeOnce } from './made-once';
import { SharedParts } from './parts';
import { podLevel } from './pod-level';
import { addScaling } from './scaling';
import { type WorkloadProps, workloadOf } from './workload';

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
  add: AddPart,
  { cluster, application, mesh, gateway, gatewayLabels, graph }: Meshed,
  roleOf?: RoleOf,
): void {
  const { namespace } = application;
  const whole = withWorkloads(graph, cluster, application);
  if (!namespace.existing) {
    const level = injectedLevel(mesh, () => podLevel(whole));
    const labels = {
      ...kongMesh.meshNamespaceLabels(mesh),
      ...podSecurityLabels(cluster, level),
      ...gatewayLabels,
    };
    add('namespace', { name: namespace.name, labels }, (scope, own) =>
      addNamespace(scope, own.name, own.labels),
    );
  }
  compileToKongMesh(add, mesh, gateway, whole, roleOf);
  if (cluster.production.networkPolicies && !namespace.existing) {
    const { observability } = cluster;
    add('network policies', { graph: whole, gateway, mesh, observability }, addApplicationPolicies);
  }
  addConfiguration(add, application);
  addScaling(add, application);
}

/** A service graph with what runs the pods of each version that is not there already. */
export function withWorkloads(
  graph: ServiceGraph,
  cluster: Meshed['cluster'],
  application: Meshed['application'],
): ServiceGraph {
  const { namespace, labels, annotations } = application;
  const { mesh, production, versions } = cluster;
  const { mirror, mirrorPrefixes } = versions;
  const settings = { backend: mesh?.backend, production, versions: { mirror, mirrorPrefixes } };
  const withWorkload = (service: string, version: ServiceVersion): ServiceVersion => {
    const own = application.services[service];
    if (own?.versions[version.name] === undefined || own.existing !== undefined) return version;
    const from: WorkloadProps = {
      settings,
      labels,
      annotations,
      service,
      config: own,
      version: version.name,
    };
    const key = `${namespace.name} ${service} ${version.name}`;
    return { ...version, workload: workloads.of(key, from, () => workloadOf(from)) };
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

const workloads = new MadeOnce<Workload>(10_000);

const made = new MadeOnce<readonly Manifest[]>(500);

/**
 * The objects that `addMeshed` adds, with the application's labels: made once for all clusters that say the same, and part by part where
 * they say something else of a part. Only for an application whose pods have no IAM role, which each cluster makes for itself.
 *
 * @throws GraphError when the graph is inconsistent, or asks for what Kong Mesh cannot do
 */
export function meshedObjects(from: Meshed): readonly Manifest[] {
  return made.of(from.application.namespace.name, from, () => {
    const parts = new SharedParts(from.application);
    addMeshed(parts.add, from);
    return parts.objects;
  });
}
