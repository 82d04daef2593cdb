import type { Construct } from 'constructs';
import type { Application } from '../../config/application/schema';
import type { ClusterConfig } from '../../config/cluster';
import { hasPodsOfItsOwn } from '../../config/gateway';
import type { ServiceAddress } from '../../config/graph/service-graph';
import { isGiven } from '../context';
import { ServiceAccountRole } from '../iam/service-account-role';
import { envoyStatements } from '../iam/statements';
import { addExternalService } from '../mesh/app-mesh/external-service';
import { virtualNodeAwsName } from '../mesh/app-mesh/names';
import * as appMesh from '../mesh/app-mesh/namespace-labels';
import { addGatewayNode } from '../mesh/app-mesh/virtual-node';
import * as kongMesh from '../mesh/kong-mesh/names';
import { addPassthrough } from '../mesh/kong-mesh/passthrough';
import type { HelmValues } from '../platform/helm-values';
import { injectedLevel, podSecurityLabels } from '../pod-security';
import { assertGatewayHosts, gatewayHosts } from './egress';
import { behindEnvoyEnvironment } from './gateway-values';
import { gatewayMember, gatewayNamespace, gatewayPodLabels, gatewayRelease } from './names';

/** The mesh's own objects for the gateway, and the values by which its pods join and the controller's do not. */
export function addMeshMembership(
  scope: Construct,
  config: ClusterConfig,
  calls: readonly ServiceAddress[],
): HelmValues {
  const { mesh } = config;
  if (mesh === undefined) {
    return {};
  }
  const hosts = gatewayHosts(config);
  if (mesh.backend === 'app-mesh') {
    assertGatewayHosts(hosts);
    const waysOut = hosts.map((host) => addExternalService(scope, gatewayNamespace, host));
    addGatewayNode(scope, gatewayMember, [...calls, ...waysOut]);
    const role = new ServiceAccountRole(scope, 'gateway-role', {
      config,
      namespace: gatewayNamespace,
      serviceAccount: gatewayMember.serviceAccount,
      statements: envoyStatements(
        config,
        mesh.name,
        virtualNodeAwsName(gatewayNamespace, gatewayMember.name),
      ),
    });
    return {
      controller: { podAnnotations: appMesh.outsideMesh },
      gateway: {
        deployment: { serviceAccount: { annotations: role.annotations } },
        env: behindEnvoyEnvironment,
      },
    };
  }
  if (hosts.length > 0) {
    addPassthrough(scope, {
      mesh,
      name: gatewayRelease,
      namespace: gatewayNamespace,
      podLabels: gatewayPodLabels,
      hosts,
    });
  }
  return {
    controller: { podLabels: kongMesh.outsideMesh },
    gateway: { podAnnotations: { 'kuma.io/gateway': 'enabled' } },
  };
}

/** Labels of an application's namespace that are for the pods of a gateway of its own there. */
export function ownGatewayLabels(
  config: ClusterConfig,
  { publish }: Pick<Application, 'publish'>,
): Readonly<Record<string, string>> {
  const isThere = hasPodsOfItsOwn(config.gateway) && Object.keys(publish.routes).length > 0;
  return isThere && isGiven(config, 'aws-load-balancer-controller') ? readinessGates : {};
}

/**
 * Labels of the gateway's namespace. A Konnect data plane stays outside the mesh: nothing of it is a member, and App Mesh
 * refuses pods without a virtual node where the injector is on.
 */
export function gatewayNamespaceLabels(config: ClusterConfig): Readonly<Record<string, string>> {
  const { mesh, gateway } = config;
  const targets = isGiven(config, 'aws-load-balancer-controller') ? readinessGates : {};
  if (mesh === undefined || gateway.mode === 'konnect-data-plane') {
    return { ...podSecurityLabels(config, 'restricted'), ...targets };
  }
  return {
    ...podSecurityLabels(
      config,
      injectedLevel(mesh, () => 'restricted'),
    ),
    ...targets,
    ...(mesh.backend === 'app-mesh'
      ? appMesh.meshNamespaceLabels(mesh.name)
      : kongMesh.meshNamespaceLabels(mesh)),
  };
}

/**
 * A pod is ready once the load balancer calls it: it takes minutes to begin with a new one, and without this the old ones would be gone
 * by then. Source: AWS Load Balancer Controller, docs/deploy/pod_readiness_gate.md; only what is a target by its address gets a gate.
 */
const readinessGates = { 'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled' } as const;
