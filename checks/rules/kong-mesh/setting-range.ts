import { dig, pointer } from '../../../references/fields';
import type { Draft } from '../../finding';
import { itemDefaults, seconds } from '../../kong-mesh/items';
import { policyValidators } from '../../kong-mesh/source';
import type { ObjectRule } from '../../rule';
import { shown } from '../../words';

type Test = (value: unknown) => string | undefined;

const duration =
  (above: boolean): Test =>
  (value) => {
    const found = seconds(value);
    if (found === undefined) return 'a duration such as 500ms, 15s or 1m30s';
    if (found < 0 || (above && found === 0)) return above ? 'a duration above 0' : 'a duration of 0 or more';
    return undefined;
  };
const some = duration(true);
const any = duration(false);
const count: Test = (value) => (typeof value === 'number' && value > 0 ? undefined : 'a number above 0');
const percent: Test = (value) =>
  typeof value === 'number' && value >= 0 && value <= 100 ? undefined : 'a number from 0 to 100';

/** Settings whose bounds the schema does not know. */
const settings: Readonly<Record<string, Readonly<Record<string, Test>>>> = {
  MeshTimeout: {
    connectionTimeout: some,
    idleTimeout: any,
    'http.requestTimeout': any,
    'http.streamIdleTimeout': any,
    'http.maxStreamDuration': any,
    'http.maxConnectionDuration': any,
    'http.requestHeadersTimeout': any,
  },
  MeshRetry: { 'tcp.maxConnectAttempt': count, 'http.perTryTimeout': any, 'grpc.perTryTimeout': any },
  MeshCircuitBreaker: {
    'connectionLimits.maxConnections': count,
    'connectionLimits.maxConnectionPools': count,
    'connectionLimits.maxPendingRequests': count,
    'connectionLimits.maxRetries': count,
    'connectionLimits.maxRequests': count,
    'outlierDetection.interval': some,
    'outlierDetection.baseEjectionTime': some,
    'outlierDetection.maxEjectionPercent': percent,
    'outlierDetection.detectors.totalFailures.consecutive': count,
    'outlierDetection.detectors.gatewayFailures.consecutive': count,
    'outlierDetection.detectors.localOriginFailures.consecutive': count,
    'outlierDetection.detectors.failurePercentage.threshold': percent,
  },
  MeshHealthCheck: { interval: some, timeout: some, healthyThreshold: count, unhealthyThreshold: count },
};

export const settingRange: ObjectRule = {
  id: 'kong-mesh/setting-range',
  severity: 'error',
  title: 'a setting of a policy is out of its range, or no duration',
  why: 'The schema takes any number and any text here; the webhook refuses the policy.',
  source: policyValidators,
  kinds: Object.keys(settings).map((kind) => `kuma.io/${kind}`),
  *checkObject(object): Generator<Draft> {
    for (const { at, value } of itemDefaults(object)) {
      for (const [name, test] of Object.entries(settings[object.kind] ?? {})) {
        const path = name.split('.');
        const found = dig(value, ...path);
        const expected = found === undefined ? undefined : test(found);
        if (expected === undefined) continue;
        const mend = `write ${expected}`;
        yield {
          object,
          path: pointer(...at, ...path),
          message: `${name} is not ${expected}`,
          found: shown(found),
          expected,
          mend,
        };
      }
    }
  },
  example: {
    given: ['kong-mesh', 'Namespace prod', 'Mesh default'],
    fails: `
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: all, namespace: prod}
spec: {to: [{targetRef: {kind: Mesh}, default: {connectionTimeout: 0s}}]}
`,
    passes: `
apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: all, namespace: prod}
spec: {to: [{targetRef: {kind: Mesh}, default: {connectionTimeout: 5s}}]}
`,
  },
};
