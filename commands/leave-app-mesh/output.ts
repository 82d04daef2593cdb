import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Wanted } from '../../migrate/check-step';
import { type Patch, type StagedObject, stages } from '../../migrate/result';
import type { Manifest } from '../../references/manifest';
import { readInputs } from '../manifests/inputs';

/**
 * The objects and patches of an output folder. Patches are read file by file: as a component of kustomize they are no objects
 * of their own.
 */
export function outputIn(out: string): Wanted {
  const objectsIn = (folder: string): readonly Manifest[] =>
    existsSync(folder)
      ? readInputs([folder]).sets.flatMap(({ objects }) => objects.map(({ manifest }) => manifest))
      : [];
  const objects = stages.flatMap((stage): readonly StagedObject[] =>
    objectsIn(join(out, stage)).map((manifest) => ({ stage, manifest })),
  );
  return { objects, patches: patchesIn(join(out, 'patches')) };
}

function patchesIn(folder: string): readonly Patch[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml');
  return files.flatMap((file) =>
    readInputs([join(folder, file)]).sets.flatMap(({ objects }) =>
      objects.map(
        ({ manifest }): Patch => ({
          manifest,
          why: [],
          ...(file.endsWith('.without-mesh.yaml') ? { part: 'without-mesh' } : {}),
        }),
      ),
    ),
  );
}
