import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClusterConfig } from '../../config/cluster';
import { Certificate, Issuer } from '../../imports/cert-manager.io';
import { isGiven } from '../context';
import { ServiceAccountRole } from '../iam/service-account-role';
import { envoyStatements } from '../iam/statements';
import { addExternalService } from '../mesh/app-mesh/external-service';
import { virtualNodeAwsName } from '../mesh/app-mesh/names';
import * as appMesh from '../mesh/app-mesh/namespace-labels';
import { addGatewayNode } from '../mesh/app-mesh/virtual-node';
import * as kongMesh from '../mesh/kong-mesh/names';
import { addPassthrough } from '../mesh/kong-mesh/passthrough';
import type { ServiceAddress } from '../mesh/service-graph';
import { HelmInstall } from '../platform/helm-install';
import { type HelmValues, mergeValues } from '../platform/helm-values';
import { addNamespace } from '../platform/namespace';
import { AwsSecrets, type SecretFromAws } from '../secrets/aws-secrets';
import { helmChartVersions } from '../versions';
import { assertGatewayHosts, gatewayHosts } from './egress';
import {
  behindEnvoyEnvironment,
  commonGatewayValues,
  konnectEnvironment,
  licenseEnvironment,
} from './gateway-values';
import { ingressControllerValues } from './ingress-controller-values';
import {
  clientTlsSecret,
  gatewayMember,
  gatewayNamespace,
  gatewayPodLabels,
  gatewayRelease,
  licenseSecret,
  webhookTlsSecret,
} from './names';

/** The API gateway: its secrets, its Helm install, and its place in the mesh. */
export class KongChart extends Chart {
  /** @param calls the services that the gateway calls */
  constructor(scope: Construct, config: ClusterConfig, calls: readonly ServiceAddress[]) {
    super(scope, 'kong');
    addNamespace(this, gatewayNamespace, namespaceLabels(config));
    const secrets = gatewaySecrets(config);
    if (secrets.length > 0) {
      new AwsSecrets(this, 'secrets', {
        config,
        namespace: gatewayNamespace,
        store: 'kong-secretstore',
        secrets,
      });
    }
    if (config.gateway.mode === 'konnect-data-plane') {
      this.addDataPlane(config);
    } else {
      this.addIngressController(config, calls);
    }
  }

  private addDataPlane(config: ClusterConfig): void {
    const { gateway } = config;
    if (gateway.mode !== 'konnect-data-plane') {
      return;
    }
    const { controlPlaneEndpoint } = gateway.konnect;
    new HelmInstall(this, 'install', {
      config,
      key: 'kong',
      chart: helmChartVersions.kong,
      release: gatewayRelease,
      namespace: gatewayNamespace,
      // A data plane takes its configuration from Konnect; nothing reads Kong's resources here.
      skipCrds: true,
      values: {
        ...commonGatewayValues(gateway),
        ingressController: { enabled: false },
        admin: { enabled: false },
        secretVolumes: [clientTlsSecret],
        env: {
          ...konnectEnvironment(gateway),
          role: 'data_plane',
          database: 'off',
          cluster_control_plane: `${controlPlaneEndpoint}:443`,
          cluster_server_name: controlPlaneEndpoint,
        },
      },
    });
  }

  private addIngressController(config: ClusterConfig, calls: readonly ServiceAddress[]): void {
    if (config.delivery.engine === 'argo-cd') {
      addWebhookCertificate(this);
    }
    const inMesh = this.addMeshMembership(config, calls);
    new HelmInstall(this, 'install', {
      config,
      key: 'kong',
      chart: helmChartVersions.ingress,
      release: gatewayRelease,
      namespace: gatewayNamespace,
      skipCrds: isGiven(config, 'kong-crds'),
      values: mergeValues(
        { controller: ingressControllerValues(config), gateway: ingressGatewayValues(config) },
        inMesh,
      ),
    });
  }

  /** The mesh's own objects for the gateway, and the values by which its pods join and the controller's do not. */
  private addMeshMembership(config: ClusterConfig, calls: readonly ServiceAddress[]): HelmValues {
    const { mesh, gateway } = config;
    if (mesh === undefined) {
      return {};
    }
    const hosts = gatewayHosts(gateway);
    if (mesh.backend === 'app-mesh') {
      assertGatewayHosts(hosts);
      const waysOut = hosts.map((host) => addExternalService(this, gatewayNamespace, host));
      addGatewayNode(this, gatewayMember, [...calls, ...waysOut]);
      const role = new ServiceAccountRole(this, 'gateway-role', {
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
      addPassthrough(this, {
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
}

function namespaceLabels(config: ClusterConfig): Readonly<Record<string, string>> {
  const { mesh } = config;
  if (mesh === undefined) {
    return {};
  }
  return mesh.backend === 'app-mesh'
    ? appMesh.meshNamespaceLabels(mesh.name)
    : kongMesh.meshNamespaceLabels(mesh);
}

function gatewaySecrets(config: ClusterConfig): readonly SecretFromAws[] {
  const { gateway } = config;
  if (gateway.mode === 'kic') {
    return gateway.license === undefined
      ? []
      : [{ name: licenseSecret.name, data: { [licenseSecret.key]: gateway.license.secret } }];
  }
  const { certificateSecret, keySecret } = gateway.konnect.clientCertificate;
  return [
    {
      name: clientTlsSecret,
      type: 'kubernetes.io/tls',
      data: { 'tls.crt': certificateSecret, 'tls.key': keySecret },
    },
  ];
}

function ingressGatewayValues(config: ClusterConfig): HelmValues {
  const { gateway } = config;
  return {
    ...commonGatewayValues(gateway),
    deployment: { serviceAccount: { create: true, name: gatewayMember.serviceAccount } },
    ...(gateway.mode === 'konnect-kic'
      ? { env: konnectEnvironment(gateway), secretVolumes: [clientTlsSecret] }
      : { env: licenseEnvironment(gateway) }),
  };
}

/** A certificate for the admission webhook that stays the same from one render to the next. */
function addWebhookCertificate(scope: Construct): void {
  const issuer = new Issuer(scope, 'webhook-issuer', {
    metadata: { name: 'kong-admission-webhook', namespace: gatewayNamespace },
    spec: { selfSigned: {} },
  });
  const service = `${gatewayRelease}-controller-validation-webhook.${gatewayNamespace}.svc`;
  new Certificate(scope, 'webhook-certificate', {
    metadata: { name: webhookTlsSecret, namespace: gatewayNamespace },
    spec: {
      secretName: webhookTlsSecret,
      dnsNames: [service],
      issuerRef: { kind: 'Issuer', name: issuer.name },
    },
  });
}
