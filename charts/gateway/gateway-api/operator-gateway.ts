import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { ClusterConfig } from '../../../config/cluster';
import { hasPodsOfItsOwn, type OperatorConfig, type SelfManagedConfig } from '../../../config/gateway';
import {
  KonnectApiAuthConfiguration,
  KonnectApiAuthConfigurationSpecType,
} from '../../../imports/konnect.konghq.com';
import { addGatewayPolicies, addGatewayPolicy } from '../../network-policies/gateway';
import { addDefaultDeny } from '../../network-policies/policy';
import { addNamespace } from '../../platform/namespace';
import { AwsSecrets } from '../../secrets/aws-secrets';
import { addAcmeIssuer } from '../certificates';
import { addClusterPlugins, clusterPluginSecrets } from '../cluster-plugins';
import { gatewayNamespaceLabels } from '../mesh-membership';
import {
  clusterGateway,
  gatewayNamespace,
  gatewayPlaceOf,
  gatewaySecretsAccount,
  konnectAuthentication,
  konnectTokenSecret,
} from '../names';
import { configOfNamespace, gatewayOfNamespace } from '../of-namespace';
import { addDataPlane, addOperatorMesh } from './data-plane';
import { publishingNamespaces } from './gateway';
import { secretsOfOperator, secretsOfPods } from './operator-secrets';

/** The gateways that Kong Operator makes: what they are made by, their certificates and Secrets, and their place in the mesh. */
export class OperatorGatewayChart extends Chart {
  constructor(scope: Construct, config: ClusterConfig, gateway: OperatorConfig) {
    super(scope, 'kong');
    addNamespace(this, gatewayNamespace, gatewayNamespaceLabels(config));
    const several = hasPodsOfItsOwn(gateway);
    const secrets = [...(several ? [] : secretsOfPods(gateway)), ...secretsOfOperator(gateway)];
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
    if (gateway.mode === 'konnect-operator') this.addKonnect(gateway.konnect.region);
    if (several) {
      this.addGatewaysOfNamespaces(config, gateway);
      return;
    }
    if (gateway.mode === 'konnect-operator') {
      this.addGrant('consumers', ofConsumers(config), 'KonnectGatewayControlPlane');
    }
    const props = { config, gateway, place: clusterGateway };
    addDataPlane(this, props);
    addOperatorMesh(this, props);
    if (config.production.networkPolicies) addGatewayPolicies(this, config);
  }

  /** A Gateway in each namespace that publishes, each with pods, a load balancer and a control plane of its own. */
  private addGatewaysOfNamespaces(cluster: ClusterConfig, gateways: OperatorConfig): void {
    const namespaces = publishingNamespaces(cluster);
    if (cluster.production.networkPolicies) addDefaultDeny(this, gatewayNamespace);
    for (const namespace of namespaces) {
      const scope = new Construct(this, namespace);
      const config = configOfNamespace(cluster, namespace);
      const gateway = gatewayOfNamespace(gateways, namespace);
      const place = gatewayPlaceOf(gateways, namespace);
      const secrets = secretsOfPods(gateway);
      if (secrets.length > 0) {
        new AwsSecrets(scope, 'secrets', {
          config,
          namespace,
          store: 'kong-secretstore',
          serviceAccount: gatewaySecretsAccount,
          secrets,
        });
      }
      addDataPlane(scope, { config, gateway, place });
      addOperatorMesh(scope, { config, gateway, place });
      const isShut = Object.values(config.applications).some(({ namespace }) => !namespace.existing);
      if (config.production.networkPolicies && isShut) addGatewayPolicy(scope, config, place);
    }
    if (namespaces.length === 0) return;
    if (gateways.mode === 'konnect-operator') {
      // The operator looks for it where both are in one namespace, too, before it lets the control planes sign in by it.
      const from = [
        { group: 'gateway-operator.konghq.com', kind: 'GatewayConfiguration', namespace: gatewayNamespace },
      ];
      this.addGrant('gateways', from, 'KonnectAPIAuthConfiguration');
    } else if (clusterPluginSecrets(gateways).length > 0) {
      addWatchGrant(this, namespaces);
    }
  }

  private addKonnect(region: string): void {
    new KonnectApiAuthConfiguration(this, 'konnect', {
      metadata: { name: konnectAuthentication, namespace: gatewayNamespace },
      spec: {
        type: KonnectApiAuthConfigurationSpecType.SECRET_REF,
        secretRef: { name: konnectTokenSecret },
        serverUrl: `https://${region}.api.konghq.com`,
      },
    });
  }

  /** Lets objects name one of Konnect's in the gateway's namespace. */
  private addGrant(name: string, from: readonly unknown[], kind: string): void {
    if (from.length === 0) return;
    new ApiObject(this, `${name}-grant`, {
      apiVersion: 'configuration.konghq.com/v1alpha1',
      kind: 'KongReferenceGrant',
      metadata: { name, namespace: gatewayNamespace },
      spec: { from, to: [{ group: 'konnect.konghq.com', kind }] },
    });
  }
}

/** Consumers belong to the control plane of another namespace than their own. */
function ofConsumers(config: ClusterConfig): readonly unknown[] {
  const publishing = Object.values(config.applications).filter(
    ({ publish }) => Object.keys({ ...publish.consumers, ...publish.consumerGroups }).length > 0,
  );
  const namespaces = [...new Set(publishing.map(({ namespace }) => namespace.name))].sort();
  return namespaces.flatMap((namespace) =>
    ['KongConsumer', 'KongConsumerGroup'].map((kind) => ({
      group: 'configuration.konghq.com',
      kind,
      namespace,
    })),
  );
}

/** Most entries of a grant. */
const mostInGrant = 16;

/**
 * Lets the control planes of other namespaces read what is secret of the plugins of all. One that is not let in reads every namespace
 * instead of its own (v2.2.3 controller/controlplane/controller_reconciler_utils.go, validateWatchNamespaceGrants).
 */
function addWatchGrant(scope: Construct, namespaces: readonly string[]): void {
  for (let first = 0; first < namespaces.length; first += mostInGrant) {
    const name = first === 0 ? 'gateways' : `gateways-${first / mostInGrant + 1}`;
    new ApiObject(scope, `watch-grant-${name}`, {
      apiVersion: 'gateway-operator.konghq.com/v1alpha1',
      kind: 'WatchNamespaceGrant',
      metadata: { name, namespace: gatewayNamespace },
      spec: {
        from: namespaces.slice(first, first + mostInGrant).map((namespace) => ({
          group: 'gateway-operator.konghq.com',
          kind: 'ControlPlane',
          namespace,
        })),
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
    const props = { config, gateway, place: clusterGateway };
    addDataPlane(this, { ...props, annotations: kept, applications: {} });
    addOperatorMesh(this, props);
  }
}

/** Helm leaves an object with it where it is when the chart that made it no longer does. */
const kept = { 'helm.sh/resource-policy': 'keep' };
