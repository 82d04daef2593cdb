import { dig, items, pointer, text } from '../../references/fields';
import { type ObjectId, objectId } from '../../references/identity';
import { kongGroup, listOf } from '../../references/kinds/kong-annotations';
import type { Manifest } from '../../references/manifest';
import type { ReferenceIndex } from '../../references/reference-index';
import { annotationPath, pluginsAnnotation } from './annotation';

/** Kinds that plugins can be attached to. */
export const pluggedKinds: readonly string[] = [
  'networking.k8s.io/Ingress',
  '/Service',
  'configuration.konghq.com/KongConsumer',
  'configuration.konghq.com/KongConsumerGroup',
  'gateway.networking.k8s.io/HTTPRoute',
  'gateway.networking.k8s.io/GRPCRoute',
  'gateway.networking.k8s.io/TCPRoute',
  'gateway.networking.k8s.io/TLSRoute',
  'gateway.networking.k8s.io/UDPRoute',
  'incubator.ingress-controller.konghq.com/KongServiceFacade',
];

/** One plugin that an object names, and where. */
export interface NamedPlugin {
  readonly path: string;
  /** The KongPlugin that is meant first, and the KongClusterPlugin that is meant when there is no such KongPlugin. */
  readonly plugin: ObjectId;
  readonly clusterPlugin: ObjectId | undefined;
  /** The object of the set, if it is one. */
  readonly object: Manifest | undefined;
  /** Whether it is somewhere, in the set or given. */
  readonly exists: boolean;
}

/** Plugins in an object's annotation, in order. */
export function annotatedPlugins(object: Manifest, index: ReferenceIndex): readonly NamedPlugin[] {
  if (object.metadata.annotations?.[pluginsAnnotation] === undefined) return [];
  return listOf(object, pluginsAnnotation).map((entry) => {
    const colon = entry.indexOf(':');
    const namespace = colon < 0 ? object.metadata.namespace : entry.slice(0, colon);
    return named(annotationPath(pluginsAnnotation), namespace, entry.slice(colon + 1), colon < 0, index);
  });
}

/** Plugins among the filters of each rule of a route of the Gateway API. */
export function filterPlugins(object: Manifest, index: ReferenceIndex): readonly (readonly NamedPlugin[])[] {
  return items(dig(object, 'spec', 'rules')).map((rule, i) =>
    items(dig(rule, 'filters')).flatMap((filter, j) => {
      const extension = dig(filter, 'extensionRef');
      const name = text(dig(extension, 'name'));
      if (name === undefined || dig(extension, 'kind') !== 'KongPlugin') return [];
      const path = pointer('spec', 'rules', i, 'filters', j, 'extensionRef', 'name');
      return [named(path, object.metadata.namespace, name, false, index)];
    }),
  );
}

function named(
  path: string,
  namespace: string | undefined,
  name: string,
  orCluster: boolean,
  index: ReferenceIndex,
): NamedPlugin {
  const plugin = objectId(kongGroup, 'KongPlugin', namespace, name);
  const clusterPlugin = orCluster ? objectId(kongGroup, 'KongClusterPlugin', undefined, name) : undefined;
  const found = index.get(plugin) ?? (clusterPlugin === undefined ? undefined : index.get(clusterPlugin));
  return {
    path,
    plugin,
    clusterPlugin,
    object: found,
    exists:
      found !== undefined ||
      index.provisions(plugin).length > 0 ||
      (clusterPlugin !== undefined && index.provisions(clusterPlugin).length > 0),
  };
}
