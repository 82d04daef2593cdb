import { isGiven, oneOf, type Part, type Refusal, required, unless } from './refusal';
import { atLeast, isPort, isPortOrName } from './values';

const portWords = 'a number from 1 to 65535, or the name of a port';

/** Source: kubernetes pkg/apis/core/validation/validation.go, validateProbe. */
export function* probe(part: Part): Generator<Refusal> {
  yield* oneOf(part, ['exec', 'grpc', 'httpGet', 'tcpSocket'], 'a probe');
  for (const field of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ])
    yield* unless(part, field, atLeast(0), '0 or more');
  yield* unless(part, 'terminationGracePeriodSeconds', atLeast(1), '1 or more');
}

/** Source: validateHandler. */
export function* lifecycleHandler(part: Part): Generator<Refusal> {
  yield* oneOf(part, ['exec', 'httpGet', 'sleep', 'tcpSocket'], 'a hook');
}

export function* execAction(part: Part): Generator<Refusal> {
  yield* required(part, 'command', 'a list of the program and its arguments');
}

export function* httpGetAction(part: Part): Generator<Refusal> {
  yield* unless(part, 'port', isPortOrName, portWords);
}

/** A header of httpGet. */
export function* httpHeader(part: Part): Generator<Refusal> {
  yield* unless(part, 'name', (name) => /^[-A-Za-z0-9]+$/.test(String(name)), 'letters, digits and -');
}

export function* tcpSocketAction(part: Part): Generator<Refusal> {
  yield* unless(part, 'port', isPortOrName, portWords);
}

export function* grpcAction(part: Part): Generator<Refusal> {
  yield* unless(part, 'port', isPort, 'a number from 1 to 65535');
}

/** What the three probes of a container may not say, by their fields. */
export function* probesOf(container: Part, probes: Readonly<Record<string, Part>>): Generator<Refusal> {
  for (const field of ['livenessProbe', 'startupProbe']) {
    const threshold = probes[field]?.successThreshold;
    if (isGiven(container[field]) && typeof threshold === 'number' && threshold > 1)
      yield {
        at: [field, 'successThreshold'],
        message: `successThreshold of a ${field} is not 1`,
        found: String(threshold),
        expected: '1',
        mend: 'remove it',
      };
  }
  if (isGiven(probes.readinessProbe?.terminationGracePeriodSeconds))
    yield {
      at: ['readinessProbe', 'terminationGracePeriodSeconds'],
      message: 'terminationGracePeriodSeconds of a readinessProbe',
      found: String(probes.readinessProbe?.terminationGracePeriodSeconds),
      expected: 'nothing: a pod that is not ready is not ended',
      mend: 'remove it',
    };
}
