import { dig, items, text } from '../../references/fields';
import { objectId } from '../../references/identity';
import { operatorController } from '../../references/kinds/kong-operator';
import type { Manifest } from '../../references/manifest';
import type { ReferenceIndex } from '../../references/reference-index';
import { perIndex } from '../per-index';
import { classAnnotation } from './annotation';
import { ingressClasses } from './gateway';

/** One path of an Ingress. */
export interface IngressPath {
  readonly host: string;
  readonly path: string;
  readonly pathType: string;
  /** Parts of the JSON pointer of the path's entry. */
  readonly at: readonly (string | number)[];
  /** The Service that it leads to. */
  readonly service: string | undefined;
  readonly port: unknown;
}

/** Every path of an Ingress, in order. */
export function ingressPaths(object: Manifest): readonly IngressPath[] {
  return items(dig(object, 'spec', 'rules')).flatMap((rule, i) =>
    items(dig(rule, 'http', 'paths')).map(
      (path, j): IngressPath => ({
        host: text(dig(rule, 'host')) ?? '',
        path: text(dig(path, 'path')) ?? '/',
        pathType: text(dig(path, 'pathType')) ?? 'ImplementationSpecific',
        at: ['spec', 'rules', i, 'http', 'paths', j],
        service: text(dig(path, 'backend', 'service', 'name')),
        port: dig(path, 'backend', 'service', 'port'),
      }),
    ),
  );
}

/** The class that an Ingress names: its annotation, which wins, or its field. */
export function classOf(object: Manifest): string | undefined {
  return (
    text(object.metadata.annotations?.[classAnnotation]) ?? text(dig(object, 'spec', 'ingressClassName'))
  );
}

/** Names of classes that a known controller other than Kong's serves. */
const others = new Set([
  'alb',
  'azure-application-gateway',
  'cilium',
  'gce',
  'haproxy',
  'istio',
  'nginx',
  'traefik',
]);

/** Whether Kong's controller serves the Ingress, as far as the set tells. */
export function isKongIngress(object: Manifest, index: ReferenceIndex): boolean {
  const name = classOf(object);
  if (name === undefined)
    return (
      usesKongAnnotations(object) || index.ofKind('networking.k8s.io', 'IngressClass').some(isDefaultClass)
    );
  const { ofKong, all } = ingressClasses(index);
  if (ofKong.has(name)) return true;
  if (others.has(name)) return false;
  return !all.has(name) && (name.includes('kong') || usesKongAnnotations(object));
}

function usesKongAnnotations(object: Manifest): boolean {
  return Object.keys(object.metadata.annotations ?? {}).some((key) => key.startsWith('konghq.com/'));
}

/** Whether objects without a class belong to this one. */
export function isDefaultClass(object: Manifest): boolean {
  return object.metadata.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true';
}

/** A route to a Service: an Ingress or HTTPRoute, and where in it the Service is named. */
export interface RouteToService {
  readonly route: Manifest;
  readonly at: string;
}

/** The Ingresses and HTTPRoutes that lead to each Service, by Service. */
export const routesToServices = perIndex((index): ReadonlyMap<Manifest, readonly RouteToService[]> => {
  const found = new Map<Manifest, RouteToService[]>();
  const add = (route: Manifest, namespace: string | undefined, name: string | undefined, at: string) => {
    const service = name === undefined ? undefined : index.get(objectId('', 'Service', namespace, name));
    if (service === undefined) return;
    const list = found.get(service) ?? [];
    found.set(service, list);
    list.push({ route, at });
  };
  for (const ingress of index.ofKind('networking.k8s.io', 'Ingress')) {
    if (!isKongIngress(ingress, index)) continue;
    for (const { service, at } of ingressPaths(ingress)) {
      add(ingress, ingress.metadata.namespace, service, `/${at.join('/')}/backend/service/name`);
    }
  }
  for (const route of kongHttpRoutes(index)) {
    items(dig(route, 'spec', 'rules')).forEach((rule, i) => {
      items(dig(rule, 'backendRefs')).forEach((backend, j) => {
        if ((text(dig(backend, 'kind')) ?? 'Service') !== 'Service') return;
        const namespace = text(dig(backend, 'namespace')) ?? route.metadata.namespace;
        add(route, namespace, text(dig(backend, 'name')), `/spec/rules/${i}/backendRefs/${j}/name`);
      });
    });
  }
  return found;
});

const gatewayApi = 'gateway.networking.k8s.io';
export const kongGatewayController = 'konghq.com/kic-gateway-controller';

/** HTTPRoutes that Kong's controller serves: those of a Gateway of its class, and of one that is not in the set. */
export const kongHttpRoutes = perIndex((index): readonly Manifest[] =>
  index.ofKind(gatewayApi, 'HTTPRoute').filter((route) =>
    items(dig(route, 'spec', 'parentRefs')).some((parent) => {
      if ((text(dig(parent, 'kind')) ?? 'Gateway') !== 'Gateway') return false;
      const namespace = text(dig(parent, 'namespace')) ?? route.metadata.namespace;
      const gateway = index.get(objectId(gatewayApi, 'Gateway', namespace, text(dig(parent, 'name')) ?? ''));
      if (gateway === undefined) return usesKongAnnotations(route);
      const name = text(dig(gateway, 'spec', 'gatewayClassName')) ?? '';
      const gatewayClass = index.get(objectId(gatewayApi, 'GatewayClass', undefined, name));
      if (gatewayClass === undefined) return name.includes('kong');
      const controller = dig(gatewayClass, 'spec', 'controllerName');
      return controller === kongGatewayController || controller === operatorController;
    }),
  ),
);
