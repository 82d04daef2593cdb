import { isGiven, oneOf, type Part, partOf, type Refusal, required, shown, unless } from './refusal';
import { isSubdomain } from './values';

/** Source: kubernetes pkg/apis/core/validation/validation.go, ValidateEnv. */
export function* envVar(part: Part): Generator<Refusal> {
  yield* required(part, 'name', 'a name');
  if (part.name !== '')
    yield* unless(
      part,
      'name',
      (name) => typeof name !== 'string' || /^[ -<>-~]+$/.test(name),
      'printable signs of ASCII, and no =',
    );
  if (isGiven(part.valueFrom) && isGiven(part.value) && part.value !== '')
    yield {
      at: ['valueFrom'],
      message: 'a variable with value and valueFrom',
      found: 'value, valueFrom',
      expected: 'only one of them',
      mend: 'remove one of them',
    };
  const source = partOf(part.valueFrom);
  const path = partOf(source.fieldRef).fieldPath;
  if (typeof path === 'string' && !isFieldOfPod(path))
    yield {
      at: ['valueFrom', 'fieldRef', 'fieldPath'],
      message: 'a field of the pod that no variable may have',
      found: shown(path),
      expected: `one of ${fields.join(', ')}, metadata.labels['<key>'], metadata.annotations['<key>']`,
      mend: 'correct it',
    };
}

const fields = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

function isFieldOfPod(path: string): boolean {
  return fields.includes(path) || /^metadata\.(?:labels|annotations)\['[^']+'\]$/.test(path);
}

export function* envVarSource(part: Part): Generator<Refusal> {
  yield* oneOf(
    part,
    ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'],
    'valueFrom',
  );
}

/** Source: validateContainerResourceFieldSelector. */
export function* resourceFieldSelector(part: Part): Generator<Refusal> {
  yield* unless(
    part,
    'resource',
    (name) => /^(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-.+)$/.test(String(name)),
    'limits or requests, a dot, and cpu, memory or ephemeral-storage',
  );
}

/** A key of a Secret or ConfigMap: the object's name has a default in the schema, and has to be given all the same. */
export function* keySelector(part: Part): Generator<Refusal> {
  yield* required(part, 'name', 'the name of the object');
  if (part.name !== '')
    yield* unless(part, 'name', isSubdomain, 'a name of lower-case letters, digits, - and .');
}

export function* envFromSource(part: Part): Generator<Refusal> {
  yield* oneOf(part, ['configMapRef', 'secretRef'], 'envFrom');
  for (const field of ['configMapRef', 'secretRef'])
    if (isGiven(part[field]) && (partOf(part[field]).name ?? '') === '')
      yield {
        at: [field],
        message: 'name is missing',
        found: 'nothing',
        expected: 'the name of the object',
        mend: 'write name',
      };
}
