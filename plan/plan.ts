import { helmInstallOf } from '../references/helm-install';
import { describe, type Manifest } from '../references/manifest';
import { describeTarget } from '../references/reference';
import type { ReferenceIndex } from '../references/reference-index';
import { type Constraint, components, constraintsOf } from './constraints';
import { homeOf, rankOf, type Stage, stages } from './stage';

/** Why no order exists, for a person: the objects and the reasons, one a line. */
export interface PlanProblem {
  readonly kind: 'cycle' | 'too-late';
  readonly object: Manifest;
  readonly message: string;
}

/** The stage of every object. */
export interface Plan {
  /** Stages that have objects, in order; objects in the order of their references, then kind, then name. */
  readonly stages: readonly { readonly stage: Stage; readonly objects: readonly Manifest[] }[];
  readonly problems: readonly PlanProblem[];
  stageOf(object: Manifest): Stage;
  /** Position among the objects of its stage that refer to each other: 0 for one that needs none of them. */
  depthOf(object: Manifest): number;
}

/**
 * Takes the stage of each object from the references: not before its kind's home, later than all it needs before it,
 * and not earlier than what it refers to otherwise.
 */
export function plan(index: ReferenceIndex): Plan {
  const edges = constraintsOf(index);
  const groups = components(edges);
  const ranks = new Map<number, number>();
  const problems: PlanProblem[] = [];
  for (const group of groups) {
    const cycle = cycleIn(group, edges, index);
    if (cycle !== undefined) problems.push(cycle);
    const members = new Set(group);
    let rank = 0;
    for (const member of group) {
      const object = index.objects[member];
      if (object === undefined) continue;
      rank = Math.max(rank, rankOf(homeOf(object, helmInstallOf(object, index))));
      for (const edge of edges[member] ?? []) {
        if (!members.has(edge.to)) rank = Math.max(rank, (ranks.get(edge.to) ?? 0) + edge.gap);
      }
    }
    for (const member of group) ranks.set(member, rank);
  }
  problems.push(...tooLate(index, edges, ranks));
  return arrange(index, edges, groups, ranks, problems);
}

/**
 * The rank of each object that follows from references alone, without homes: 0 for one that needs nothing before it.
 *
 * @throws never; objects in a cycle share a rank.
 */
export function pureRanks(index: ReferenceIndex): ReadonlyMap<Manifest, number> {
  const edges = constraintsOf(index);
  const ranks = new Map<number, number>();
  for (const group of components(edges)) {
    const members = new Set(group);
    const before = group.flatMap((member) => edges[member] ?? []).filter((edge) => !members.has(edge.to));
    const rank = before.reduce((most, edge) => Math.max(most, (ranks.get(edge.to) ?? 0) + edge.gap), 0);
    for (const member of group) ranks.set(member, rank);
  }
  return new Map(index.objects.map((object, i) => [object, ranks.get(i) ?? 0]));
}

function arrange(
  index: ReferenceIndex,
  edges: readonly (readonly Constraint[])[],
  groups: readonly (readonly number[])[],
  ranks: ReadonlyMap<number, number>,
  problems: readonly PlanProblem[],
): Plan {
  const last = stages.length - 1;
  const rankAt = (position: number) => Math.min(ranks.get(position) ?? 0, last);
  const depths = new Map<number, number>();
  for (const group of groups) {
    const members = new Set(group);
    const inStage = group
      .flatMap((member) => edges[member] ?? [])
      .filter((edge) => !members.has(edge.to) && rankAt(edge.to) === rankAt(edge.from));
    const depth = inStage.reduce((most, edge) => Math.max(most, (depths.get(edge.to) ?? 0) + 1), 0);
    for (const member of group) depths.set(member, depth);
  }
  const placed = index.objects.map((object, i) => ({ object, rank: rankAt(i), depth: depths.get(i) ?? 0 }));
  const byObject = new Map(placed.map((entry) => [entry.object, entry]));
  const sorted = placed.toSorted((a, b) => a.depth - b.depth || byName(a.object, b.object));
  return {
    stages: stages.flatMap((stage, rank) => {
      const objects = sorted.filter((entry) => entry.rank === rank).map(({ object }) => object);
      return objects.length === 0 ? [] : [{ stage, objects }];
    }),
    problems,
    stageOf: (object) => stages[byObject.get(object)?.rank ?? 0] ?? stages[0],
    depthOf: (object) => byObject.get(object)?.depth ?? 0,
  };
}

/** By kind, namespace and name, by code point, so that every machine and locale sorts alike. */
function byName(a: Manifest, b: Manifest): number {
  return (
    compare(a.kind, b.kind) ||
    compare(a.metadata.namespace ?? '', b.metadata.namespace ?? '') ||
    compare(a.metadata.name, b.metadata.name) ||
    compare(a.apiVersion, b.apiVersion)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A group whose members need each other, at least one of them before it: no order exists. */
function cycleIn(
  group: readonly number[],
  edges: readonly (readonly Constraint[])[],
  index: ReferenceIndex,
): PlanProblem | undefined {
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
function tooLate(
  index: ReferenceIndex,
  edges: readonly (readonly Constraint[])[],
  ranks: ReadonlyMap<number, number>,
): readonly PlanProblem[] {
  const last = stages.length - 1;
  return index.objects.flatMap((object, position): PlanProblem[] => {
    if ((ranks.get(position) ?? 0) <= last) return [];
    const steps: Constraint[] = [];
    const seen = new Set<number>();
    let current = position;
    while (!seen.has(current)) {
      seen.add(current);
      const rank = ranks.get(current) ?? 0;
      const edge = (edges[current] ?? []).find(
        (step) => (ranks.get(step.to) ?? 0) + step.gap === rank && !seen.has(step.to),
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
