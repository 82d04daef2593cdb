import type { Construct } from 'constructs';
import type { ClusterConfig } from '../../../config/cluster';
import {
  podOwners,
  type Service,
  type ServiceGraph,
  type ServiceVersion,
  versionName,
  type Worker,
} from '../../../config/graph/service-graph';
import { assertGraph } from '../../../config/graph/validate-graph';
import { ServiceAccountRole } from '../../iam/service-account-role';
import { envoyStatements } from '../../iam/statements';
import { addNamedService, addVersionService } from '../services';
import { addWorkload } from '../workload';
import { addExternalService } from './external-service';
import { virtualNodeAwsName } from './names';
import { addVersionNode, addWorkerNode } from './virtual-node';
import { addServiceRouting } from './virtual-router';

/**
 * Compiles a service graph to App Mesh: a virtual node for each version, whose ServiceAccount may fetch the
 * configuration of that node and nothing else, a virtual router and virtual service for each service, and a virtual
 * node and virtual service for each host outside the mesh.
 *
 * @throws GraphError when the graph is inconsistent, or asks for what App Mesh cannot do
 */
export function compileToAppMesh(
  scope: Construct,
  config: ClusterConfig,
  mesh: string,
  graph: ServiceGraph,
): void {
  assertGraph(graph, 'app-mesh');
  const { namespace } = graph;
  for (const owner of podOwners(graph)) {
    for (const version of owner.versions) {
      const role = roleOf(scope, config, mesh, namespace, owner, version);
      addWorkload(scope, { namespace, owner, version, role, mountToken: false });
    }
  }
  for (const service of graph.services) {
    addNamedService(scope, namespace, service, 'placeholder');
    for (const version of service.versions) {
      addVersionService(scope, namespace, service, version);
      addVersionNode(scope, graph, service, version);
    }
    addServiceRouting(scope, graph, service);
  }
  for (const worker of graph.workers ?? []) {
    for (const version of worker.versions) addWorkerNode(scope, graph, worker, version);
  }
  for (const external of graph.external ?? []) {
    addExternalService(scope, namespace, external);
  }
}

function roleOf(
  scope: Construct,
  config: ClusterConfig,
  mesh: string,
  namespace: string,
  owner: Service | Worker,
  version: ServiceVersion,
): ServiceAccountRole {
  const serviceAccount = versionName(owner, version);
  return new ServiceAccountRole(scope, `role-${serviceAccount}`, {
    config,
    namespace,
    serviceAccount,
    statements: [
      ...envoyStatements(config, mesh, virtualNodeAwsName(namespace, serviceAccount)),
      ...(version.workload?.role?.statements ?? []),
    ],
  });
}
