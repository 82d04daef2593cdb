import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterObjects } from '../../charts/cluster';
import type { InputFile } from '../../config/library';
import { parseClusters } from '../../config/parse';
import type { Wanted } from '../../migrate/check-step';
import { type Patch, type StagedObject, stages } from '../../migrate/result';
import { groupOf, type Manifest } from '../../references/manifest';
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
  return { objects: [...objects, ...generatedFrom(out)], patches: patchesIn(join(out, 'patches')) };
}

/** What synth makes of the application files of an output, as far as it is about routing. */
function generatedFrom(out: string): readonly StagedObject[] {
  const parsed = parseClusters(filesIn(out, 'clusters'), filesIn(out, 'applications'));
  if (!('clusters' in parsed)) return [];
  return parsed.clusters
    .flatMap((config) => clusterObjects(config).objects)
    .map(({ manifest }) => manifest)
    .filter(
      ({ apiVersion, kind }) =>
        groupOf(apiVersion) === 'kuma.io' || (apiVersion === 'v1' && kind === 'Service'),
    )
    .map((manifest) => ({ stage: '30-routes', manifest }));
}

function filesIn(out: string, folder: string): readonly InputFile[] {
  const path = join(out, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ name: `${folder}/${file}`, text: readFileSync(join(path, file), 'utf8') }));
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
