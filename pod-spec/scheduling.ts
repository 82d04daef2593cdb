import { isGiven, type Part, type Refusal, required, unless } from './refusal';
import { atLeast } from './values';

/** Source: kubernetes pkg/apis/core/validation/validation.go, ValidateTolerations. */
export function* toleration(part: Part): Generator<Refusal> {
  const { key = '', operator = 'Equal', value = '', effect } = part;
  if (key === '' && operator !== 'Exists')
    yield {
      at: isGiven(part.operator) ? ['operator'] : [],
      message: 'a toleration of every key that is not for whatever exists',
      found: String(operator),
      expected: 'operator: Exists, or a key',
      mend: 'write operator: Exists, or the key',
    };
  if (operator === 'Exists' && value !== '' && value !== null)
    yield {
      at: ['value'],
      message: 'a value beside the operator Exists',
      found: String(value),
      expected: 'nothing',
      mend: 'remove it, or write operator: Equal',
    };
  if (isGiven(part.tolerationSeconds) && effect !== 'NoExecute')
    yield {
      at: ['tolerationSeconds'],
      message: 'tolerationSeconds of another effect than NoExecute',
      found: String(effect ?? 'no effect'),
      expected: 'effect: NoExecute',
      mend: 'remove it, or write effect: NoExecute',
    };
}

export function* topologySpreadConstraint(part: Part): Generator<Refusal> {
  yield* unless(part, 'maxSkew', atLeast(1), '1 or more');
  yield* unless(part, 'minDomains', atLeast(1), '1 or more');
  yield* required(part, 'topologyKey', 'a label of nodes');
  if (isGiven(part.minDomains) && part.whenUnsatisfiable === 'ScheduleAnyway')
    yield {
      at: ['minDomains'],
      message: 'minDomains where pods are scheduled anyway',
      found: String(part.minDomains),
      expected: 'whenUnsatisfiable: DoNotSchedule',
      mend: 'remove it',
    };
}

export function* podAffinityTerm(part: Part): Generator<Refusal> {
  yield* required(part, 'topologyKey', 'a label of nodes');
}

export function* weighted(part: Part): Generator<Refusal> {
  yield* unless(
    part,
    'weight',
    (weight) => typeof weight !== 'number' || (weight >= 1 && weight <= 100),
    'a number from 1 to 100',
  );
}

export function* nodeSelector(part: Part): Generator<Refusal> {
  yield* required(part, 'nodeSelectorTerms', 'at least one term');
}

/** Source: ValidateNodeSelectorRequirement; that of label selectors is the same but for Gt and Lt. */
export function* selectorRequirement(part: Part): Generator<Refusal> {
  const { operator } = part;
  const values = Array.isArray(part.values) ? part.values : [];
  const wanted =
    operator === 'In' || operator === 'NotIn'
      ? values.length > 0
        ? undefined
        : 'at least one value'
      : operator === 'Exists' || operator === 'DoesNotExist'
        ? values.length === 0
          ? undefined
          : 'no values'
        : (operator === 'Gt' || operator === 'Lt') && values.length !== 1
          ? 'one value'
          : undefined;
  if (wanted !== undefined)
    yield {
      at: isGiven(part.values) ? ['values'] : [],
      message: `the operator ${String(operator)} with ${values.length === 0 ? 'no values' : 'values'}`,
      found: values.length === 0 ? 'nothing' : values.join(', '),
      expected: wanted,
      mend: 'correct the values, or the operator',
    };
}
