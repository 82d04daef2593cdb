import { notBoth, when, whenGiven } from './clauses';

const clusterTypes = [
  'CLUSTER_TYPE_CONTROL_PLANE_GROUP',
  'CLUSTER_TYPE_CONTROL_PLANE',
  'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER',
];
const reservedPrefixes = '^(k8s|kong|konnect|mesh|kic|insomnia|_)';
const labelKey = '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$';

/** The rules of a control plane's settings: in `spec` itself of v1alpha1, in createControlPlaneRequest of v1alpha2. */
function settings(at: string): Readonly<Record<string, string>> {
  const below = at === '' ? [] : [at.slice(0, -1)];
  const prefix = `spec.${at}`;
  const labels = (then: string) => given(below, `${at}labels`, then);
  return {
    [`${prefix}labels must not have more than 40 entries`]: labels(`size(self.${at}labels) <= 40`),
    [`${prefix}labels keys must be of length 1-63 characters`]: labels(
      `self.${at}labels.all(key, size(key) >= 1 && size(key) <= 63)`,
    ),
    [`${prefix}labels values must be of length 1-63 characters`]: labels(
      `self.${at}labels.all(key, size(self.${at}labels[key]) >= 1 && size(self.${at}labels[key]) <= 63)`,
    ),
    [`${prefix}labels keys must not start with 'k8s', 'kong', 'konnect', 'mesh', 'kic', 'insomnia' or '_'`]:
      labels(`self.${at}labels.all(key, !key.matches('${reservedPrefixes}'))`),
    [`${prefix}labels keys must satisfy the '${labelKey}' pattern`]: labels(
      `self.${at}labels.all(key, key.matches('${labelKey}'))`,
    ),
    [`when specified, ${prefix}cluster_type must be one of '${clusterTypes[0]}', '${clusterTypes[1]}' or '${clusterTypes[2]}'`]:
      given(
        below,
        `${at}cluster_type`,
        `self.${at}cluster_type in [${clusterTypes.map((type) => `'${type}'`).join(', ')}]`,
      ),
  };
}

/** When the field is there (and what it stands in), `then` holds. */
function given(above: readonly string[], field: string, then: string): string {
  return [...above, field].map((each) => `!has(self.${each}) || `).join('') + then;
}

const ingressController = "'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER'";

/** konnect.konghq.com of Kong Operator v2.2.3. */
export const konnectRules: Readonly<Record<string, string | null>> = {
  ...settings(''),
  ...settings('createControlPlaneRequest.'),
  'Konnect tokens have to start with spat_ or kpat_':
    "self.spec.type != 'token' || self.spec.token.startsWith('spat_') || self.spec.token.startsWith('kpat_')",
  'Token is required once set': null,
  'spec.token is required if auth type is set to token': when('type', 'token', 'size(self.token) > 0'),
  'spec.secretRef is required if auth type is set to secretRef': when(
    'type',
    'secretRef',
    'has(self.secretRef)',
  ),
  'spec.token and spec.secretRef cannot be set at the same time': notBoth('token', 'secretRef'),
  'Server URL is required': 'size(self) > 0',
  'Server URL is immutable': null,
  'Server URL must use HTTPs if specifying scheme':
    "!self.matches('^[a-zA-Z][a-zA-Z0-9+.-]*://') || self.matches('^[hH][tT][tT][pP][sS]://')",
  'Server URL must satisfy hostname (RFC 1123) regex if not a valid absolute URL':
    "self == '' || self.matches('^[a-zA-Z][a-zA-Z0-9+.-]*://') || self.matches('^(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]).)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])$')",
  'spec.konnect.controlPlane.ref is immutable.': null,
  'secretRef must be set when provisioning is set to Manual.':
    "self.certificateSecret.provisioning != 'Manual' || has(self.certificateSecret.secretRef)",
  'secretRef must not be set when provisioning is set to Automatic.':
    "self.certificateSecret.provisioning != 'Automatic' || !has(self.certificateSecret.secretRef)",
  "keys must match the pattern '^[a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9])?$'.":
    "self.all(key, key.matches('^[a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9])?$'))",
  "keys must not start with 'kong', 'konnect', 'insomnia', 'mesh', 'kic', or '_'.":
    "self.all(key, !key.matches('^(kong|konnect|insomnia|mesh|kic|_)'))",
  'Too long: may not be more than 63 bytes': 'self.all(key, size(key) >= 1 && size(key) <= 63)',
  'spec.konnect.authRef is immutable when an entity is already Programmed': null,
  'spec.konnect.authRef is immutable when an entity refers to a Valid API Auth Configuration': null,
  'spec.members is only applicable for ControlPlanes that are created as groups':
    "!has(self.members) || (has(self.createControlPlaneRequest) ? (!has(self.createControlPlaneRequest.cluster_type) || self.createControlPlaneRequest.cluster_type == 'CLUSTER_TYPE_CONTROL_PLANE_GROUP') : (!has(self.cluster_type) || self.cluster_type == 'CLUSTER_TYPE_CONTROL_PLANE_GROUP'))",
  'spec.cluster_type is immutable': null,
  'spec.createControlPlaneRequest.cluster_type is immutable': null,
  'spec.source is immutable': null,
  "cloud_gateway cannot be set for cluster_type 'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER'": whenGiven(
    'cluster_type',
    `self.cluster_type != ${ingressController} || !has(self.cloud_gateway)`,
  ),
  "spec.createControlPlaneRequest.cloud_gateway cannot be set for spec.createControlPlaneRequest.cluster_type 'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER'":
    given(
      ['createControlPlaneRequest'],
      'createControlPlaneRequest.cluster_type',
      `self.createControlPlaneRequest.cluster_type != ${ingressController} || !has(self.createControlPlaneRequest.cloud_gateway)`,
    ),
  'createControlPlaneRequest fields cannot be set for type Mirror': when(
    'source',
    'Mirror',
    `!(${'createControlPlaneRequest name description cluster_type auth_type cloud_gateway proxy_urls labels'
      .split(' ')
      .map((name) => `has(self.${name})`)
      .join(' || ')})`,
  ),
  'Name must be set for type Origin': when('source', 'Origin', 'has(self.name)'),
  'spec.createControlPlaneRequest must be set for type Origin': when(
    'source',
    'Origin',
    '(has(self.createControlPlaneRequest) && has(self.createControlPlaneRequest.name))',
  ),
};
