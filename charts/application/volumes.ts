import type { JsonMap } from '../../config/kubernetes/field';

/** A volume of the file: Kubernetes' words for its source, and where it is mounted. */
interface VolumeConfig {
  readonly mountPath: string;
  readonly readOnly?: boolean | undefined;
  readonly subPath?: string | undefined;
  readonly [word: string]: unknown;
}

/** Volumes of the pod, and where the container sees them; a claim of a StatefulSet is mounted, and no volume of the pod. */
export function volumesOf(
  volumes: Readonly<Record<string, VolumeConfig>>,
  claims: Readonly<Record<string, VolumeConfig>>,
): { readonly volumes: readonly JsonMap[]; readonly mounts: readonly JsonMap[] } {
  return {
    volumes: Object.entries(volumes).map(([name, volume]) => ({ name, ...sourceOf(volume) })),
    mounts: [...Object.entries(volumes), ...Object.entries(claims)].map(
      ([name, { mountPath, readOnly, subPath }]) => ({
        name,
        mountPath,
        ...(readOnly === undefined ? {} : { readOnly }),
        ...(subPath === undefined ? {} : { subPath }),
      }),
    ),
  };
}

/** The claims of a StatefulSet. */
export function claimsOf(claims: Readonly<Record<string, VolumeConfig>>): readonly JsonMap[] {
  return Object.entries(claims).map(([name, claim]) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: sourceOf(claim),
  }));
}

function sourceOf({
  mountPath: _path,
  readOnly: _readOnly,
  subPath: _subPath,
  ...source
}: VolumeConfig): JsonMap {
  return JSON.parse(JSON.stringify(source));
}
