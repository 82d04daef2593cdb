import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClusterConfig } from '../../../config/cluster';
import { isMadeByOperator, type OperatorConfig, type SelfManagedConfig } from '../../../config/gateway';
import { Certificate, Issuer } from '../../../imports/cert-manager.io';
import { GatewayClass } from '../../../imports/gateway.networking.k8s.io';
import { GatewayConfiguration } from '../../../imports/gateway-operator.konghq.com';
import { IntOrString, KubeNetworkPolicy, KubeServiceAccount } from '../../../imports/k8s';
import {
  KonnectApiAuthConfiguration,
  KonnectApiAuthConfigurationSpecType,
} from '../../../imports/konnect.konghq.com';
import { addPassthrough } from '../../mesh/kong-mesh/passthrough';
import { addGatewayPolicies } from '../../network-policies/gateway';
import { addNamespace } from '../../platform/namespace';
import { AwsSecrets, type SecretFromAws } from '../../secrets/aws-secrets';
import { addAcmeIssuer } from '../certificates';
import { addClusterPlugins, clusterPluginSecrets } from '../cluster-plugins';
import { gatewayHosts } from '../egress';
import { gatewayNamespaceLabels } from '../mesh-membership';
import {
  clientAuthoritySecret,
  defaultTlsSecret,
  gatewayMember,
  gatewayNamespace,
  konnectTokenSecret,
  licenseSecret,
  operatorPodLabels,
  operatorService,
  seenByOperator,
} from '../names';
import { configurationSpec } from './configuration';
import { addGateway } from './gateway';
import { gatewayName } from './names';

/** Name of what the operator signs in to Konnect by. */
const authentication = 'konnect';

/**
 * The gateway that Kong Operator makes: what it is made by, its certificates and Secrets, and its place in the mesh. The
 * configuration comes with the class or before it, for a class without one keeps the operator busy.
 */
export class OperatorGatewayChart extends Chart {
  constructor(scope: Construct, config: ClusterConfig, gateway: OperatorConfig) {
    super(scope, 'kong');
    addNamespace(this, gatewayNamespace, gatewayNamespaceLabels(config));
    const secrets = secretsOf(gateway);
    if (secrets.length > 0) {
      new AwsSecrets(this, 'secrets', {
        config,
        namespace: gatewayNamespace,
        store: 'kong-secretstore',
        secrets,
      });
    }
    addClusterPlugins(this, gateway);
    if (gateway.tls.acme !== undefined) addAcmeIssuer(this, config, gateway.tls.acme);
    addDefaultCertificate(this);
    addServiceAccount(this);
    if (gateway.mode === 'konnect-operator') this.addKonnect(config, gateway.konnect.region);
    addGateway(this, config, addOperatorClass(this, config, gateway));
    addMesh(this, config, gateway);
    if (config.production.networkPolicies) addGatewayPolicies(this, config);
  }

  private addKonnect(config: ClusterConfig, region: string): void {
    new KonnectApiAuthConfiguration(this, 'konnect', {
      metadata: { name: authentication, namespace: gatewayNamespace },
      spec: {
        type: KonnectApiAuthConfigurationSpecType.SECRET_REF,
        secretRef: { name: konnectTokenSecret },
        serverUrl: `https://${region}.api.konghq.com`,
      },
    });
    const publishing = Object.values(config.applications).filter(
      ({ publish }) => Object.keys({ ...publish.consumers, ...publish.consumerGroups }).length > 0,
    );
    if (publishing.length === 0) return;
    const namespaces = [...new Set(publishing.map(({ namespace }) => namespace.name))].sort();
    // Consumers belong to the control plane of another namespace than their own.
    new ApiObject(this, 'consumer-grant', {
      apiVersion: 'configuration.konghq.com/v1alpha1',
      kind: 'KongReferenceGrant',
      metadata: { name: 'consumers', namespace: gatewayNamespace },
      spec: {
        from: namespaces.flatMap((namespace) =>
          ['KongConsumer', 'KongConsumerGroup'].map((kind) => ({
            group: 'configuration.konghq.com',
            kind,
            namespace,
          })),
        ),
        to: [{ group: 'konnect.konghq.com', kind: 'KonnectGatewayControlPlane' }],
      },
    });
  }
}

/**
 * A gateway that Kong Operator makes beside that of the ingress controller: its control plane serves the same class, and so the same
 * Ingresses, plugins and consumers; its Gateway opens the ports of its load balancer, and has no routes. What it is made of keeps
 * its names when the cluster file has it as its one gateway, and so it keeps its address.
 */
export class BesideGatewayChart extends Chart {
  constructor(scope: Construct, config: ClusterConfig, gateway: SelfManagedConfig) {
    super(scope, 'kong-beside');
    addDefaultCertificate(this);
    addServiceAccount(this, kept);
    addGateway(
      this,
      { ...config, gateway, applications: {} },
      addOperatorClass(this, { ...config, gateway }, gateway),
    );
    addMesh(this, config, gateway);
  }
}

/** Helm leaves an object with it where it is when the chart that made it no longer does. */
const kept = { 'helm.sh/resource-policy': 'keep' };

function addServiceAccount(scope: Construct, annotations?: Readonly<Record<string, string>>): void {
  new KubeServiceAccount(scope, 'service-account', {
    metadata: {
      name: gatewayMember.serviceAccount,
      namespace: gatewayNamespace,
      ...(annotations === undefined ? {} : { annotations: { ...annotations } }),
    },
  });
}

/** The class of the gateway, with what the operator makes it by. */
function addOperatorClass(scope: Construct, config: ClusterConfig, gateway: OperatorConfig): GatewayClass {
  const configuration = new GatewayConfiguration(scope, 'configuration', {
    metadata: { name: gatewayName, namespace: gatewayNamespace },
    spec: configurationSpec(config, gateway, authentication),
  });
  return new GatewayClass(scope, 'gateway-class', {
    metadata: { name: gatewayName },
    spec: {
      controllerName: 'konghq.com/gateway-operator',
      parametersRef: {
        group: 'gateway-operator.konghq.com',
        kind: configuration.kind,
        name: configuration.name,
        namespace: gatewayNamespace,
      },
    },
  });
}

function addMesh(scope: Construct, config: ClusterConfig, gateway: OperatorConfig): void {
  const { mesh } = config;
  if (mesh?.backend !== 'kong-mesh') return;
  const hosts = gatewayHosts({ ...config, gateway });
  if (hosts.length > 0) {
    addPassthrough(scope, {
      mesh,
      name: passthroughName(config),
      namespace: gatewayNamespace,
      podLabels: operatorPodLabels,
      hosts,
    });
  }
  // The operator's own policy closes what it does not know of: the metrics of the sidecar.
  new KubeNetworkPolicy(scope, 'sidecar-policy', {
    metadata: { name: 'kong-sidecar', namespace: gatewayNamespace },
    spec: {
      podSelector: { matchLabels: { ...operatorPodLabels } },
      policyTypes: ['Ingress'],
      ingress: [{ ports: [{ protocol: 'TCP', port: IntOrString.fromNumber(sidecarMetrics) }] }],
    },
  });
}

/** Its own where the gateway that it is beside has one. */
function passthroughName({ gateway }: ClusterConfig): string {
  return isMadeByOperator(gateway) ? gatewayName : `${gatewayName}-beside`;
}

/** Port of the sidecar's metrics (kumahq/kuma v2.14.3). */
const sidecarMetrics = 5670;

/**
 * A certificate of nobody's, which a listener by TLS has to have: for hosts that have none of their own, and for a load balancer
 * that ends TLS and does not ask whose it is.
 */
function addDefaultCertificate(scope: Construct): void {
  const issuer = new Issuer(scope, 'default-issuer', {
    metadata: { name: defaultTlsSecret, namespace: gatewayNamespace },
    spec: { selfSigned: {} },
  });
  new Certificate(scope, 'default-certificate', {
    metadata: { name: defaultTlsSecret, namespace: gatewayNamespace },
    spec: {
      secretName: defaultTlsSecret,
      secretTemplate: { labels: { ...seenByOperator } },
      dnsNames: [`${operatorService}.${gatewayNamespace}.svc`],
      issuerRef: { kind: 'Issuer', name: issuer.name },
    },
  });
}

function secretsOf(gateway: OperatorConfig): readonly SecretFromAws[] {
  const { clientCertificates } = gateway.tls;
  const license = gateway.mode === 'kong-operator' ? gateway.license : undefined;
  return [
    // The kubelet reads it, and needs no label.
    ...(license === undefined
      ? []
      : [{ name: licenseSecret.name, data: { [licenseSecret.key]: license.secret } }]),
    ...(gateway.mode === 'konnect-operator'
      ? [
          {
            name: konnectTokenSecret,
            labels: { ...seenByOperator, 'konghq.com/credential': 'konnect' },
            data: { token: gateway.konnect.tokenSecret },
          },
        ]
      : []),
    ...clusterPluginSecrets(gateway).map((secret) => ({ ...secret, labels: seenByOperator })),
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
