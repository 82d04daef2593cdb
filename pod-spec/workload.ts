import { isGiven, type Part, partOf, type Refusal, unless } from './refusal';
import { atLeast } from './values';

/** Source: kubernetes pkg/apis/apps/validation/validation.go, ValidateDeploymentStrategy. */
export function* deploymentStrategy(part: Part): Generator<Refusal> {
  if (part.type === 'Recreate' && isGiven(part.rollingUpdate))
    yield {
      at: ['rollingUpdate'],
      message: 'rollingUpdate beside the type Recreate',
      found: 'rollingUpdate',
      expected: 'nothing: all pods go before the first new one comes',
      mend: 'remove it, or write type: RollingUpdate',
    };
}

const shareWords = 'a whole number, or a percentage such as 25%';

/** Source: ValidateRollingUpdateDeployment. What is not given is 25%. */
export function* rollingUpdate(part: Part): Generator<Refusal> {
  const isShare = (value: unknown) =>
    typeof value === 'number' ? value >= 0 : /^[0-9]+%$/.test(String(value));
  yield* unless(part, 'maxSurge', isShare, shareWords);
  yield* unless(part, 'maxUnavailable', isShare, shareWords);
  yield* unless(
    part,
    'maxUnavailable',
    (value) => typeof value !== 'string' || !isShare(value) || Number(value.slice(0, -1)) <= 100,
    'at most 100%',
  );
  if (isNone(part.maxSurge) && isNone(part.maxUnavailable))
    yield {
      at: ['maxUnavailable'],
      message: 'maxSurge and maxUnavailable are both 0',
      found: '0',
      expected: 'one of them above 0, or no pod could be replaced',
      mend: 'raise one of them',
    };
}

function isNone(share: unknown): boolean {
  return share === 0 || share === '0%' || share === '0';
}

/** What the API server refuses of a workload's own numbers. Source: ValidateDeploymentSpec and its like. */
export function* numbersOf(spec: unknown): Generator<Refusal> {
  const part = partOf(spec);
  for (const field of [
    'replicas',
    'minReadySeconds',
    'revisionHistoryLimit',
    'parallelism',
    'completions',
    'backoffLimit',
  ])
    yield* unless(part, field, atLeast(0), '0 or more');
  const { minReadySeconds = 0, progressDeadlineSeconds } = part;
  if (
    typeof progressDeadlineSeconds === 'number' &&
    typeof minReadySeconds === 'number' &&
    progressDeadlineSeconds <= minReadySeconds
  )
    yield {
      at: ['progressDeadlineSeconds'],
      message: 'progressDeadlineSeconds is not above minReadySeconds',
      found: String(progressDeadlineSeconds),
      expected: `more than ${minReadySeconds}`,
      mend: 'raise it',
    };
}
