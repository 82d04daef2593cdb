import { dig, items, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import { parentsOf } from '../../../references/route-attachment';
import type { Draft } from '../../finding';
import { isKongIngress, kongHttpRoutes, routesToServices } from '../../kong/ingress';
import { annotatedPlugins, filterPlugins } from '../../kong/plugin-list';
import type { SetRule } from '../../rule';

/** Plugins that let nobody in without a credential, or not everybody. */
const authentication =
  /^(?:key-auth|key-auth-enc|basic-auth|jwt|jwt-signer|hmac-auth|oauth2|oauth2-introspection|openid-connect|ldap-auth|ldap-auth-advanced|mtls-auth|header-cert-auth|session|saml|vault-auth|forward-auth|acl|ip-restriction|request-termination|opa|pre-function|kong-upstream-jwt|upstream-oauth)$/;

export const openRoute: SetRule = {
  id: 'production/open-route',
  severity: 'warning',
  profile: 'production',
  title: 'a route is open to everybody, or in plain text',
  why: 'Whoever finds the gateway may call what lies behind the route, and whoever listens on the way reads it.',
  source: 'developer.konghq.com gateway/authentication; Kong/kubernetes-ingress-controller docs, TLS',
  measured:
    'Kong Ingress Controller 3.5.13 makes of the failing example a route for http and https without a plugin; of the passing one the same route with key-auth, and its certificate.',
  *checkSet({ index }) {
    // A plugin for everything may be a guard.
    const global = index
      .ofKind('configuration.konghq.com', 'KongClusterPlugin')
      .some(
        (plugin) =>
          plugin.metadata.labels?.global === 'true' && authentication.test(text(plugin.plugin) ?? ''),
      );
    for (const ingress of index.ofKind('networking.k8s.io', 'Ingress')) {
      if (!isKongIngress(ingress, index)) continue;
      if (!global && !isGuarded(ingress, index)) yield open(ingress);
      if (items(dig(ingress, 'spec', 'tls')).length === 0 && !isAcme(ingress))
        yield plain(ingress, 'no spec.tls');
    }
    for (const route of kongHttpRoutes(index)) {
      if (!global && !isGuarded(route, index)) yield open(route);
      const listeners = parentsOf(route, index).flatMap((parent) => parent.listeners);
      if (listeners.length > 0 && listeners.every(({ value }) => dig(value, 'protocol') === 'HTTP'))
        yield plain(
          route,
          `listeners of protocol HTTP alone: ${listeners.map(({ name }) => name).join(', ')}`,
        );
    }
  },
  example: {
    given: ['Namespace prod', 'kong-crds', 'IngressClass kong', 'Service prod/jazz', 'Secret prod/tls'],
    fails: example('', ''),
    passes: example(
      ', annotations: {konghq.com/plugins: key}',
      'tls: [{hosts: [a.example.com], secretName: tls}]',
    ),
  },
};

function isAcme({ metadata }: Manifest): boolean {
  return metadata.annotations?.['cert-manager.io/cluster-issuer'] !== undefined;
}

/** Whether the route, or every Service that it leads to, has a plugin that asks who calls. A plugin that is elsewhere may. */
function isGuarded(route: Manifest, index: ReferenceIndex): boolean {
  const own = [...annotatedPlugins(route, index), ...filterPlugins(route, index).flat()];
  if (own.some(({ plugin, clusterPlugin }) => guards(index, plugin, clusterPlugin))) return true;
  const services = [...routesToServices(index)].flatMap(([service, routes]) =>
    routes.some((each) => each.route === route) ? [service] : [],
  );
  return (
    services.length > 0 &&
    services.every((service) =>
      annotatedPlugins(service, index).some(({ plugin, clusterPlugin }) =>
        guards(index, plugin, clusterPlugin),
      ),
    )
  );
}

type Id = Parameters<ReferenceIndex['get']>[0];

function guards(index: ReferenceIndex, plugin: Id, clusterPlugin: Id | undefined): boolean {
  const found =
    index.get(plugin) ??
    (clusterPlugin === undefined ? undefined : index.get(clusterPlugin)) ??
    index.get(objectId(plugin.group, 'KongClusterPlugin', undefined, plugin.name));
  return found === undefined || authentication.test(text(found.plugin) ?? '');
}

function open(object: Manifest): Draft {
  return {
    object,
    path:
      object.metadata.annotations?.['konghq.com/plugins'] === undefined
        ? '/metadata'
        : '/metadata/annotations/konghq.com~1plugins',
    message: `everybody may call what ${object.kind} ${object.metadata.name} leads to`,
    found: 'no plugin that asks who calls',
    expected: 'an authentication plugin on the route or its Services',
    mend: 'name one under konghq.com/plugins, or say why not with meshwright.dev/ignore',
  };
}

function plain(object: Manifest, found: string): Draft {
  return {
    object,
    path: '/spec',
    message: `${object.kind} ${object.metadata.name} is served in plain text`,
    found,
    expected: 'a certificate',
    mend:
      object.kind === 'Ingress'
        ? 'add spec.tls, or cert-manager’s annotation'
        : 'name a listener of protocol HTTPS',
  };
}

function example(annotations: string, tls: string): string {
  return `
apiVersion: configuration.konghq.com/v1
kind: KongPlugin
metadata: {name: key, namespace: prod}
plugin: key-auth
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: jazz, namespace: prod${annotations}}
spec:
  ingressClassName: kong
  ${tls}
  rules: [{host: a.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: jazz, port: {number: 80}}}}]}}]
`;
}
