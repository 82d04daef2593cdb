import { type CelData, compileRule } from '../../../checks/schema/cel-rules';
import { recordedKinds } from '../../../tools/import/custom-kinds';
import { mapSchema } from '../../../tools/import/schema';
import { type Json, operatorCases, secretsCases } from './rule-cases';

/** Every rule of the records, by its message. */
const rules = new Map<string, string>();
for (const { schema } of recordedKinds()) {
  mapSchema(schema, (inner) => {
    for (const { message, rule } of inner['x-kubernetes-validations'] ?? []) {
      rules.set(message ?? '', rule);
    }
    return inner;
  });
}

function holds(message: string, self: Json): boolean {
  return compileRule(rules.get(message) ?? 'false')(plain(self)) === true;
}

/** As CEL takes it: a whole number is an int. */
function plain(value: Json): CelData {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(plain);
  return new Map(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}

const upstream = (spec: Json): Json => ({ spec });
const sticky = { stickySessions: { cookie: 'c' }, algorithm: 'sticky-sessions' };

/** Of each message: a value that keeps the rule, and one that breaks it. */
const cases: readonly (readonly [message: string, kept: Json, broken: Json])[] = [
  ['Using both config and configFrom fields is not allowed.', { config: {} }, { config: {}, configFrom: {} }],
  [
    'Using both configFrom and configPatches fields is not allowed.',
    { config: {}, configPatches: [] },
    { configFrom: {}, configPatches: [] },
  ],
  ['Need to provide either username or custom_id', { custom_id: 'a' }, { credentials: [] }],
  [
    'spec.controlPlaneRef cannot specify namespace for namespaced resource',
    { spec: { controlPlaneRef: { konnectNamespacedRef: { name: 'a' } } } },
    { spec: { controlPlaneRef: { konnectNamespacedRef: { name: 'a', namespace: 'b' } } } },
  ],
  ["'konnectID' type is not supported", { type: 'kic' }, { type: 'konnectID' }],
  [
    'when type is konnectNamespacedRef, konnectNamespacedRef must be set',
    { type: 'konnectNamespacedRef', konnectNamespacedRef: {} },
    { type: 'konnectNamespacedRef' },
  ],
  [
    'when type is konnectNamespacedRef, konnectID must not be set',
    { type: 'konnectNamespacedRef' },
    { type: 'konnectNamespacedRef', konnectID: 'a' },
  ],
  [
    'when type is konnectID, konnectID must be set',
    { type: 'konnectID', konnectID: 'a' },
    { type: 'konnectID' },
  ],
  [
    'when type is konnectID, konnectNamespacedRef must not be set',
    { type: 'konnectID' },
    { type: 'konnectID', konnectNamespacedRef: {} },
  ],
  ['when type is kic, konnectID must not be set', { type: 'kic' }, { type: 'kic', konnectID: 'a' }],
  [
    'when type is kic, konnectNamespacedRef must not be set',
    { type: 'kic' },
    { type: 'kic', konnectNamespacedRef: {} },
  ],
  ['when type is unset, konnectID must not be set', {}, { konnectID: 'a' }],
  ['when type is unset, konnectNamespacedRef must not be set', {}, { konnectNamespacedRef: {} }],
  ["'proxy' field is no longer supported, use Service's annotations instead", {}, { proxy: {} }],
  ["'route' field is no longer supported, use Ingress' annotations instead", {}, { route: {} }],
  ['tags entries must not be longer than 128 characters', ['a'.repeat(128)], ['a', '']],
  [
    'Only one of spec.hashOn.(input|cookie|header|uriCapture|queryArg) can be set.',
    upstream({ hashOn: { cookie: 'a', cookiePath: '/' } }),
    upstream({ hashOn: { cookie: 'a', header: 'b' } }),
  ],
  [
    'When spec.hashOn.cookie is set, spec.hashOn.cookiePath is required.',
    upstream({ hashOn: { cookie: 'a', cookiePath: '/' } }),
    upstream({ hashOn: { cookie: 'a' } }),
  ],
  [
    'When spec.hashOn.cookiePath is set, spec.hashOn.cookie is required.',
    upstream({ hashOn: { header: 'a' } }),
    upstream({ hashOn: { cookiePath: '/' } }),
  ],
  [
    "spec.algorithm must be set to either 'consistent-hashing' or 'sticky-sessions' when spec.hashOn is set.",
    upstream({ hashOn: {}, algorithm: 'consistent-hashing' }),
    upstream({ hashOn: {}, algorithm: 'latency' }),
  ],
  [
    'Only one of spec.hashOnFallback.(input|header|uriCapture|queryArg) can be set.',
    upstream({ hashOnFallback: { header: 'a' } }),
    upstream({ hashOnFallback: { header: 'a', queryArg: 'b' } }),
  ],
  [
    'spec.algorithm must be set to "consistent-hashing" when spec.hashOnFallback is set.',
    upstream({ hashOnFallback: {}, algorithm: 'consistent-hashing' }),
    upstream({ hashOnFallback: {} }),
  ],
  [
    'spec.hashOnFallback must not be set when spec.hashOn.cookie is set.',
    upstream({ hashOn: { header: 'a' }, hashOnFallback: {} }),
    upstream({ hashOn: { cookie: 'a' }, hashOnFallback: {} }),
  ],
  [
    'spec.healthchecks.passive.healthy.interval must not be set.',
    upstream({ healthchecks: { passive: { healthy: { successes: 1 } } } }),
    upstream({ healthchecks: { passive: { healthy: { interval: 1 } } } }),
  ],
  [
    'spec.healthchecks.passive.unhealthy.interval must not be set.',
    upstream({ healthchecks: { passive: { unhealthy: { timeouts: 1 } } } }),
    upstream({ healthchecks: { passive: { unhealthy: { interval: 1 } } } }),
  ],
  [
    "When spec.stickySessions is set, spec.hashOn.input must be set to 'none' (no other hash_on fields allowed).",
    upstream({ ...sticky, hashOn: { input: 'none' } }),
    upstream({ ...sticky, hashOn: { input: 'none', header: 'a' } }),
  ],
  [
    'spec.stickySessions.cookie is required when spec.stickySessions is set.',
    upstream(sticky),
    upstream({ stickySessions: {} }),
  ],
  [
    "spec.algorithm must be set to 'sticky-sessions' when spec.stickySessions is set.",
    upstream(sticky),
    upstream({ ...sticky, algorithm: 'latency' }),
  ],
  [
    'customSessionTags cannot contain automatically injected reserved keys: esoNamespace, esoStoreName, esoStoreKind',
    { team: 'a' },
    { esoNamespace: 'a' },
  ],
  ['exactly one of regexp or transform must be set', { regexp: {} }, { regexp: {}, transform: {} }],
  [
    'storeRef must specify either name or labelSelector',
    { storeRef: { name: 'a' } },
    { storeRef: { kind: 'SecretStore' } },
  ],
  [
    'remoteKey and rewrite are mutually exclusive: rewrite is only supported in per-key mode (without remoteKey)',
    { remoteKey: 'a', rewrite: [] },
    { remoteKey: 'a', rewrite: [{}] },
  ],
  ...operatorCases,
  ...secretsCases,
];

test.each(cases)('the rule of "%s" lets one value pass and stops another', (message, kept, broken) => {
  expect([holds(message, kept), holds(message, broken)]).toEqual([true, false]);
});

test('a KongUpstreamPolicy without spec breaks rules that ask for parts of it', () => {
  expect(holds('When spec.hashOn.cookie is set, spec.hashOn.cookiePath is required.', {})).toBe(false);
});

test('every rule that was written for a record is among these', () => {
  expect([...rules.keys()].sort()).toEqual(cases.map(([message]) => message).sort());
});
