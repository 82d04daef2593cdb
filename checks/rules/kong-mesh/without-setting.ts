import { dig, pointer } from '../../../references/fields';
import { itemDefaults } from '../../kong-mesh/items';
import { policyValidators } from '../../kong-mesh/source';
import { present } from '../../one-of';
import type { ObjectRule } from '../../rule';
import { either } from '../../words';

/** Settings of which an item needs at least one: of the item itself, and of its parts where they are there. */
const needed: Readonly<
  Record<string, readonly { readonly in: readonly string[]; readonly oneOf: readonly string[] }[]>
> = {
  MeshTimeout: [
    { in: [], oneOf: ['connectionTimeout', 'idleTimeout', 'http'] },
    {
      in: ['http'],
      oneOf: [
        'requestTimeout',
        'streamIdleTimeout',
        'maxStreamDuration',
        'maxConnectionDuration',
        'requestHeadersTimeout',
      ],
    },
  ],
  MeshRetry: [
    { in: [], oneOf: ['tcp', 'http', 'grpc'] },
    { in: ['tcp'], oneOf: ['maxConnectAttempt'] },
    {
      in: ['http'],
      oneOf: [
        'numRetries',
        'perTryTimeout',
        'backOff',
        'retryOn',
        'retriableRequestHeaders',
        'retriableResponseHeaders',
        'rateLimitedBackOff',
        'hostSelection',
      ],
    },
    { in: ['grpc'], oneOf: ['numRetries', 'perTryTimeout', 'backOff', 'retryOn', 'rateLimitedBackOff'] },
    { in: ['http', 'backOff'], oneOf: ['baseInterval', 'maxInterval'] },
  ],
  MeshCircuitBreaker: [
    { in: [], oneOf: ['connectionLimits', 'outlierDetection'] },
    { in: ['outlierDetection'], oneOf: ['detectors', 'disabled', 'healthyPanicThreshold'] },
    {
      in: ['outlierDetection', 'detectors'],
      oneOf: ['totalFailures', 'gatewayFailures', 'localOriginFailures', 'successRate', 'failurePercentage'],
    },
  ],
  MeshHealthCheck: [{ in: [], oneOf: ['tcp', 'http', 'grpc', 'healthyPanicThreshold'] }],
};

export const withoutSetting: ObjectRule = {
  id: 'kong-mesh/without-setting',
  severity: 'error',
  title: 'an item of a policy sets nothing',
  why: 'The webhook refuses the policy, and nothing that the same sync brings is applied.',
  source: policyValidators,
  kinds: Object.keys(needed).map((kind) => `kuma.io/${kind}`),
  *checkObject(object) {
    for (const { at, value } of itemDefaults(object)) {
      for (const { in: part, oneOf } of needed[object.kind] ?? []) {
        const settings = dig(value, ...part);
        if ((part.length > 0 && settings === undefined) || present(settings, oneOf).length > 0) continue;
        yield {
          object,
          path: pointer(...(value === undefined ? at.slice(0, -1) : [...at, ...part])),
          message: `${part.length === 0 ? 'the item' : part.join('.')} sets nothing`,
          found: `none of ${oneOf.join(', ')}`,
          expected: `at least one of ${oneOf.join(', ')}`,
          mend: `add ${either(oneOf)}, or remove it`,
        };
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshCircuitBreaker
metadata: {name: all, namespace: prod}
spec: {to: [{targetRef: {kind: Mesh}, default: {outlierDetection: {interval: 10s, detectors: {}}}}]}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshCircuitBreaker
metadata: {name: all, namespace: prod}
spec: {to: [{targetRef: {kind: Mesh}, default: {outlierDetection: {interval: 10s, detectors: {totalFailures: {consecutive: 5}}}}}]}
`,
  },
};
