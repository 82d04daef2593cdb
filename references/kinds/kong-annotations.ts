import { pointer, text } from '../fields';
import { objectId } from '../identity';
import type { ReferenceContext } from '../kind-rule';
import type { Manifest } from '../manifest';
import { type Order, type ReferenceDraft, refer, toObject } from '../reference';

/** Group of Kong's own kinds. */
export const kongGroup = 'configuration.konghq.com';

const annotationsSource = 'Kong/kubernetes-ingress-controller internal/annotations/annotations.go';

/** The entries of a comma-separated annotation, spaces trimmed. */
export function listOf(object: Manifest, annotation: string): readonly string[] {
  const value = text(object.metadata.annotations?.[annotation]);
  if (value === undefined) return [];
  return value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** The class that the annotation names: the only selector of a class for Kong's own kinds. */
export function ingressClassReference(object: Manifest): readonly ReferenceDraft[] {
  const annotation = 'kubernetes.io/ingress.class';
  const name = object.metadata.annotations?.[annotation];
  if (name === undefined || name === '') return [];
  return [
    refer(
      pointer('metadata', 'annotations', annotation),
      toObject(objectId('networking.k8s.io', 'IngressClass', undefined, name)),
      'before',
      'the class’s controller checks the object in a webhook',
      { source: 'Kong/kubernetes-ingress-controller internal/admission' },
    ),
  ];
}

/**
 * Plugins named by `konghq.com/plugins`: a KongPlugin of the namespace, of another one as `namespace:name` (with a
 * ReferenceGrant), or, where no such KongPlugin is known, a KongClusterPlugin.
 */
export function kongPluginReferences(
  object: Manifest,
  context: ReferenceContext,
  order: Order = 'with',
): readonly ReferenceDraft[] {
  const annotation = 'konghq.com/plugins';
  return listOf(object, annotation).map((entry) => {
    const colon = entry.indexOf(':');
    const namespace = colon < 0 ? object.metadata.namespace : entry.slice(0, colon);
    const name = entry.slice(colon + 1);
    const plugin = objectId(kongGroup, 'KongPlugin', namespace, name);
    const clusterPlugin = objectId(kongGroup, 'KongClusterPlugin', undefined, name);
    const target =
      colon < 0 && !context.exists(plugin) && context.exists(clusterPlugin) ? clusterPlugin : plugin;
    return refer(
      pointer('metadata', 'annotations', annotation),
      toObject(target),
      order,
      'a route without its plugins is open',
      { source: annotationsSource },
    );
  });
}

/**
 * What a Service's annotations name. A Service is read anew whenever one of these changes, and it has to come before the
 * routes, so no order follows from it.
 */
export function kongServiceReferences(
  object: Manifest,
  context: ReferenceContext,
): readonly ReferenceDraft[] {
  const namespace = object.metadata.namespace;
  const named = (annotation: string, group: string, kind: string, why: string) =>
    listOf(object, annotation).map((name) =>
      refer(
        pointer('metadata', 'annotations', annotation),
        toObject(objectId(group, kind, namespace, name)),
        'none',
        why,
        { source: annotationsSource },
      ),
    );
  return [
    ...kongPluginReferences(object, context, 'none'),
    ...named('konghq.com/upstream-policy', kongGroup, 'KongUpstreamPolicy', 'sets load balancing'),
    ...named('konghq.com/override', kongGroup, 'KongIngress', 'sets the upstream'),
    ...named('konghq.com/client-cert', '', 'Secret', 'shown to the Service'),
    ...named('konghq.com/ca-certificates-secrets', '', 'Secret', 'trusted for the Service'),
    ...named('konghq.com/ca-certificates-configmaps', '', 'ConfigMap', 'trusted for the Service'),
  ];
}
