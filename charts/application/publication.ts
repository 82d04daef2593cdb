import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  certificatesOfRoute,
  type HostCertificate,
  hostCertificates,
} from '../../config/application/publish/certificates';
import { hstsOf } from '../../config/application/publish/hsts';
import { httpListener, sectionsOf } from '../../config/application/publish/listeners';
import { type PublishedRoute, publishedRoutes } from '../../config/application/publish/published';
import { serviceAnnotations } from '../../config/application/publish/services';
import type { Application } from '../../config/application/schema';
import type { ClusterConfig } from '../../config/cluster';
import {
  hasGatewayOfItsOwn,
  isMadeByOperator,
  isReadByOperator,
  routesForm,
  takesGrpcAsIngress,
} from '../../config/gateway';
import { KongPlugin } from '../../imports/configuration.konghq.com';
import { addCertificates, certificateSources } from '../gateway/certificates';
import { addConsumer, addConsumerGroup } from '../gateway/consumer';
import { addCertificateGrant } from '../gateway/gateway-api/gateway';
import { addGatewayApiRoutes } from '../gateway/gateway-api/routes';
import { gatewayPlaceOf, seenByOperator } from '../gateway/names';
import { configOfNamespace } from '../gateway/of-namespace';
import { pluginProps } from '../gateway/plugin';
import { type RoutePlugin, routePlugins } from '../gateway/route-plugins';
import { addIngresses } from '../gateway/routes';

/** How the gateway publishes an application: its plugins, its consumers and its routes. */
export function addPublication(scope: Construct, cluster: ClusterConfig, application: Application): void {
  const { publish } = application;
  const namespace = application.namespace.name;
  const config = configOfNamespace(cluster, namespace);
  const gateway = gatewayPlaceOf(config.gateway, namespace);
  const hybrid = routesForm(config.gateway) === 'hybrid';
  for (const [name, plugin] of Object.entries(publish.plugins)) {
    new KongPlugin(scope, `plugin-${name}`, {
      metadata: { name, namespace },
      ...pluginProps(publish, name, plugin),
    });
  }
  for (const [name, { plugins }] of Object.entries(publish.consumerGroups)) {
    addConsumerGroup(scope, namespace, name, plugins, { hybrid, gateway });
  }
  for (const [name, consumer] of Object.entries(publish.consumers)) {
    addConsumer(scope, namespace, name, consumer, { hybrid, gateway });
  }
  const certificates = hostCertificates(application, certificateSources(config));
  addCertificates(
    scope,
    namespace,
    certificates,
    isReadByOperator(config.gateway) ? seenByOperator : undefined,
  );
  addRoutes(scope, config, application, certificates);
  annotateServices(scope, application);
}

/** The routes, in the form that the gateway reads, and the plugins that their filters and hosts become. */
function addRoutes(
  scope: Construct,
  { gateway }: ClusterConfig,
  application: Application,
  certificates: readonly HostCertificate[],
): void {
  const { publish } = application;
  const namespace = application.namespace.name;
  const routes = publishedRoutes(application);
  const asIngress = (route: PublishedRoute, shown: readonly HostCertificate[]) => {
    const own = routePlugins(route, hstsOf(publish.hosts, route));
    addRoutePlugins(scope, namespace, own);
    addIngresses(scope, route, {
      namespace,
      plugins: [...route.plugins, ...own.map(({ name }) => name)],
      certificates: certificatesOfRoute(publish, route.hosts, shown),
    });
  };
  if (routesForm(gateway) === 'ingress') {
    for (const route of routes) asIngress(route, certificates);
    return;
  }
  if (!hasGatewayOfItsOwn(gateway)) addCertificateGrant(scope, application, certificates);
  const own = new Set(Object.keys(publish.plugins));
  const hybrid = routesForm(gateway) === 'hybrid';
  // What is sent on to https by a plugin has to be taken first.
  const served = (route: PublishedRoute): PublishedRoute =>
    hybrid && route.http === 'redirect' ? { ...route, http: 'serve' } : route;
  // Konnect is given a route for each parent, alike in all but its protocols, of which Kong takes one for calls of every scheme: one
  // parent has the protocols of all listeners (kong-operator v2.2.3 controller/hybridgateway/converter/http_route.go).
  const attached = (sections: readonly string[]) =>
    hybrid && sections.includes(httpListener) ? [] : sections;
  for (const route of routes) {
    if (route.protocol === 'grpc' && takesGrpcAsIngress(gateway)) {
      // The listeners of its hosts show their certificates.
      asIngress(route, []);
      continue;
    }
    const made = addGatewayApiRoutes(scope, route, {
      namespace,
      sections: attached(sectionsOf(publish, served(route), certificates, isMadeByOperator(gateway))),
      hybrid,
      own,
      gateway: gatewayPlaceOf(gateway, namespace),
      hsts: hstsOf(publish.hosts, route),
    });
    addRoutePlugins(scope, namespace, made);
  }
}

function addRoutePlugins(scope: Construct, namespace: string, plugins: readonly RoutePlugin[]): void {
  for (const { name, plugin, config } of plugins) {
    new KongPlugin(scope, `plugin-${name}`, { metadata: { name, namespace }, plugin, config });
  }
}

/** What the gateway does at each call of a service stands on the Service, which the mesh's compiler has made. */
function annotateServices(scope: Construct, application: Application): void {
  for (const object of scope.node.findAll()) {
    if (!(object instanceof ApiObject) || object.kind !== 'Service') continue;
    for (const [key, value] of Object.entries(serviceAnnotations(application, object.name))) {
      object.metadata.addAnnotation(key, value);
    }
  }
}
