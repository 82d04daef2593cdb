import { atMostOne, groupKind, notBoth, onlyKinds, when, whenGiven } from './clauses';

const configuration = 'configuration.konghq.com';
const konnectReference = "(has(self.controlPlaneRef) && self.controlPlaneRef.type == 'konnectNamespacedRef')";

/** configuration.konghq.com of Kong Operator v2.2.3. */
export const kongOperatorRules: Readonly<Record<string, string | null>> = {
  'KIC is not supported as control plane': whenGiven('controlPlaneRef', "self.controlPlaneRef.type != 'kic'"),
  'spec.adopt is allowed only when controlPlaneRef is konnectNamespacedRef': whenGiven(
    'adopt',
    konnectReference,
  ),
  'spec.adopt is allowed only when serviceRef exists or controlPlaneRef is konnectNamespacedRef': whenGiven(
    'adopt',
    `has(self.serviceRef) || ${konnectReference}`,
  ),
  'Cannot set or unset spec.adopt in updates': null,
  "'from'(adopt source) is immutable": null,
  'konnect.id is immutable': null,
  "Must specify Konnect options when from='konnect'": when('from', 'konnect', 'has(self.konnect)'),
  "Only 'match' mode adoption is supported": "self.mode == 'match'",
  "spec.cert is required when type is 'inline'": when(
    'type',
    'inline',
    '(has(self.cert) && size(self.cert) > 0)',
  ),
  "spec.key is required when type is 'inline'": when(
    'type',
    'inline',
    '(has(self.key) && size(self.key) > 0)',
  ),
  "spec.secretRef is required when type is 'secretRef'": when('type', 'secretRef', 'has(self.secretRef)'),
  'cert and secretRef cannot be set at the same time': notBoth('cert', 'secretRef'),
  'cert/key and secretRef/secretRefAlt cannot be set at the same time':
    '!((has(self.cert) || has(self.key)) && (has(self.secretRef) || has(self.secretRefAlt)))',
  'cert_alt/key_alt and secretRef/secretRefAlt cannot be set at the same time':
    '!((has(self.cert_alt) || has(self.key_alt)) && (has(self.secretRef) || has(self.secretRefAlt)))',
  'spec.consumerRef is immutable when an entity is already Programmed': null,
  'spec.cert is immutable when an entity is already Programmed': null,
  'spec.certificateRef is immutable when programmed': null,
  'spec.upstreamRef is immutable': null,
  'spec.id is immutable': null,
  'spec.rsa_public_key is required when algorithm is RS*, ES*, PS* or EdDSA*':
    "!has(self.spec.algorithm) || !self.spec.algorithm.matches('^((RS|ES|PS)(256|384|512)|EdDSA)$') || has(self.spec.rsa_public_key)",
  "Either 'jwk' or 'pem' must be set": 'has(self.jwk) || has(self.pem)',
  "At least one target reference must be set when scope is 'OnlyTargets'": when(
    'scope',
    'OnlyTargets',
    '(has(self.targets) && (has(self.targets.routeRef) || has(self.targets.serviceRef) || has(self.targets.consumerRef) || has(self.targets.consumerGroupRef)))',
  ),
  "No targets must be set when scope is 'GlobalInControlPlane'": when(
    'scope',
    'GlobalInControlPlane',
    '!has(self.targets)',
  ),
  'pluginRef name must be set': "self.name != ''",
  "Namespace can be set only when kind is 'KongPlugin'": "self.kind == 'KongPlugin' || !has(self.namespace)",
  'Cannot set Consumer and ConsumerGroup at the same time': notBoth('consumerRef', 'consumerGroupRef'),
  'KongRoute can be used only when serviceRef is unset or set to KongService':
    "!has(self.routeRef) || self.routeRef.kind != 'KongRoute' || !has(self.serviceRef) || self.serviceRef.kind == 'KongService'",
  'KongService can be used only when routeRef is unset or set to KongRoute':
    "!has(self.serviceRef) || self.serviceRef.kind != 'KongService' || !has(self.routeRef) || self.routeRef.kind == 'KongRoute'",
  'group/kind not allowed for the routeRef': groupKind(
    [configuration, 'KongRoute'],
    ['networking.k8s.io', 'Ingress'],
    ['gateway.networking.k8s.io', 'HTTPRoute'],
    ['gateway.networking.k8s.io', 'GRPCRoute'],
  ),
  'group/kind not allowed for the serviceRef': groupKind(
    [configuration, 'KongService'],
    ['', 'Service'],
    ['core', 'Service'],
  ),
  "Only KongConsumer, KongConsumerGroup, KongRoute, KongCertificate, KongCACertificate, KongDataPlaneClientCertificate, KongService, KongUpstream, KongTarget, KongKey, KongKeySet, KongVault, KongPluginBinding and KongSNI kinds are supported for 'configuration.konghq.com' group":
    onlyKinds(
      configuration,
      ...'KongConsumer KongConsumerGroup KongRoute KongService KongCertificate KongCACertificate KongDataPlaneClientCertificate KongUpstream KongTarget KongKey KongKeySet KongVault KongPluginBinding KongSNI'.split(
        ' ',
      ),
    ),
  "Only GatewayConfiguration kind is supported for 'gateway-operator.konghq.com' group": onlyKinds(
    'gateway-operator.konghq.com',
    'GatewayConfiguration',
  ),
  'namespace must be empty for KongVault and non-empty for other kinds':
    "(self.kind == 'KongVault') == (self.namespace == '')",
  "Only 'Secret' kind is supported for 'core' group": onlyKinds('core', 'Secret'),
  "Only 'KonnectGatewayControlPlane', 'KonnectAPIAuthConfiguration', 'Portal', 'KonnectEventGateway', 'EventGatewayBackendCluster', 'EventGatewayListener' and 'EventGatewayVirtualCluster' kinds are supported for 'konnect.konghq.com' group":
    onlyKinds(
      'konnect.konghq.com',
      ...'KonnectGatewayControlPlane KonnectAPIAuthConfiguration Portal KonnectEventGateway EventGatewayBackendCluster EventGatewayListener EventGatewayVirtualCluster'.split(
        ' ',
      ),
    ),
  "Only 'KongPlugin', 'KongService', 'KongCertificate', 'KongCACertificate' and 'KongUpstream' kinds are supported for 'configuration.konghq.com' group":
    onlyKinds(
      configuration,
      'KongPlugin',
      'KongService',
      'KongCertificate',
      'KongCACertificate',
      'KongUpstream',
    ),
  "If protocols has 'http', at least one of 'hosts', 'methods', 'paths' or 'headers' must be set":
    "!has(self.spec.protocols) || !('http' in self.spec.protocols) || has(self.spec.hosts) || has(self.spec.methods) || has(self.spec.paths) || has(self.spec.headers)",
  'when type is namespacedRef, namespacedRef must be set': when(
    'type',
    'namespacedRef',
    'has(self.namespacedRef)',
  ),
  'hash_fallback_header is required when `hash_fallback` is set to `header`.': hashed(
    'hash_fallback',
    'header',
    'hash_fallback_header',
  ),
  'hash_fallback_query_arg is required when `hash_fallback` is set to `query_arg`.': hashed(
    'hash_fallback',
    'query_arg',
    'hash_fallback_query_arg',
  ),
  'hash_fallback_uri_capture is required when `hash_fallback` is set to `uri_capture`.': hashed(
    'hash_fallback',
    'uri_capture',
    'hash_fallback_uri_capture',
  ),
  'hash_on_cookie is required when hash_fallback is set to `cookie`.': hashed(
    'hash_fallback',
    'cookie',
    'hash_on_cookie',
  ),
  'hash_on_cookie is required when hash_on is set to `cookie`.': hashed(
    'hash_on',
    'cookie',
    'hash_on_cookie',
  ),
  'hash_on_cookie_path is required when hash_fallback is set to `cookie`.': hashed(
    'hash_fallback',
    'cookie',
    'hash_on_cookie_path',
  ),
  'hash_on_cookie_path is required when hash_on is set to `cookie`.': hashed(
    'hash_on',
    'cookie',
    'hash_on_cookie_path',
  ),
  'hash_on_header is required when hash_on is set to `header`.': hashed(
    'hash_on',
    'header',
    'hash_on_header',
  ),
  'hash_on_query_arg is required when `hash_on` is set to `query_arg`.': hashed(
    'hash_on',
    'query_arg',
    'hash_on_query_arg',
  ),
  'hash_on_uri_capture is required when `hash_on` is set to `uri_capture`.': hashed(
    'hash_on',
    'uri_capture',
    'hash_on_uri_capture',
  ),
  'sticky_sessions_cookie is required when algorithm is set to `sticky-sessions`.': hashed(
    'algorithm',
    'sticky-sessions',
    'sticky_sessions_cookie',
  ),
  'client_certificate and clientCertificateRef are mutually exclusive': atMostOne(
    'client_certificate',
    'clientCertificateRef',
  ),
  'healthcheck threshold must be between 0 and 100': 'self.threshold >= 0 && self.threshold <= 100',
};

function hashed(field: string, value: string, needs: string): string {
  return when(field, value, `has(self.${needs})`);
}
