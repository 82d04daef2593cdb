import type { Construct } from 'constructs';
import { type HostCertificate, hostCertificates } from '../../../config/application/publish/certificates';
import { hostListeners, httpListener, httpsListener } from '../../../config/application/publish/listeners';
import type { Application } from '../../../config/application/schema';
import type { ClusterConfig } from '../../../config/cluster';
import { isMadeByOperator } from '../../../config/gateway';
import {
  Gateway,
  GatewayClass,
  type GatewaySpecListeners,
  GatewaySpecListenersAllowedRoutesNamespacesFrom,
  GatewaySpecListenersTlsMode,
  ReferenceGrant,
} from '../../../imports/gateway.networking.k8s.io';
import { certificateSources } from '../certificates';
import {
  clusterGateway,
  defaultTlsSecret,
  type GatewayPlace,
  gatewayNamespace,
  gatewayPlaceOf,
} from '../names';

/** The class that Kong's controller serves, which is told that nobody has to make the gateway's pods for it. */
export function addControllerClass(scope: Construct): GatewayClass {
  return new GatewayClass(scope, 'gateway-class', {
    metadata: { name: clusterGateway.name, annotations: { 'konghq.com/gatewayclass-unmanaged': 'true' } },
    spec: { controllerName: 'konghq.com/kic-gateway-controller' },
  });
}

/**
 * A Gateway with the listeners that the hosts of its applications need: all of the cluster's, or one application's. To one of a
 * namespace its own routes attach alone, and its certificates stay where they are.
 */
export function addGateway(
  scope: Construct,
  config: ClusterConfig,
  gatewayClass: GatewayClass,
  place: GatewayPlace = clusterGateway,
): Gateway {
  const isOfCluster = place.namespace === clusterGateway.namespace;
  const publishing = publishingOf(config).filter(
    ({ namespace }) => isOfCluster || namespace.name === place.namespace,
  );
  const listeners = listenersOf(config, publishing, place.namespace);
  return new Gateway(scope, isOfCluster ? 'gateway' : `gateway-${place.namespace}`, {
    metadata: {
      name: place.name,
      namespace: place.namespace,
      // Names that the mesh and Konnect can count on, from the first moment: they are given once.
      ...(isMadeByOperator(config.gateway)
        ? { annotations: { 'gateway-operator.konghq.com/static-naming': 'true' } }
        : {}),
    },
    spec: {
      gatewayClassName: gatewayClass.name,
      listeners: isOfCluster
        ? [...listeners]
        : listeners.map((listener) => ({ ...listener, allowedRoutes: allowed([]) })),
    },
  });
}

/** A Gateway in each namespace that publishes. Kong's controller serves them all by the pods of its one gateway. */
export function addGatewaysOfNamespaces(
  scope: Construct,
  config: ClusterConfig,
  gatewayClass: GatewayClass,
): void {
  for (const namespace of publishingNamespaces(config)) {
    addGateway(scope, config, gatewayClass, gatewayPlaceOf(config.gateway, namespace));
  }
}

/** The namespaces that publish, each once. */
export function publishingNamespaces(config: ClusterConfig): readonly string[] {
  return [...new Set(publishingOf(config).map(({ namespace }) => namespace.name))];
}

function publishingOf(config: ClusterConfig): readonly Application[] {
  return Object.values(config.applications).filter(({ publish }) => Object.keys(publish.routes).length > 0);
}

/** Lets the Gateway read the certificates of an application's hosts, each by its name. */
export function addCertificateGrant(
  scope: Construct,
  { namespace }: Application,
  certificates: readonly HostCertificate[],
): void {
  const names = [...new Set(certificates.map(({ secretName }) => secretName))];
  if (names.length === 0) return;
  new ReferenceGrant(scope, 'certificate-grant', {
    metadata: { name: 'gateway-certificates', namespace: namespace.name },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: gatewayNamespace }],
      to: names.map((name) => ({ group: '', kind: 'Secret', name })),
    },
  });
}

/**
 * Port 80 for all that publish, and port 443 for each host that has a certificate, to the application whose host it is.
 * Of a gateway that the operator makes these are the ports of its Service, so it has port 443 for hosts without one too.
 *
 * @param publishing the applications whose hosts they are for
 * @param gatewayNamespace the namespace of the Gateway
 */
function listenersOf(
  config: ClusterConfig,
  publishing: readonly Application[],
  gatewayNamespace: string,
): readonly GatewaySpecListeners[] {
  const all = [...new Set(publishing.map(({ namespace }) => namespace.name))].sort();
  const sources = certificateSources(config);
  return [
    { name: httpListener, port: 80, protocol: 'HTTP', allowedRoutes: allowed(all) },
    ...(isMadeByOperator(config.gateway)
      ? [
          {
            name: httpsListener,
            port: 443,
            protocol: 'HTTPS',
            tls: {
              mode: GatewaySpecListenersTlsMode.TERMINATE,
              certificateRefs: [{ name: defaultTlsSecret }],
            },
            allowedRoutes: allowed(all),
          },
        ]
      : []),
    ...publishing.flatMap((application) =>
      hostListeners(hostCertificates(application, sources)).map(
        ({ name, hostname, secretName }): GatewaySpecListeners => ({
          name,
          hostname,
          port: 443,
          protocol: 'HTTPS',
          tls: {
            mode: GatewaySpecListenersTlsMode.TERMINATE,
            certificateRefs: [
              application.namespace.name === gatewayNamespace
                ? { name: secretName }
                : { name: secretName, namespace: application.namespace.name },
            ],
          },
          allowedRoutes: allowed([application.namespace.name]),
        }),
      ),
    ),
  ];
}

function allowed(namespaces: readonly string[]): NonNullable<GatewaySpecListeners['allowedRoutes']> {
  const { SAME, SELECTOR } = GatewaySpecListenersAllowedRoutesNamespacesFrom;
  if (namespaces.length === 0) return { namespaces: { from: SAME } };
  return {
    namespaces: {
      from: SELECTOR,
      selector: {
        matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: [...namespaces] }],
      },
    },
  };
}
