import type { Manifest } from '../../references/manifest';
import { perIndex } from '../per-index';

export const waveAnnotation = 'argocd.argoproj.io/sync-wave';

/** The wave of Argo CD in which an object is synced: 0 where it names none, or nothing that is a whole number. */
export function waveOf(object: Manifest): number {
  const written = object.metadata.annotations?.[waveAnnotation];
  return written !== undefined && /^-?\d+$/.test(written) ? Number(written) : 0;
}

/** Whether the objects of a set, those of Argo CD itself apart, are synced in waves. */
export const hasWaves = perIndex((index) =>
  index.objects.some(
    ({ apiVersion, metadata }) =>
      metadata.annotations?.[waveAnnotation] !== undefined && !apiVersion.startsWith('argoproj.io/'),
  ),
);
