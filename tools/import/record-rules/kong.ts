import { when } from './clauses';

const controlPlaneType = (type: string, then: string) => when('type', type, then);

/**
 * Kubernetes-configuration v1.5.2, whose rules the operator's kinds share. The rules of KongUpstreamPolicy read `spec` without
 * asking whether it is there: a policy without one is refused, for evaluating them fails.
 */
export const kongRules: Readonly<Record<string, string | null>> = {
  'Using both config and configFrom fields is not allowed.': '!(has(self.config) && has(self.configFrom))',
  'Using both configFrom and configPatches fields is not allowed.':
    '!(has(self.configFrom) && has(self.configPatches))',
  'The plugin field is immutable': null,
  'The spec.type field is immutable': null,
  'The spec.prefix field is immutable': null,
  'controlPlaneRef is required once set': null,
  'spec.controlPlaneRef is immutable when an entity is already Programmed': null,
  'spec.controlPlaneRef cannot specify namespace for namespaced resource':
    '!has(self.spec) || !has(self.spec.controlPlaneRef) || !has(self.spec.controlPlaneRef.konnectNamespacedRef) || !has(self.spec.controlPlaneRef.konnectNamespacedRef.namespace)',
  'Need to provide either username or custom_id': 'has(self.username) || has(self.custom_id)',
  "'konnectID' type is not supported": controlPlaneType('konnectID', 'false'),
  'when type is konnectNamespacedRef, konnectNamespacedRef must be set': controlPlaneType(
    'konnectNamespacedRef',
    'has(self.konnectNamespacedRef)',
  ),
  'when type is konnectNamespacedRef, konnectID must not be set': controlPlaneType(
    'konnectNamespacedRef',
    '!has(self.konnectID)',
  ),
  'when type is konnectID, konnectID must be set': controlPlaneType('konnectID', 'has(self.konnectID)'),
  'when type is konnectID, konnectNamespacedRef must not be set': controlPlaneType(
    'konnectID',
    '!has(self.konnectNamespacedRef)',
  ),
  'when type is kic, konnectID must not be set': controlPlaneType('kic', '!has(self.konnectID)'),
  'when type is kic, konnectNamespacedRef must not be set': controlPlaneType(
    'kic',
    '!has(self.konnectNamespacedRef)',
  ),
  'when type is unset, konnectID must not be set': 'has(self.type) || !has(self.konnectID)',
  'when type is unset, konnectNamespacedRef must not be set':
    'has(self.type) || !has(self.konnectNamespacedRef)',
  'tags entries must not be longer than 128 characters': 'self.all(tag, size(tag) >= 1 && size(tag) <= 128)',
  'The type field cannot be one of the known Kong entity types':
    "!(self.type in ['services', 'routes', 'upstreams', 'targets', 'plugins', 'consumers', 'consumer_groups'])",
  "'proxy' field is no longer supported, use Service's annotations instead": '!has(self.proxy)',
  "'route' field is no longer supported, use Ingress' annotations instead": '!has(self.route)',
  'Only one of spec.hashOn.(input|cookie|header|uriCapture|queryArg) can be set.':
    '!has(self.spec.hashOn) || [has(self.spec.hashOn.input), has(self.spec.hashOn.cookie), has(self.spec.hashOn.header), has(self.spec.hashOn.uriCapture), has(self.spec.hashOn.queryArg)].filter(given, given).size() <= 1',
  'When spec.hashOn.cookie is set, spec.hashOn.cookiePath is required.':
    '!has(self.spec.hashOn) || !has(self.spec.hashOn.cookie) || has(self.spec.hashOn.cookiePath)',
  'When spec.hashOn.cookiePath is set, spec.hashOn.cookie is required.':
    '!has(self.spec.hashOn) || !has(self.spec.hashOn.cookiePath) || has(self.spec.hashOn.cookie)',
  "spec.algorithm must be set to either 'consistent-hashing' or 'sticky-sessions' when spec.hashOn is set.":
    "!has(self.spec.hashOn) || (has(self.spec.algorithm) && self.spec.algorithm in ['consistent-hashing', 'sticky-sessions'])",
  'Only one of spec.hashOnFallback.(input|header|uriCapture|queryArg) can be set.':
    '!has(self.spec.hashOnFallback) || [has(self.spec.hashOnFallback.input), has(self.spec.hashOnFallback.header), has(self.spec.hashOnFallback.uriCapture), has(self.spec.hashOnFallback.queryArg)].filter(given, given).size() <= 1',
  'spec.algorithm must be set to "consistent-hashing" when spec.hashOnFallback is set.':
    "!has(self.spec.hashOnFallback) || (has(self.spec.algorithm) && self.spec.algorithm == 'consistent-hashing')",
  'spec.hashOnFallback must not be set when spec.hashOn.cookie is set.':
    '!has(self.spec.hashOn) || !has(self.spec.hashOn.cookie) || !has(self.spec.hashOnFallback)',
  'spec.healthchecks.passive.healthy.interval must not be set.': passive('healthy'),
  'spec.healthchecks.passive.unhealthy.interval must not be set.': passive('unhealthy'),
  "When spec.stickySessions is set, spec.hashOn.input must be set to 'none' (no other hash_on fields allowed).":
    "!has(self.spec.stickySessions) || (has(self.spec.hashOn) && has(self.spec.hashOn.input) && self.spec.hashOn.input == 'none' && !has(self.spec.hashOn.cookie) && !has(self.spec.hashOn.cookiePath) && !has(self.spec.hashOn.header) && !has(self.spec.hashOn.uriCapture) && !has(self.spec.hashOn.queryArg))",
  'spec.stickySessions.cookie is required when spec.stickySessions is set.':
    '!has(self.spec.stickySessions) || has(self.spec.stickySessions.cookie)',
  "spec.algorithm must be set to 'sticky-sessions' when spec.stickySessions is set.":
    "!has(self.spec.stickySessions) || (has(self.spec.algorithm) && self.spec.algorithm == 'sticky-sessions')",
};

function passive(side: string): string {
  const at = `self.spec.healthchecks.passive`;
  return `!has(self.spec.healthchecks) || !has(${at}) || !has(${at}.${side}) || !has(${at}.${side}.interval)`;
}
