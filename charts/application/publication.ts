import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { certificatesOfRoute, hostCertificates } from '../../config/application/publish/certificates';
import { hstsOf } from '../../config/application/publish/hsts';
import { publishedRoutes } from '../../config/application/publish/published';
import { serviceAnnotations } from '../../config/application/publish/services';
import type { Application } from '../../config/application/schema';
import type { ClusterConfig } from '../../config/cluster';
import { KongPlugin } from '../../imports/configuration.konghq.com';
import { addCertificates, certificateSources } from '../gateway/certificates';
import { addConsumer, addConsumerGroup } from '../gateway/consumer';
import { pluginProps } from '../gateway/plugin';
import { routePlugins } from '../gateway/route-plugins';
import { addIngresses } from '../gateway/routes';

/** How the gateway publishes an application: its plugins, its consumers and its routes. */
export function addPublication(scope: Construct, config: ClusterConfig, application: Application): void {
  const { publish } = application;
  const namespace = application.namespace.name;
  for (const [name, plugin] of Object.entries(publish.plugins)) {
    new KongPlugin(scope, `plugin-${name}`, {
      metadata: { name, namespace },
      ...pluginProps(publish, name, plugin),
    });
  }
  for (const [name, { plugins }] of Object.entries(publish.consumerGroups)) {
    addConsumerGroup(scope, namespace, name, plugins);
  }
  for (const [name, consumer] of Object.entries(publish.consumers)) {
    addConsumer(scope, namespace, name, consumer);
  }
  const certificates = hostCertificates(application, certificateSources(config));
  addCertificates(scope, namespace, certificates);
  for (const route of publishedRoutes(application)) {
    const own = routePlugins(route, hstsOf(publish.hosts, route));
    for (const { name, plugin, config } of own) {
      new KongPlugin(scope, `plugin-${name}`, { metadata: { name, namespace }, plugin, config });
    }
    addIngresses(scope, route, {
      namespace,
      plugins: [...route.plugins, ...own.map(({ name }) => name)],
      certificates: certificatesOfRoute(publish, route.hosts, certificates),
    });
  }
  annotateServices(scope, application);
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
