import { exactlyOne, notBoth, when, whenGiven } from './clauses';

const controlPlaneExtensions =
  "(e.group == 'konnect.konghq.com' && e.kind == 'KonnectExtension') || (e.group == 'gateway-operator.konghq.com' && e.kind == 'DataPlaneMetricsExtension')";
const dataPlaneExtensions =
  "(e.group == 'konnect.konghq.com' || e.group == 'gateway-operator.konghq.com') && e.kind == 'KonnectExtension'";

/** A container of the pod template with an image of its own. */
function withImage(container: string): string {
  return `has(self.spec.deployment.podTemplateSpec) && has(self.spec.deployment.podTemplateSpec.spec.containers) && self.spec.deployment.podTemplateSpec.spec.containers.exists(c, c.name == '${container}' && has(c.image))`;
}

/** The extensions of an object that has them, or of the list itself. */
function extensions(rule: string): string {
  return `type(self) == list ? self.all(e, ${rule}) : (!has(self.extensions) || self.extensions.all(e, ${rule}))`;
}

/** gateway-operator.konghq.com of Kong Operator v2.2.3. */
export const gatewayOperatorRules: Readonly<Record<string, string | null>> = {
  'ControlPlane requires an image to be set on controller container': withImage('controller'),
  'DataPlane requires an image to be set on proxy container': withImage('proxy'),
  "DataPlane supports only db mode 'off'":
    "!has(self.spec.deployment.podTemplateSpec) || size(self.spec.deployment.podTemplateSpec.spec.containers) == 0 || self.spec.deployment.podTemplateSpec.spec.containers[0].name != 'proxy' || !has(self.spec.deployment.podTemplateSpec.spec.containers[0].env) || self.spec.deployment.podTemplateSpec.spec.containers[0].env.all(e, e.name != 'KONG_DATABASE' || !has(e.value) || e.value in ['', 'off'])",
  'DataPlane spec cannot be updated when promotion is in progress': null,
  'Cross namespace references not allowed for extension references':
    '!has(self.spec.extensions) || self.spec.extensions.all(e, !has(e.namespace))',
  'Extension not allowed for ControlPlane': extensions(controlPlaneExtensions),
  'Extension not allowed for DataPlane': extensions(dataPlaneExtensions),
  'Extension not allowed for GatewayConfiguration': `type(self) == list ? self.all(e, ${controlPlaneExtensions}) : (!has(self.spec.extensions) || self.spec.extensions.all(e, ${controlPlaneExtensions}))`,
  'KonnectExtension must be set at the Gateway level': ['dataPlaneOptions', 'controlPlaneOptions']
    .map(
      (options) =>
        `(!has(self.${options}) || !has(self.${options}.extensions) || self.${options}.extensions.all(e, e.kind != 'KonnectExtension' || !(e.group in ['konnect.konghq.com', 'gateway-operator.konghq.com'])))`,
    )
    .join(' && '),
  "list is required when type is 'list'": when('type', 'list', 'has(self.list)'),
  "list must not be specified when type is not 'list'": "self.type == 'list' || !has(self.list)",
  "When dataplane target is of type 'ref' the ingressClass must be set":
    "self.dataplane.type != 'ref' || has(self.ingressClass)",
  'Cannot enable dumpSensitive when state is disabled':
    "self.state == 'enabled' || self.dumpSensitive == 'disabled'",
  'Ref has to be provided when type is set to ref': when('type', 'ref', 'has(self.ref)'),
  'Ref cannot be provided when type is set to managedByOwner': when(
    'type',
    'managedByOwner',
    '!has(self.ref)',
  ),
  'initialPollingPeriod can only be set when licensing is enabled': whenGiven(
    'initialPollingPeriod',
    "self.state == 'enabled'",
  ),
  'pollingPeriod can only be set when licensing is enabled': whenGiven(
    'pollingPeriod',
    "self.state == 'enabled'",
  ),
  'storageState can only be set to enabled when licensing is enabled': whenGiven(
    'storageState',
    "self.storageState == 'disabled' || self.state == 'enabled'",
  ),
  'Minimum length of key in matchLabels is 1': 'self.all(key, size(key) >= 1)',
  'Maximum length of value in matchLabels is 63': 'self.all(key, size(self[key]) <= 63)',
  'Using both replicas and scaling fields is not allowed.': notBoth('scaling', 'replicas'),
  'Cannot set NodePort when service type is not NodePort or LoadBalancer': whenGiven(
    'ports',
    "!self.ports.exists(p, has(p.nodePort)) || (has(self.type) && self.type in ['LoadBalancer', 'NodePort'])",
  ),
  'Cannot set ExternalTrafficPolicy for ClusterIP service.': when(
    'type',
    'ClusterIP',
    '!has(self.externalTrafficPolicy)',
  ),
  'You can specify only one of maxUnavailable and minAvailable in a single PodDisruptionBudgetSpec.':
    exactlyOne('minAvailable', 'maxUnavailable'),
  "Can only specify listener's NodePort when the type of service for dataplane to receive ingress traffic ('spec.dataPlaneOptions.network.services.ingress') is NodePort or LoadBalancer":
    "(has(self.dataPlaneOptions) && has(self.dataPlaneOptions.network) && has(self.dataPlaneOptions.network.services) && has(self.dataPlaneOptions.network.services.ingress) && self.dataPlaneOptions.network.services.ingress.type in ['LoadBalancer', 'NodePort']) || !has(self.listenersOptions) || self.listenersOptions.all(l, !has(l.nodePort))",
  'Listener name must be unique within the Gateway': 'self.all(a, self.exists_one(b, a.name == b.name))',
  'Nodeport must be unique within the Gateway if specified':
    'self.all(a, !has(a.nodePort) || self.exists_one(b, has(b.nodePort) && a.nodePort == b.nodePort))',
  "Only one of 'konnect' or 'extensions' can be specified": notBoth('konnect', 'extensions'),
  'mirror field must be set for type Mirror': when('source', 'Mirror', 'has(self.mirror)'),
  'mirror field cannot be set for type Origin': when('source', 'Origin', '!has(self.mirror)'),
};
