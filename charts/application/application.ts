import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { serviceGraph } from '../../config/application/graph';
import type { Application } from '../../config/application/schema';
import type { ClusterConfig } from '../../config/cluster';
import type { ServiceGraph, ServiceVersion } from '../../config/graph/service-graph';
import type { MeshConfig } from '../../config/mesh';
import { PodIdentityAssociation } from '../../imports/eks.services.k8s.aws';
import { isGiven } from '../context';
import { gatewayMemberOf } from '../gateway/names';
import { ServiceAccountRole } from '../iam/service-account-role';
import { compileToAppMesh } from '../mesh/app-mesh/compile';
import * as appMesh from '../mesh/app-mesh/namespace-labels';
import { compileToKongMesh } from '../mesh/kong-mesh/compile';
import * as kongMesh from '../mesh/kong-mesh/names';
import type { RoleOf } from '../mesh/workload';
import { addNamespace } from '../platform/namespace';
import { addConfiguration } from './configuration';
import { addPublication } from './publication';
import { addScaling } from './scaling';
import { addSecrets } from './secrets';
import { workloadOf } from './workload';

/** An application: its services on the mesh with what runs them, its secrets, and how the gateway publishes it. */
export class ApplicationChart extends Chart {
  constructor(scope: Construct, config: ClusterConfig, mesh: MeshConfig, application: Application) {
    super(scope, application.name);
    const { namespace } = application;
    const graph = graphOf(application, config);
    if (!namespace.existing) {
      const labels =
        mesh.backend === 'app-mesh'
          ? appMesh.meshNamespaceLabels(mesh.name)
          : kongMesh.meshNamespaceLabels(mesh);
      addNamespace(this, namespace.name, labels);
    }
    if (mesh.backend === 'app-mesh') {
      compileToAppMesh(this, config, mesh.name, graph);
    } else {
      compileToKongMesh(
        this,
        mesh,
        gatewayMemberOf(config.gateway),
        graph,
        this.roles(config, namespace.name),
      );
    }
    addConfiguration(this, application);
    addScaling(this, application);
    addSecrets(this, config, application);
    addPublication(this, config, application);
    this.label(application);
  }

  private roles(config: ClusterConfig, namespace: string): RoleOf {
    return ({ name }, version) => {
      const role = version.workload?.role;
      if (role === undefined) return undefined;
      const serviceAccount = `${name}-${version.name}`;
      const made = new ServiceAccountRole(this, `role-${serviceAccount}`, {
        config,
        namespace,
        serviceAccount,
        statements: role.statements,
        identity: role.identity,
      });
      if (role.identity === 'irsa') return made;
      if (isGiven(config, 'ack-iam')) {
        new PodIdentityAssociation(this, `association-${serviceAccount}`, {
          metadata: { name: serviceAccount, namespace },
          spec: { clusterName: config.aws.eksCluster, namespace, serviceAccount, roleArn: made.arn },
        });
      }
      return undefined;
    };
  }

  /** Labels and annotations of the application, on every object that says nothing else. */
  private label({ labels, annotations }: Application): void {
    if (Object.keys(labels).length === 0 && Object.keys(annotations).length === 0) return;
    for (const object of this.node.findAll().filter((construct) => construct instanceof ApiObject)) {
      for (const [key, value] of Object.entries(labels)) {
        if (object.metadata.getLabel(key) === undefined) object.metadata.addLabel(key, value);
      }
      const { annotations: own = {} } = object.metadata.toJson() ?? {};
      for (const [key, value] of Object.entries(annotations)) {
        if (own[key] === undefined) object.metadata.addAnnotation(key, value);
      }
    }
  }
}

/** The service graph of an application on a cluster, with what runs its pods. */
export function graphOf(application: Application, config: ClusterConfig): ServiceGraph {
  const graph = serviceGraph(application, config);
  const withWorkload = (service: string, version: ServiceVersion): ServiceVersion => {
    const own = application.services[service];
    const versionConfig = own?.versions[version.name];
    return own === undefined || versionConfig === undefined || own.existing !== undefined
      ? version
      : { ...version, workload: workloadOf(config, application, service, own, version.name, versionConfig) };
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
