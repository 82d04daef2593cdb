import { describe, type Manifest } from '../references/manifest';
import { describeTarget } from '../references/reference';
import type { ReferenceIndex } from '../references/reference-index';
import type { Constraint } from './constraints';
import { stages } from './stage';

/** Why no order exists, for a person: the objects and the reasons, one a line. */
export interface PlanProblem {
  readonly kind: 'cycle' | 'too-late';
  readonly object: Manifest;
  readonly message: string;
}

/** A group whose members need each other, at least one of them before it: no order exists. */
export function cycleIn(
  group: readonly number[],
  edges: readonly (readonly Constraint[])[],
  index: ReferenceIndex,
): PlanProblem | undefined {
  if (group.length === 1) return undefined;
  const members = new Set(group);
  const strict = group
    .flatMap((member) => edges[member] ?? [])
    .find((edge) => edge.gap === 1 && members.has(edge.to));
  const object = strict === undefined ? undefined : index.objects[strict.from];
  if (strict === undefined || object === undefined) return undefined;
  const steps = [strict, ...wayBack(strict.to, strict.from, members, edges)];
  const lines = steps.map((step) => `  ${explain(step, index)}`);
  const message = [`No order exists: these ${steps.length} objects need each other`, ...lines].join('\n');
  return { kind: 'cycle', object, message };
}

/** The shortest way from one member of a group to another. */
function wayBack(
  start: number,
  goal: number,
  members: ReadonlySet<number>,
  edges: readonly (readonly Constraint[])[],
): readonly Constraint[] {
  const reachedBy = new Map<number, Constraint | undefined>([[start, undefined]]);
  const queue = [start];
  for (let i = 0; i < queue.length && !reachedBy.has(goal); i++) {
    for (const edge of edges[queue[i] ?? start] ?? []) {
      if (!members.has(edge.to) || reachedBy.has(edge.to)) continue;
      reachedBy.set(edge.to, edge);
      queue.push(edge.to);
    }
  }
  const way: Constraint[] = [];
  for (let edge = reachedBy.get(goal); edge !== undefined; edge = reachedBy.get(edge.from)) way.unshift(edge);
  return way;
}

function explain(step: Constraint, index: ReferenceIndex): string {
  const { reference } = step;
  const target = index.objects[step.to];
  const named = describeTarget(reference.target);
  const provider = target === undefined ? named : describe(target);
  const through = named === provider ? '' : ` (${named})`;
  const when = step.gap === 1 ? 'needs before it' : 'needs';
  return `${describe(reference.from)}, ${reference.path}: ${when} ${provider}${through}: ${reference.reason}`;
}

/** Objects that would need a stage after the last: each is reported with what pushes it there. */
export function tooLate(
  index: ReferenceIndex,
  edges: readonly (readonly Constraint[])[],
  ranks: readonly number[],
): readonly PlanProblem[] {
  const last = stages.length - 1;
  return index.objects.flatMap((object, position): PlanProblem[] => {
    if ((ranks[position] ?? 0) <= last) return [];
    const steps: Constraint[] = [];
    const seen = new Set<number>();
    let current = position;
    while (!seen.has(current)) {
      seen.add(current);
      const rank = ranks[current] ?? 0;
      const edge = (edges[current] ?? []).find(
        (step) => (ranks[step.to] ?? 0) + step.gap === rank && !seen.has(step.to),
      );
      if (edge === undefined) break;
      steps.push(edge);
      current = edge.to;
    }
    const message = [
      `${describe(object)} would need a stage after ${stages[last]}, because`,
      ...steps.map((step) => `  ${explain(step, index)}`),
    ].join('\n');
    return [{ kind: 'too-late', object, message }];
  });
}
