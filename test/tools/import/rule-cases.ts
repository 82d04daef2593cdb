export type Json = { [key: string]: Json } | Json[] | string | number | boolean;

type Cases = readonly (readonly [message: string, kept: Json, broken: Json])[];

const ours = 'configuration.konghq.com';
const konnect = { type: 'konnectNamespacedRef' };
const extension = (group: string, kind: string): Json => ({ extensions: [{ group, kind }] });
const template = (container: Json): Json => ({
  spec: { deployment: { podTemplateSpec: { spec: { containers: [container] } } } },
});
const needed = (message: string, field: string, value: string, needs: string) =>
  [message, { [field]: value, [needs]: 'a' }, { [field]: value }] as const;
const request = (fields: Json): Json => ({ createControlPlaneRequest: fields });
const many = Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`a${i}`, 'b']));

/** Rules of a control plane's settings, in `spec` and in its createControlPlaneRequest. */
function settings(prefix: string, at: (fields: Json) => Json): Cases {
  const type = `when specified, ${prefix}cluster_type must be one of 'CLUSTER_TYPE_CONTROL_PLANE_GROUP', 'CLUSTER_TYPE_CONTROL_PLANE' or 'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER'`;
  const labels = (one: Json) => at({ labels: one });
  return [
    [`${prefix}labels must not have more than 40 entries`, labels({ a: 'b' }), labels(many)],
    [`${prefix}labels keys must be of length 1-63 characters`, at({}), labels({ ['a'.repeat(64)]: 'b' })],
    [`${prefix}labels values must be of length 1-63 characters`, labels({ a: 'b' }), labels({ a: '' })],
    [
      `${prefix}labels keys must not start with 'k8s', 'kong', 'konnect', 'mesh', 'kic', 'insomnia' or '_'`,
      labels({ team: 'b' }),
      labels({ kongish: 'b' }),
    ],
    [
      `${prefix}labels keys must satisfy the '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$' pattern`,
      labels({ 'a.b': 'b' }),
      labels({ 'a/b': 'b' }),
    ],
    [type, at({ cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE' }), at({ cluster_type: 'mesh' })],
  ];
}

/** Of each rule of Kong Operator's kinds: a value that keeps it, and one that breaks it. */
export const operatorCases: Cases = [
  ...settings('spec.', (fields) => fields),
  ...settings('spec.createControlPlaneRequest.', request),
  [
    'The type field cannot be one of the known Kong entity types',
    { type: 'degraphql_routes' },
    { type: 'routes' },
  ],
  [
    'KIC is not supported as control plane',
    { controlPlaneRef: konnect },
    { controlPlaneRef: { type: 'kic' } },
  ],
  [
    'spec.adopt is allowed only when controlPlaneRef is konnectNamespacedRef',
    { adopt: {}, controlPlaneRef: konnect },
    { adopt: {} },
  ],
  [
    'spec.adopt is allowed only when serviceRef exists or controlPlaneRef is konnectNamespacedRef',
    { adopt: {}, serviceRef: {} },
    { adopt: {} },
  ],
  ["Must specify Konnect options when from='konnect'", { from: 'konnect', konnect: {} }, { from: 'konnect' }],
  ["Only 'match' mode adoption is supported", { mode: 'match' }, { mode: 'override' }],
  [
    "spec.cert is required when type is 'inline'",
    { type: 'inline', cert: 'a' },
    { type: 'inline', cert: '' },
  ],
  ["spec.key is required when type is 'inline'", { type: 'secretRef' }, { type: 'inline' }],
  ["spec.secretRef is required when type is 'secretRef'", { type: 'inline' }, { type: 'secretRef' }],
  ['cert and secretRef cannot be set at the same time', { cert: 'a' }, { cert: 'a', secretRef: {} }],
  [
    'cert/key and secretRef/secretRefAlt cannot be set at the same time',
    { cert: 'a', key: 'b' },
    { key: 'b', secretRefAlt: {} },
  ],
  [
    'cert_alt/key_alt and secretRef/secretRefAlt cannot be set at the same time',
    { secretRef: {} },
    { cert_alt: 'a', secretRef: {} },
  ],
  [
    'spec.rsa_public_key is required when algorithm is RS*, ES*, PS* or EdDSA*',
    { spec: { algorithm: 'HS256' } },
    { spec: { algorithm: 'EdDSA' } },
  ],
  ["Either 'jwk' or 'pem' must be set", { pem: {} }, {}],
  [
    "At least one target reference must be set when scope is 'OnlyTargets'",
    { scope: 'OnlyTargets', targets: { routeRef: {} } },
    { scope: 'OnlyTargets', targets: {} },
  ],
  [
    "No targets must be set when scope is 'GlobalInControlPlane'",
    { scope: 'GlobalInControlPlane' },
    { scope: 'GlobalInControlPlane', targets: {} },
  ],
  ['pluginRef name must be set', { name: 'a' }, { name: '' }],
  [
    "Namespace can be set only when kind is 'KongPlugin'",
    { kind: 'KongPlugin', namespace: 'a' },
    { kind: 'KongClusterPlugin', namespace: 'a' },
  ],
  [
    'Cannot set Consumer and ConsumerGroup at the same time',
    { consumerRef: {} },
    { consumerRef: {}, consumerGroupRef: {} },
  ],
  [
    'KongRoute can be used only when serviceRef is unset or set to KongService',
    { routeRef: { kind: 'KongRoute' }, serviceRef: { kind: 'KongService' } },
    { routeRef: { kind: 'KongRoute' }, serviceRef: { kind: 'Service' } },
  ],
  [
    'KongService can be used only when routeRef is unset or set to KongRoute',
    { serviceRef: { kind: 'KongService' } },
    { serviceRef: { kind: 'KongService' }, routeRef: { kind: 'Ingress' } },
  ],
  [
    'group/kind not allowed for the routeRef',
    { group: 'networking.k8s.io', kind: 'Ingress' },
    { group: ours, kind: 'Ingress' },
  ],
  [
    'group/kind not allowed for the serviceRef',
    { group: 'core', kind: 'Service' },
    { group: ours, kind: 'Service' },
  ],
  [
    "Only KongConsumer, KongConsumerGroup, KongRoute, KongCertificate, KongCACertificate, KongDataPlaneClientCertificate, KongService, KongUpstream, KongTarget, KongKey, KongKeySet, KongVault, KongPluginBinding and KongSNI kinds are supported for 'configuration.konghq.com' group",
    { group: ours, kind: 'KongVault' },
    { group: ours, kind: 'KongPlugin' },
  ],
  [
    "Only GatewayConfiguration kind is supported for 'gateway-operator.konghq.com' group",
    { group: ours, kind: 'DataPlane' },
    { group: 'gateway-operator.konghq.com', kind: 'DataPlane' },
  ],
  [
    'namespace must be empty for KongVault and non-empty for other kinds',
    { kind: 'KongVault', namespace: '' },
    { kind: 'KongSNI', namespace: '' },
  ],
  [
    "Only 'Secret' kind is supported for 'core' group",
    { group: 'core', kind: 'Secret' },
    { group: 'core', kind: 'Service' },
  ],
  [
    "Only 'KonnectGatewayControlPlane', 'KonnectAPIAuthConfiguration', 'Portal', 'KonnectEventGateway', 'EventGatewayBackendCluster', 'EventGatewayListener' and 'EventGatewayVirtualCluster' kinds are supported for 'konnect.konghq.com' group",
    { group: 'konnect.konghq.com', kind: 'Portal' },
    { group: 'konnect.konghq.com', kind: 'KonnectExtension' },
  ],
  [
    "Only 'KongPlugin', 'KongService', 'KongCertificate', 'KongCACertificate' and 'KongUpstream' kinds are supported for 'configuration.konghq.com' group",
    { group: ours, kind: 'KongPlugin' },
    { group: ours, kind: 'KongVault' },
  ],
  [
    "If protocols has 'http', at least one of 'hosts', 'methods', 'paths' or 'headers' must be set",
    { spec: { protocols: ['http'], paths: [] } },
    { spec: { protocols: ['http'] } },
  ],
  [
    'when type is namespacedRef, namespacedRef must be set',
    { type: 'namespacedRef', namespacedRef: {} },
    { type: 'namespacedRef' },
  ],
  needed(
    'hash_fallback_header is required when `hash_fallback` is set to `header`.',
    'hash_fallback',
    'header',
    'hash_fallback_header',
  ),
  needed(
    'hash_fallback_query_arg is required when `hash_fallback` is set to `query_arg`.',
    'hash_fallback',
    'query_arg',
    'hash_fallback_query_arg',
  ),
  needed(
    'hash_fallback_uri_capture is required when `hash_fallback` is set to `uri_capture`.',
    'hash_fallback',
    'uri_capture',
    'hash_fallback_uri_capture',
  ),
  needed(
    'hash_on_cookie is required when hash_fallback is set to `cookie`.',
    'hash_fallback',
    'cookie',
    'hash_on_cookie',
  ),
  needed(
    'hash_on_cookie is required when hash_on is set to `cookie`.',
    'hash_on',
    'cookie',
    'hash_on_cookie',
  ),
  needed(
    'hash_on_cookie_path is required when hash_fallback is set to `cookie`.',
    'hash_fallback',
    'cookie',
    'hash_on_cookie_path',
  ),
  needed(
    'hash_on_cookie_path is required when hash_on is set to `cookie`.',
    'hash_on',
    'cookie',
    'hash_on_cookie_path',
  ),
  needed(
    'hash_on_header is required when hash_on is set to `header`.',
    'hash_on',
    'header',
    'hash_on_header',
  ),
  needed(
    'hash_on_query_arg is required when `hash_on` is set to `query_arg`.',
    'hash_on',
    'query_arg',
    'hash_on_query_arg',
  ),
  needed(
    'hash_on_uri_capture is required when `hash_on` is set to `uri_capture`.',
    'hash_on',
    'uri_capture',
    'hash_on_uri_capture',
  ),
  needed(
    'sticky_sessions_cookie is required when algorithm is set to `sticky-sessions`.',
    'algorithm',
    'sticky-sessions',
    'sticky_sessions_cookie',
  ),
  [
    'client_certificate and clientCertificateRef are mutually exclusive',
    { client_certificate: 'a' },
    { client_certificate: 'a', clientCertificateRef: {} },
  ],
  ['healthcheck threshold must be between 0 and 100', { threshold: 100 }, { threshold: 101 }],
  [
    'ControlPlane requires an image to be set on controller container',
    template({ name: 'controller', image: 'a' }),
    template({ name: 'controller' }),
  ],
  [
    'DataPlane requires an image to be set on proxy container',
    template({ name: 'proxy', image: 'a' }),
    { spec: { deployment: {} } },
  ],
  [
    "DataPlane supports only db mode 'off'",
    template({ name: 'proxy', env: [{ name: 'KONG_DATABASE', value: 'off' }] }),
    template({ name: 'proxy', env: [{ name: 'KONG_DATABASE', value: 'postgres' }] }),
  ],
  [
    'Cross namespace references not allowed for extension references',
    { spec: { extensions: [{ name: 'a' }] } },
    { spec: { extensions: [{ name: 'a', namespace: 'b' }] } },
  ],
  [
    'Extension not allowed for ControlPlane',
    extension('konnect.konghq.com', 'KonnectExtension'),
    extension('konnect.konghq.com', 'DataPlaneMetricsExtension'),
  ],
  [
    'Extension not allowed for DataPlane',
    extension('gateway-operator.konghq.com', 'KonnectExtension'),
    extension('gateway-operator.konghq.com', 'DataPlaneMetricsExtension'),
  ],
  [
    'Extension not allowed for GatewayConfiguration',
    { spec: extension('gateway-operator.konghq.com', 'DataPlaneMetricsExtension') },
    [{ group: 'a', kind: 'KonnectExtension' }],
  ],
  [
    'KonnectExtension must be set at the Gateway level',
    { dataPlaneOptions: extension('gateway-operator.konghq.com', 'DataPlaneMetricsExtension') },
    { controlPlaneOptions: extension('konnect.konghq.com', 'KonnectExtension') },
  ],
  ["list is required when type is 'list'", { type: 'list', list: [] }, { type: 'list' }],
  ["list must not be specified when type is not 'list'", { type: 'own' }, { type: 'own', list: [] }],
  [
    "When dataplane target is of type 'ref' the ingressClass must be set",
    { dataplane: { type: 'ref' }, ingressClass: 'kong' },
    { dataplane: { type: 'ref' } },
  ],
  [
    'Cannot enable dumpSensitive when state is disabled',
    { state: 'enabled', dumpSensitive: 'enabled' },
    { state: 'disabled', dumpSensitive: 'enabled' },
  ],
  ['Ref has to be provided when type is set to ref', { type: 'ref', ref: {} }, { type: 'ref' }],
  [
    'Ref cannot be provided when type is set to managedByOwner',
    { type: 'managedByOwner' },
    { type: 'managedByOwner', ref: {} },
  ],
  [
    'initialPollingPeriod can only be set when licensing is enabled',
    { state: 'enabled', initialPollingPeriod: 9 },
    { state: 'disabled', initialPollingPeriod: 9 },
  ],
  [
    'pollingPeriod can only be set when licensing is enabled',
    { state: 'disabled' },
    { state: 'disabled', pollingPeriod: 9 },
  ],
  [
    'storageState can only be set to enabled when licensing is enabled',
    { state: 'disabled', storageState: 'disabled' },
    { state: 'disabled', storageState: 'enabled' },
  ],
  ['Minimum length of key in matchLabels is 1', { a: '' }, { '': 'a' }],
  ['Maximum length of value in matchLabels is 63', { a: 'b' }, { a: 'b'.repeat(64) }],
  ['Using both replicas and scaling fields is not allowed.', { replicas: 2 }, { replicas: 2, scaling: {} }],
  [
    'Cannot set NodePort when service type is not NodePort or LoadBalancer',
    { type: 'NodePort', ports: [{ nodePort: 30000 }] },
    { ports: [{ nodePort: 30000 }] },
  ],
  [
    'Cannot set ExternalTrafficPolicy for ClusterIP service.',
    { type: 'LoadBalancer', externalTrafficPolicy: 'Local' },
    { type: 'ClusterIP', externalTrafficPolicy: 'Local' },
  ],
  [
    'You can specify only one of maxUnavailable and minAvailable in a single PodDisruptionBudgetSpec.',
    { minAvailable: 1 },
    {},
  ],
  [
    "Can only specify listener's NodePort when the type of service for dataplane to receive ingress traffic ('spec.dataPlaneOptions.network.services.ingress') is NodePort or LoadBalancer",
    {
      dataPlaneOptions: { network: { services: { ingress: { type: 'NodePort' } } } },
      listenersOptions: [{ nodePort: 3 }],
    },
    {
      dataPlaneOptions: { network: { services: { ingress: { type: 'ClusterIP' } } } },
      listenersOptions: [{ nodePort: 3 }],
    },
  ],
  [
    'Listener name must be unique within the Gateway',
    [{ name: 'a' }, { name: 'b' }],
    [{ name: 'a' }, { name: 'a' }],
  ],
  [
    'Nodeport must be unique within the Gateway if specified',
    [{ nodePort: 1 }, {}],
    [{ nodePort: 1 }, { nodePort: 1 }],
  ],
  [
    "Only one of 'konnect' or 'extensions' can be specified",
    { konnect: {} },
    { konnect: {}, extensions: [] },
  ],
  ['mirror field must be set for type Mirror', { source: 'Mirror', mirror: {} }, { source: 'Mirror' }],
  ['mirror field cannot be set for type Origin', { source: 'Origin' }, { source: 'Origin', mirror: {} }],
  [
    'Konnect tokens have to start with spat_ or kpat_',
    { spec: { type: 'token', token: 'kpat_1' } },
    { spec: { type: 'token', token: 'pat_1' } },
  ],
  [
    'spec.token is required if auth type is set to token',
    { type: 'token', token: 'a' },
    { type: 'token', token: '' },
  ],
  [
    'spec.secretRef is required if auth type is set to secretRef',
    { type: 'secretRef', secretRef: {} },
    { type: 'secretRef' },
  ],
  [
    'spec.token and spec.secretRef cannot be set at the same time',
    { token: 'a' },
    { token: 'a', secretRef: {} },
  ],
  ['Server URL is required', 'a', ''],
  ['Server URL must use HTTPs if specifying scheme', 'https://eu.api.konghq.com', 'http://eu.api.konghq.com'],
  [
    'Server URL must satisfy hostname (RFC 1123) regex if not a valid absolute URL',
    'eu.api.konghq.com',
    'api_',
  ],
  [
    'secretRef must be set when provisioning is set to Manual.',
    { certificateSecret: { provisioning: 'Manual', secretRef: {} } },
    { certificateSecret: { provisioning: 'Manual' } },
  ],
  [
    'secretRef must not be set when provisioning is set to Automatic.',
    { certificateSecret: { provisioning: 'Automatic' } },
    { certificateSecret: { provisioning: 'Automatic', secretRef: {} } },
  ],
  ["keys must match the pattern '^[a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9])?$'.", { a: 'b' }, { 'a-': 'b' }],
  [
    "keys must not start with 'kong', 'konnect', 'insomnia', 'mesh', 'kic', or '_'.",
    { a: 'b' },
    { kick: 'b' },
  ],
  ['Too long: may not be more than 63 bytes', { a: 'b' }, { ['a'.repeat(64)]: 'b' }],
  [
    'spec.members is only applicable for ControlPlanes that are created as groups',
    { members: [], cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE_GROUP' },
    { members: [], createControlPlaneRequest: { cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE' } },
  ],
  [
    "cloud_gateway cannot be set for cluster_type 'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER'",
    { cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE', cloud_gateway: true },
    { cluster_type: 'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER', cloud_gateway: true },
  ],
  [
    "spec.createControlPlaneRequest.cloud_gateway cannot be set for spec.createControlPlaneRequest.cluster_type 'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER'",
    request({ cloud_gateway: true }),
    request({ cluster_type: 'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER', cloud_gateway: true }),
  ],
  [
    'createControlPlaneRequest fields cannot be set for type Mirror',
    { source: 'Mirror' },
    { source: 'Mirror', name: 'a' },
  ],
  ['Name must be set for type Origin', { source: 'Origin', name: 'a' }, { source: 'Origin' }],
  [
    'spec.createControlPlaneRequest must be set for type Origin',
    { source: 'Origin', ...{ createControlPlaneRequest: { name: 'a' } } },
    { source: 'Origin' },
  ],
];

/** The same of External Secrets' kinds. */
export const secretsCases: Cases = [
  ['one of auth or authRef is required', { auth: {} }, {}],
  ['at most one of the fields in [auth authRef] may be set', { auth: {} }, { auth: {}, authRef: {} }],
  ["Exactly one of 'secretRef' or 'oidcConfig' must be specified", { oidcConfig: {} }, {}],
  ['either serviceAccountCredsSecretRef or tokenSecretRef must be set', { tokenSecretRef: {} }, {}],
  ['at most one of the fields in [vault environment] may be set', {}, { vault: 'a', environment: {} }],
  ['at most one of the fields in [caBundle caProvider] may be set', {}, { caBundle: 'a', caProvider: {} }],
  ['exactly one of the fields in [appRole tokenSecretRef userPass] must be set', { appRole: {} }, {}],
  [
    'exactly one of the fields in [roleId roleRef] must be set',
    { roleId: 'a' },
    { roleId: 'a', roleRef: {} },
  ],
  [
    "Exactly one of 'auth' or deprecated 'accessToken' must be specified",
    { auth: {} },
    { auth: {}, accessToken: {} },
  ],
  ["Exactly one of 'accessToken' or 'oidcConfig' must be specified", { accessToken: {} }, {}],
  [
    'either token, or both username and password, must be set',
    { username: {}, password: {} },
    { username: {} },
  ],
  ['exactly one of value or secretRef must be set', { value: 'a' }, { value: 'a', secretRef: {} }],
  ['exactly one of projectID or groupID must be set', { groupID: 'a' }, {}],
];
