import { dig, pointer } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { type Place, places } from '../../kong-mesh/setting-places';
import { policyValidators } from '../../kong-mesh/source';
import { present } from '../../one-of';
import type { ObjectRule } from '../../rule';
import { either } from '../../words';

/** Settings of which a place needs at least one, where it is there; the place of an item is the whole of it. */
interface Needed {
  readonly in: string;
  readonly oneOf: readonly string[];
}
const header = ['set', 'add', 'remove'];
const filters = 'spec.to[].rules[].default.filters';

const needed: Readonly<Record<string, readonly Needed[]>> = {
  MeshTimeout: [
    { in: 'items.default', oneOf: ['connectionTimeout', 'idleTimeout', 'http'] },
    {
      in: 'items.default.http',
      // The time to wait for the headers of a request does not count: it bounds nothing by itself.
      oneOf: ['requestTimeout', 'streamIdleTimeout', 'maxStreamDuration', 'maxConnectionDuration'],
    },
    { in: 'spec.rules[].matches[]', oneOf: ['spiffeID', 'sni'] },
  ],
  MeshRetry: [
    { in: 'spec.to[].default', oneOf: ['tcp', 'http', 'grpc'] },
    { in: 'spec.to[].default.tcp', oneOf: ['maxConnectAttempt'] },
    {
      in: 'spec.to[].default.http',
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
    {
      in: 'spec.to[].default.grpc',
      oneOf: ['numRetries', 'perTryTimeout', 'backOff', 'retryOn', 'rateLimitedBackOff'],
    },
    { in: 'spec.to[].default.http.backOff', oneOf: ['baseInterval', 'maxInterval'] },
    { in: 'spec.to[].default.grpc.backOff', oneOf: ['baseInterval', 'maxInterval'] },
    { in: 'spec.to[].default.http.rateLimitedBackOff', oneOf: ['resetHeaders'] },
    { in: 'spec.to[].default.grpc.rateLimitedBackOff', oneOf: ['resetHeaders'] },
  ],
  MeshCircuitBreaker: [
    { in: 'items.default', oneOf: ['connectionLimits', 'outlierDetection'] },
    { in: 'items.default.outlierDetection', oneOf: ['detectors'] },
    {
      in: 'items.default.outlierDetection.detectors',
      oneOf: ['totalFailures', 'gatewayFailures', 'localOriginFailures', 'successRate', 'failurePercentage'],
    },
  ],
  MeshHealthCheck: [{ in: 'spec.to[].default', oneOf: ['tcp', 'http', 'grpc'] }],
  MeshAccessLog: [{ in: 'items.default', oneOf: ['backends'] }],
  MeshRateLimit: [
    { in: 'items.default', oneOf: ['local'] },
    { in: 'items.default.local', oneOf: ['http', 'tcp'] },
    { in: 'items.default.local.http', oneOf: ['disabled', 'requestRate', 'onRateLimit'] },
    { in: 'items.default.local.tcp', oneOf: ['disabled', 'connectionRate'] },
    { in: 'spec.rules[].matches[]', oneOf: ['spiffeID', 'sni'] },
  ],
  MeshTrafficPermission: [{ in: 'spec.from[].default', oneOf: ['action'] }],
  MeshTrace: [{ in: 'spec.default', oneOf: ['backends'] }],
  MeshHTTPRoute: [
    { in: `${filters}[type=RequestHeaderModifier].requestHeaderModifier`, oneOf: header },
    { in: `${filters}[type=ResponseHeaderModifier].responseHeaderModifier`, oneOf: header },
  ],
  HostnameGenerator: [{ in: 'spec', oneOf: ['template'] }],
};

export const withoutSetting: ObjectRule = {
  id: 'kong-mesh/without-setting',
  severity: 'error',
  title: 'an item of a policy sets nothing',
  why: 'The webhook refuses the policy, and nothing that the same sync brings is applied.',
  source: policyValidators,
  kinds: Object.keys(needed).map((kind) => `kuma.io/${kind}`),
  *checkObject(object) {
    for (const { in: pattern, oneOf } of needed[object.kind] ?? []) {
      for (const { at, value } of placesOrParents(object, pattern)) {
        if (present(value, oneOf).length > 0) continue;
        const part = at.filter((key) => typeof key === 'string').slice(3);
        yield {
          object,
          path: pointer(...at),
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

/** The places of a pattern; of an item without `default`, the item itself. */
function* placesOrParents(object: Manifest, pattern: string): Generator<Place> {
  if (!pattern.endsWith('.default')) {
    yield* places(object, pattern);
    return;
  }
  for (const { at, value } of places(object, pattern.slice(0, -'.default'.length))) {
    const settings = dig(value, 'default') ?? undefined;
    yield settings === undefined ? { at, value: {} } : { at: [...at, 'default'], value: settings };
  }
}
