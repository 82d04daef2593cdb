import { pointer } from '../../references/fields';
import type { Manifest } from '../../references/manifest';

/** JSON pointer of an annotation. */
export function annotationPath(key: string): string {
  return pointer('metadata', 'annotations', key);
}

/** JSON pointer of an annotation, or of the place where it would stand. */
export function annotationPlace(object: Manifest, key: string): string {
  const { annotations } = object.metadata;
  // In YAML that nobody has checked yet it may also be null.
  if ((annotations ?? null) === null) return '/metadata';
  return annotations?.[key] === undefined ? '/metadata/annotations' : annotationPath(key);
}

export const classAnnotation = 'kubernetes.io/ingress.class';
export const pluginsAnnotation = 'konghq.com/plugins';
export const serviceUpstream = 'ingress.kubernetes.io/service-upstream';

/** Kinds whose route annotations Kong's controller reads, as `group/Kind`. */
export const routeKinds = [
  'networking.k8s.io/Ingress',
  'gateway.networking.k8s.io/HTTPRoute',
  'gateway.networking.k8s.io/GRPCRoute',
  'gateway.networking.k8s.io/TCPRoute',
  'gateway.networking.k8s.io/TLSRoute',
  'gateway.networking.k8s.io/UDPRoute',
] as const;

/** Where the controller's annotations are defined, for findings. */
export const annotationsSource =
  'Kong/kubernetes-ingress-controller v3.5.13 internal/annotations/annotations.go';
