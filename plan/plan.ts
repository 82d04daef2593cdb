import { helmInstallOf } from '../references/helm-install';
import type { Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import { type Constraint, components, constraintsOf } from './constraints';
import { cycleIn, type PlanProblem, tooLate } from './problems';
import { homeOf, rankOf, type Stage, stages } from './stage';

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
 * and not earlier than what it refers to otherwise. Where that asks for more stages than there are, references that may
 * give way do: those of what would come too late and of what it needs, and where that is not enough all of them.
 */
export function plan(index: ReferenceIndex): Plan {
  const strict = attempt(index, () => false);
  if (strict.problems.length === 0) return strict;
  const late = neededBy(index, new Set(strict.problems.map(({ object }) => object)));
  for (const yielding of [(position: number) => late.has(position), () => true]) {
    const found = attempt(index, yielding);
    if (found.problems.length === 0) return found;
  }
  return strict;
}

/** The positions of objects, and of all that they need, directly or not. */
function neededBy(index: ReferenceIndex, objects: ReadonlySet<Manifest>): ReadonlySet<number> {
  const edges = constraintsOf(index);
  const found = new Set(index.objects.flatMap((object, position) => (objects.has(object) ? [position] : [])));
  // A set is walked in the order in which it grows.
  for (const position of found) for (const { to } of edges[position] ?? []) found.add(to);
  return found;
}

function attempt(index: ReferenceIndex, yielding: (position: number) => boolean): Plan {
  const edges = constraintsOf(index, yielding);
  const groups = components(edges);
  const homes = index.objects.map((object) => rankOf(homeOf(object, helmInstallOf(object, index))));
  const ranks = rank(edges, groups, homes);
  const cycles = groups.flatMap((group) => cycleIn(group, edges, index) ?? []);
  return arrange(index, edges, groups, ranks, [...cycles, ...tooLate(index, edges, ranks)]);
}

/** The rank of each position: that of its home, or later where references ask for it. Members of a group share theirs. */
function rank(
  edges: readonly (readonly Constraint[])[],
  groups: readonly (readonly number[])[],
  homes: readonly number[],
): readonly number[] {
  const ranks: (number | undefined)[] = edges.map(() => undefined);
  for (const group of groups) {
    let highest = 0;
    for (const member of group) {
      highest = Math.max(highest, homes[member] ?? 0);
      for (const edge of edges[member] ?? []) {
        const known = ranks[edge.to];
        // Groups come after what they lead to: only members of this one have no rank yet.
        if (known !== undefined) highest = Math.max(highest, known + edge.gap);
      }
    }
    for (const member of group) ranks[member] = highest;
  }
  return ranks.map((known) => known ?? 0);
}

/** The rank of each object that follows from references alone, without homes: 0 for one that needs nothing before it. */
export function pureRanks(index: ReferenceIndex): ReadonlyMap<Manifest, number> {
  const edges = constraintsOf(index);
  const ranks = rank(edges, components(edges), []);
  return new Map(index.objects.map((object, i) => [object, ranks[i] ?? 0]));
}

function arrange(
  index: ReferenceIndex,
  edges: readonly (readonly Constraint[])[],
  groups: readonly (readonly number[])[],
  ranks: readonly number[],
  problems: readonly PlanProblem[],
): Plan {
  const last = stages.length - 1;
  const rankAt = (position: number) => Math.min(ranks[position] ?? 0, last);
  const depths = depthsOf(edges, groups, rankAt);
  const placed = index.objects.map((object, i) => ({ object, rank: rankAt(i), depth: depths[i] ?? 0 }));
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

/** Position among the objects of a stage: after those that it refers to. Members of a group share theirs. */
function depthsOf(
  edges: readonly (readonly Constraint[])[],
  groups: readonly (readonly number[])[],
  rankAt: (position: number) => number,
): readonly number[] {
  const depths: (number | undefined)[] = edges.map(() => undefined);
  for (const group of groups) {
    let depth = 0;
    for (const member of group) {
      for (const { to } of edges[member] ?? []) {
        const known = depths[to];
        if (known !== undefined && rankAt(to) === rankAt(member)) depth = Math.max(depth, known + 1);
      }
    }
    for (const member of group) depths[member] = depth;
  }
  return depths.map((known) => known ?? 0);
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
