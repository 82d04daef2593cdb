import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClusterConfig } from '../../config/cluster';
import {
  besideOf,
  type GatewayConfig,
  hasGatewayOfItsOwn,
  isReadByOperator,
  type PublishingGatewayConfig,
  routesForm,
} from '../../config/gateway';
import type { ServiceAddress } from '../../config/graph/service-graph';
import { isGiven } from '../context';
import { addGatewayPolicies } from '../network-policies/gateway';
import { HelmInstall } from '../platform/helm-install';
import { type HelmValues, mergeValues } from '../platform/helm-values';
import { addNamespace } from '../platform/namespace';
import { AwsSecrets, type SecretFromAws } from '../secrets/aws-secrets';
import { helmChartVersions } from '../versions';
import { type AdminApiValues, addAdminApiTls } from './admin-api';
import { addAcmeIssuer } from './certificates';
import { addClusterPlugins, clusterPluginSecrets } from './cluster-plugins';
import { addControllerClass, addGateway, addGatewaysOfNamespaces } from './gateway-api/gateway';
import {
  clientAddressEnvironment,
  commonGatewayValues,
  konnectEnvironment,
  licenseEnvironment,
} from './gateway-values';
import { ingressControllerValues } from './ingress-controller-values';
import { addMeshMembership, gatewayNamespaceLabels } from './mesh-membership';
import {
  clientAuthoritySecret,
  clientTlsSecret,
  gatewayMember,
  gatewayNamespace,
  gatewayRelease,
  licenseSecret,
  seenByOperator,
} from './names';
import { tlsEnvironment } from './tls-environment';
import { tracingEnvironment } from './tracing-environment';
import { addWebhookCertificate } from './webhook-certificate';

/** The API gateway: its secrets, its Helm install, and its place in the mesh. */
export class KongChart extends Chart {
  /** @param calls the services that the gateway calls */
  constructor(scope: Construct, config: ClusterConfig, calls: readonly ServiceAddress[]) {
    super(scope, 'kong');
    addNamespace(this, gatewayNamespace, gatewayNamespaceLabels(config));
    const secrets = gatewaySecrets(config);
    if (secrets.length > 0) {
      new AwsSecrets(this, 'secrets', {
        config,
        namespace: gatewayNamespace,
        store: 'kong-secretstore',
        secrets,
      });
    }
    if (config.production.networkPolicies) addGatewayPolicies(this, config);
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
      minutes: installMinutes,
      namespace: gatewayNamespace,
      // A data plane takes its configuration from Konnect; nothing reads Kong's resources here.
      skipCrds: true,
      values: {
        ...commonGatewayValues(config),
        ingressController: { enabled: false },
        admin: { enabled: false },
        secretVolumes: [clientTlsSecret],
        env: {
          ...konnectEnvironment(gateway),
          ...clientAddressEnvironment(gateway),
          ...tracingEnvironment(config),
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
    const { gateway } = config;
    if (gateway.mode !== 'konnect-data-plane') {
      addClusterPlugins(this, gateway);
      if (gateway.tls.acme !== undefined) addAcmeIssuer(this, config, gateway.tls.acme);
      if (routesForm(gateway) === 'gateway-api') {
        const add = hasGatewayOfItsOwn(gateway) ? addGatewaysOfNamespaces : addGateway;
        add(this, config, addControllerClass(this));
      }
    }
    const admin = addAdminApiTls(this, config);
    const inMesh = addMeshMembership(this, config, calls);
    new HelmInstall(this, 'install', {
      config,
      key: 'kong',
      chart: helmChartVersions.ingress,
      release: gatewayRelease,
      minutes: installMinutes,
      namespace: gatewayNamespace,
      // The definitions of a gateway beside it are newer.
      skipCrds: isGiven(config, 'kong-crds') || besideOf(gateway) !== undefined,
      values: [
        { controller: { ingressController: admin.controller }, gateway: admin.gateway },
        { controller: ingressControllerValues(config), gateway: ingressGatewayValues(config, admin) },
        inMesh,
      ].reduce(mergeValues),
    });
  }
}

/** Its pods are replaced one after the other, and the load balancer takes minutes to begin with each. */
const installMinutes = 20;

function gatewaySecrets(config: ClusterConfig): readonly SecretFromAws[] {
  const { gateway } = config;
  if (gateway.mode === 'konnect-data-plane') return memberSecrets(gateway);
  const beside = gateway.mode === 'konnect-kic' ? besideOf(gateway)?.license : undefined;
  return [
    ...memberSecrets(gateway),
    ...(beside === undefined ? [] : [licenseFromAws(beside)]),
    ...edgeSecrets(gateway),
  ];
}

function licenseFromAws({ secret }: { readonly secret: string }): SecretFromAws {
  return { name: licenseSecret.name, data: { [licenseSecret.key]: secret } };
}

/** What a gateway is licensed or known to Konnect by. */
function memberSecrets(gateway: GatewayConfig): readonly SecretFromAws[] {
  if (gateway.mode === 'kic') {
    const license = gateway.license ?? besideOf(gateway)?.license;
    return license === undefined ? [] : [licenseFromAws(license)];
  }
  if (gateway.mode === 'kong-operator' || gateway.mode === 'konnect-operator') return [];
  const { certificateSecret, keySecret } = gateway.konnect.clientCertificate;
  return [
    {
      name: clientTlsSecret,
      type: 'kubernetes.io/tls',
      data: { 'tls.crt': certificateSecret, 'tls.key': keySecret },
    },
  ];
}

/** What its plugins and its callers' certificates need. */
function edgeSecrets(gateway: PublishingGatewayConfig): readonly SecretFromAws[] {
  const { clientCertificates } = gateway.tls;
  return [
    ...clusterPluginSecrets(gateway).map((secret) =>
      isReadByOperator(gateway) ? { ...secret, labels: seenByOperator } : secret,
    ),
    ...(clientCertificates === undefined
      ? []
      : [
          {
            name: clientAuthoritySecret.name,
            data: { [clientAuthoritySecret.key]: clientCertificates.authoritySecret },
          },
        ]),
  ];
}

function ingressGatewayValues(config: ClusterConfig, { gatewaySecrets }: AdminApiValues): HelmValues {
  const { gateway } = config;
  const secretVolumes = [
    ...(gateway.mode === 'konnect-kic' ? [clientTlsSecret] : []),
    ...gatewaySecrets,
    ...(gateway.mode !== 'konnect-data-plane' && gateway.tls.clientCertificates !== undefined
      ? [clientAuthoritySecret.name]
      : []),
  ];
  return {
    ...commonGatewayValues(config),
    // Two gateways beside each other are one member of the mesh; the account outlives the chart of the one.
    deployment: {
      serviceAccount: { create: besideOf(gateway) === undefined, name: gatewayMember.serviceAccount },
    },
    ...(secretVolumes.length === 0 ? {} : { secretVolumes }),
    env: {
      ...(gateway.mode === 'konnect-kic' ? konnectEnvironment(gateway) : licenseEnvironment(gateway)),
      ...tlsEnvironment(gateway),
      ...clientAddressEnvironment(gateway),
      ...tracingEnvironment(config),
    },
  };
}
