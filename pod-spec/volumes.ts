import { isGiven, oneOf, type Part, partsOf, type Refusal, required, unless } from './refusal';
import { atLeast, isLabel, isPathInside, isPathWithoutBackSteps } from './values';

/** Source: kubernetes pkg/apis/core/validation/validation.go, validateVolumeSource. A volume without a source is an emptyDir. */
export function* volume(part: Part): Generator<Refusal> {
  yield* unless(part, 'name', isLabel, 'lower-case letters, digits and -, at most 63');
  const sources = Object.keys(part).filter((field) => !ourWords.has(field));
  yield* oneOf(part, sources, 'a volume', { none: false });
}

/** What stands beside the source: the name, and in an application file where the volume is mounted. */
const ourWords = new Set(['name', 'mountPath', 'readOnly', 'subPath']);

export function* configMapVolume(part: Part): Generator<Refusal> {
  yield* required(part, 'name', 'the name of a ConfigMap');
}

export function* secretVolume(part: Part): Generator<Refusal> {
  yield* required(part, 'secretName', 'the name of a Secret');
}

export function* claimVolume(part: Part): Generator<Refusal> {
  yield* required(part, 'claimName', 'the name of a PersistentVolumeClaim');
}

export function* hostPathVolume(part: Part): Generator<Refusal> {
  yield* required(part, 'path', 'a path of the node');
  yield* unless(part, 'path', isPathWithoutBackSteps, 'a path without ..');
}

export function* keyToPath(part: Part): Generator<Refusal> {
  yield* required(part, 'path', 'a path below the volume');
  yield* unless(part, 'path', isPathInside, 'a path below the volume, without ..');
}

export function* tokenProjection(part: Part): Generator<Refusal> {
  yield* unless(part, 'expirationSeconds', atLeast(600), 'at least 600 seconds');
}

/** Source: ValidateVolumeMounts. */
export function* volumeMount(part: Part): Generator<Refusal> {
  yield* required(part, 'mountPath', 'a path in the container');
  yield* unless(part, 'subPath', isPathInside, 'a path below the volume, without ..');
  yield* unless(part, 'subPathExpr', isPathInside, 'a path below the volume, without ..');
  if (isGiven(part.subPath) && part.subPath !== '' && isGiven(part.subPathExpr) && part.subPathExpr !== '')
    yield {
      at: ['subPathExpr'],
      message: 'a mount with subPath and subPathExpr',
      found: 'subPath, subPathExpr',
      expected: 'only one of them',
      mend: 'remove one of them',
    };
}

/** Mounts of a container that name no volume of its pod. */
export function* mountsOf(container: Part, volumes: ReadonlySet<unknown>): Generator<Refusal> {
  for (const [index, mount] of partsOf(container.volumeMounts).entries()) {
    if (typeof mount.name === 'string' && !volumes.has(mount.name))
      yield {
        at: ['volumeMounts', index, 'name'],
        message: 'a mount of a volume that the pod does not have',
        found: mount.name,
        expected:
          volumes.size === 0 ? 'a volume of the pod, which has none' : `one of ${[...volumes].join(', ')}`,
        mend: 'correct the name, or add the volume',
      };
  }
}
