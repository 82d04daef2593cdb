import type { Construct } from 'constructs';
import type { ClusterConfig } from '../../../config/cluster';
import { isMadeByOperator, type OperatorConfig } from '../../../config/gateway';
import { Certificate, Issuer } from '../../../imports/cert-manager.io';
import { GatewayClass } from '../../../imports/gateway.networking.k8s.io';
import { GatewayConfiguration } from '../../../imports/gateway-operator.konghq.com';
import { IntOrString, KubeNetworkPolicy, KubeServiceAccount } from '../../../imports/k8s';
import { addPassthrough } from '../../mesh/kong-mesh/passthrough';
import { gatewayHosts } from '../egress';
import {
  clusterGateway,
  defaultTlsSecret,
  type GatewayPlace,
  gatewayMember,
  operatorPodLabels,
  operatorService,
  seenByOperator,
} from '../names';
import { configurationSpec } from './configuration';
import { addGateway } from './gateway';

export interface DataPlaneProps {
  /** As the Gateway's namespace sees it. */
  readonly config: ClusterConfig;
  readonly gateway: OperatorConfig;
  readonly place: GatewayPlace;
  /** Annotations of the ServiceAccount. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** The applications whose hosts it listens for. @default those of the cluster */
  readonly applications?: ClusterConfig['applications'];
}

/**
 * A Gateway that the operator makes, with the certificate and the ServiceAccount that its pods need. The configuration comes with the
 * class or before it, for a class without one keeps the operator busy.
 */
export function addDataPlane(scope: Construct, props: DataPlaneProps): void {
  const { config, gateway, place, annotations, applications = config.applications } = props;
  addDefaultCertificate(scope, place);
  new KubeServiceAccount(scope, 'service-account', {
    metadata: {
      name: gatewayMember.serviceAccount,
      namespace: place.namespace,
      ...(annotations === undefined ? {} : { annotations: { ...annotations } }),
    },
  });
  const gatewayClass = addOperatorClass(scope, { ...config, gateway }, gateway, place);
  addGateway(scope, { ...config, gateway, applications }, gatewayClass, place);
}

/**
 * The class of a Gateway, with what the operator makes it by. Each Gateway has one: what the operator is told beside a Gateway, by its
 * spec.infrastructure, it does not look at again when it changes (v2.2.3 controller/gateway/controller_watch.go,
 * listGatewaysForGatewayConfig). The configuration is where the platform's own are, and stays when a namespace goes.
 */
function addOperatorClass(
  scope: Construct,
  config: ClusterConfig,
  gateway: OperatorConfig,
  place: GatewayPlace,
): GatewayClass {
  const { namespace } = clusterGateway;
  const configuration = new GatewayConfiguration(scope, 'configuration', {
    metadata: { name: place.name, namespace },
    spec: configurationSpec(config, gateway, place),
  });
  return new GatewayClass(scope, 'gateway-class', {
    metadata: { name: place.name },
    spec: {
      controllerName: 'konghq.com/gateway-operator',
      parametersRef: {
        group: 'gateway-operator.konghq.com',
        kind: configuration.kind,
        name: configuration.name,
        namespace,
      },
    },
  });
}

/** The place of a Gateway's pods in the mesh: their ways out of it, and what the operator's own policy closes. */
export function addOperatorMesh(scope: Construct, { config, gateway, place }: DataPlaneProps): void {
  const { mesh } = config;
  if (mesh?.backend !== 'kong-mesh') return;
  const podLabels = operatorPodLabels(place);
  const { namespace } = place;
  const hosts = gatewayHosts({ ...config, gateway });
  if (hosts.length > 0) {
    addPassthrough(scope, { mesh, name: passthroughName(config, place), namespace, podLabels, hosts });
  }
  // The operator's own policy closes what it does not know of: the metrics of the sidecar.
  new KubeNetworkPolicy(scope, 'sidecar-policy', {
    metadata: { name: 'kong-sidecar', namespace },
    spec: {
      podSelector: { matchLabels: { ...podLabels } },
      policyTypes: ['Ingress'],
      ingress: [{ ports: [{ protocol: 'TCP', port: IntOrString.fromNumber(sidecarMetrics) }] }],
    },
  });
}

/** Its own where the gateway that it is beside has one. */
function passthroughName({ gateway }: ClusterConfig, { name }: GatewayPlace): string {
  return isMadeByOperator(gateway) ? name : `${name}-beside`;
}

/** Port of the sidecar's metrics (kumahq/kuma v2.14.3). */
const sidecarMetrics = 5670;

/**
 * A certificate of nobody's, which a listener by TLS has to have: for hosts that have none of their own, and for a load balancer
 * that ends TLS and does not ask whose it is.
 */
function addDefaultCertificate(scope: Construct, { namespace }: GatewayPlace): void {
  const issuer = new Issuer(scope, 'default-issuer', {
    metadata: { name: defaultTlsSecret, namespace },
    spec: { selfSigned: {} },
  });
  new Certificate(scope, 'default-certificate', {
    metadata: { name: defaultTlsSecret, namespace },
    spec: {
      secretName: defaultTlsSecret,
      secretTemplate: { labels: { ...seenByOperator } },
      dnsNames: [`${operatorService}.${namespace}.svc`],
      issuerRef: { kind: 'Issuer', name: issuer.name },
    },
  });
}
