import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { serviceGraph } from '../../config/application/graph';
import { annotatesServices } from '../../config/application/publish/services';
import type { Application } from '../../config/application/schema';
import type { ClusterConfig } from '../../config/cluster';
import type { ServiceGraph } from '../../config/graph/service-graph';
import type { KongMeshConfig, MeshConfig } from '../../config/mesh';
import { PodIdentityAssociation } from '../../imports/eks.services.k8s.aws';
import type { Manifest } from '../../references/manifest';
import { isGiven } from '../context';
import { ownGatewayLabels } from '../gateway/mesh-membership';
import { gatewayMemberOf } from '../gateway/names';
import { ServiceAccountRole } from '../iam/service-account-role';
import { compileToAppMesh } from '../mesh/app-mesh/compile';
import * as appMesh from '../mesh/app-mesh/namespace-labels';
import type { RoleOf } from '../mesh/workload';
import { addApplicationPolicies } from '../network-policies/application';
import { partsOf } from '../part';
import { addNamespace } from '../platform/namespace';
import { podSecurityLabels } from '../pod-security';
import { addConfiguration } from './configuration';
import { label } from './label';
import { addMeshed, type Meshed, meshedObjects, withWorkloads } from './meshed';
import { addPublication } from './publication';
import { addScaling } from './scaling';
import { addSecrets } from './secrets';

/** An application: its services on the mesh with what runs them, its secrets, and how the gateway publishes it. */
export class ApplicationChart extends Chart {
  /** Objects that are made for several clusters at once, and are no constructs of this one. */
  readonly made: readonly Manifest[];

  /** @param shares whether what clusters of a fleet have in common may be made once for them all. @default false */
  constructor(
    scope: Construct,
    config: ClusterConfig,
    mesh: MeshConfig,
    application: Application,
    { shares = false }: { readonly shares?: boolean } = {},
  ) {
    super(scope, application.name);
    if (mesh.backend === 'app-mesh') {
      this.made = [];
      const { namespace } = application;
      if (!namespace.existing) {
        addNamespace(this, namespace.name, {
          ...appMesh.meshNamespaceLabels(mesh.name),
          ...podSecurityLabels(config, 'privileged'),
        });
      }
      const graph = graphOf(application, config);
      compileToAppMesh(this, config, mesh.name, graph);
      if (config.production.networkPolicies && !namespace.existing) {
        const gateway = gatewayMemberOf(config.gateway, namespace.name);
        addApplicationPolicies(this, { graph, gateway, mesh, observability: config.observability });
      }
      addConfiguration(partsOf(this), application);
      addScaling(partsOf(this), application);
    } else {
      this.made = this.addMeshed(config, mesh, application, shares);
    }
    addSecrets(this, config, application);
    addPublication(this, config, application);
    label(this, application);
  }

  private addMeshed(
    config: ClusterConfig,
    mesh: KongMeshConfig,
    application: Application,
    shares: boolean,
  ): readonly Manifest[] {
    const { namespace, services, labels, annotations } = application;
    const { mirror, mirrorPrefixes } = config.versions;
    const { production, observability } = config;
    const meshed: Meshed = {
      // What clusters have in common is made once: nothing else of their versions matters here.
      cluster: { mesh, production, observability, versions: { mirror, mirrorPrefixes } },
      application: { namespace, services, labels, annotations },
      mesh,
      gateway: gatewayMemberOf(config.gateway, namespace.name),
      gatewayLabels: ownGatewayLabels(config, application),
      graph: serviceGraph(application, config),
    };
    if (shares && !hasRoles(application) && !annotatesServices(application)) return meshedObjects(meshed);
    addMeshed(partsOf(this), meshed, this.roles(config, namespace.name));
    return [];
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
}

function hasRoles({ services }: Application): boolean {
  return Object.values(services).some(({ versions }) =>
    Object.values(versions).some(({ awsRole }) => awsRole !== undefined),
  );
}

/** The service graph of an application on a cluster, with what runs its pods. */
export function graphOf(application: Application, config: ClusterConfig): ServiceGraph {
  return withWorkloads(serviceGraph(application, config), config, application);
}
