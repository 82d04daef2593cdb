import type { Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import type { Plan } from './plan';
import { rankOf, type Stage } from './stage';

/**
 * Objects that become healthy only with something of a later stage. Whoever waits for them before applying that stage waits
 * for ever: a VirtualNode is not reconciled until the VirtualServices that it names exist, wherever those are.
 */
export function healthyLater(index: ReferenceIndex, plan: Plan): ReadonlySet<Manifest> {
  const rank = (object: Manifest) => rankOf(plan.stageOf(object));
  const late = new Set<Manifest>();
  const queue: Manifest[] = [];
  const mark = (object: Manifest) => {
    if (late.has(object)) return;
    late.add(object);
    queue.push(object);
  };
  for (const object of index.objects) {
    const waits = index
      .references(object)
      .some(
        (reference) =>
          reference.health && reference.resolution.by.some((target) => rank(target) > rank(object)),
      );
    if (waits) mark(object);
  }
  // Whoever needs such an object's health is itself late, as long as it is not in a later stage anyway.
  for (let object = queue.pop(); object !== undefined; object = queue.pop()) {
    for (const reference of index.referrers(object)) {
      if (reference.health && rank(reference.from) <= rank(object)) mark(reference.from);
    }
  }
  return late;
}

/** Objects of a stage whose health the next stages may rely on. */
export function waitedFor(
  stage: { readonly stage: Stage; readonly objects: readonly Manifest[] },
  late: ReadonlySet<Manifest>,
): readonly Manifest[] {
  return stage.objects.filter((object) => !late.has(object));
}
