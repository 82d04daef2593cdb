import { dig, items, text } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import type { ReferenceIndex } from '../../../references/reference-index';
import { exampleKustomization, exampleSource } from '../../delivery/example';
import { waveAnnotation, waveOf } from '../../delivery/wave';
import { annotationPlace } from '../../kong/annotation';
import { deepest } from '../../place';
import type { SetRule } from '../../rule';

const flux = 'kustomize.toolkit.fluxcd.io';

export const stageOrder: SetRule = {
  id: 'delivery/stage-order',
  severity: 'error',
  title: 'a stage does not wait for the one before it',
  why: 'Both are applied at once: webhooks refuse what comes too early, and pods start without their sidecars.',
  source:
    'Flux v2.9.4 kustomize-controller api/v1 Kustomization, dependsOn; Argo CD v3.5.1 docs/user-guide/sync-waves.md',
  measured:
    "kube-apiserver v1.35.4 with Flux's engine and the webhooks' answers: one Kustomization with all objects of a cluster is refused on a new cluster.",
  *checkSet({ index }) {
    for (const stages of stagesOf(index.ofKind(flux, 'Kustomization'), ['spec', 'path'])) {
      for (const [position, { object }] of stages.entries()) {
        const before = stages[position - 1]?.object;
        if (before === undefined || waitsFor(object, before, index)) continue;
        yield {
          object,
          path: deepest(object, 'spec', 'dependsOn'),
          message: `stage ${object.metadata.name} does not wait for ${before.metadata.name}`,
          found:
            items(dig(object, 'spec', 'dependsOn')).length === 0
              ? 'no dependsOn'
              : 'a dependsOn that does not lead to it',
          expected: `dependsOn ${before.metadata.name}`,
          mend: `add {name: ${before.metadata.name}} to spec.dependsOn`,
        };
      }
    }
    for (const stages of stagesOf(index.ofKind('argoproj.io', 'Application'), ['spec', 'source', 'path'])) {
      for (const { object, number } of stages) {
        const before = latestBefore(number, stages);
        if (before === undefined || waveOf(object) > waveOf(before)) continue;
        yield {
          object,
          path: annotationPlace(object, waveAnnotation),
          message: `stage ${object.metadata.name} does not wait for ${before.metadata.name}`,
          found: `wave ${waveOf(object)}, and wave ${waveOf(before)} for ${before.metadata.name}`,
          expected: `a wave after ${waveOf(before)}`,
          mend: `set ${waveAnnotation}: "${waveOf(before) + 1}"`,
        };
      }
    }
  },
  example: {
    engine: 'flux',
    fails: `${exampleSource}---${exampleKustomization('foundation', 'path: ./dist/dj/00-foundation\n  wait: true')}---${exampleKustomization('operators', 'path: ./dist/dj/10-operators\n  wait: true')}`,
    passes: `${exampleSource}---${exampleKustomization('foundation', 'path: ./dist/dj/00-foundation\n  wait: true')}---${exampleKustomization('operators', 'path: ./dist/dj/10-operators\n  wait: true\n  dependsOn: [{name: foundation}]')}`,
  },
};

interface StageObject {
  readonly object: Manifest;
  readonly number: number;
}

/** Delivery objects by the folder that holds their stages, in the order of the stages' numbers. */
function stagesOf(objects: readonly Manifest[], at: readonly string[]): readonly (readonly StageObject[])[] {
  const folders = new Map<string, StageObject[]>();
  for (const object of objects) {
    const [, folder, number] =
      /^(.*)\/(\d\d)-[a-z-]+(?:\/charts)?\/?$/.exec(text(dig(object, ...at)) ?? '') ?? [];
    if (folder === undefined || number === undefined) continue;
    const list = folders.get(folder) ?? [];
    folders.set(folder, list);
    list.push({ object, number: Number(number) });
  }
  return [...folders.values()].map((list) => list.toSorted((a, b) => a.number - b.number));
}

/** Of the stage before, whose charts are an Application of their own, what comes last. */
function latestBefore(number: number, stages: readonly StageObject[]): Manifest | undefined {
  const earlier = stages.filter((stage) => stage.number < number);
  const previous = Math.max(...earlier.map((stage) => stage.number));
  const [first, ...more] = earlier.filter((stage) => stage.number === previous).map(({ object }) => object);
  if (first === undefined) return undefined;
  return more.reduce((last, object) => (waveOf(object) > waveOf(last) ? object : last), first);
}

/** Whether a Kustomization depends on another, directly or through others. */
function waitsFor(object: Manifest, before: Manifest, index: ReferenceIndex): boolean {
  const seen = new Set<Manifest>();
  const queue = [object];
  for (let current = queue.pop(); current !== undefined; current = queue.pop()) {
    for (const dependency of items(dig(current, 'spec', 'dependsOn'))) {
      const namespace = text(dig(dependency, 'namespace')) ?? current.metadata.namespace;
      const found = index.get(
        objectId(flux, 'Kustomization', namespace, text(dig(dependency, 'name')) ?? ''),
      );
      if (found === before) return true;
      if (found === undefined || seen.has(found)) continue;
      seen.add(found);
      queue.push(found);
    }
  }
  return false;
}
