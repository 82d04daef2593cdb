import type { Split } from '../../topology/topology';
import { type Sentence, say } from '../sentence';
import type { ClusterChange, Found, RiskRule } from './risk';

/** Rules about the shares of calls that versions of a service get. */
export const canaryRules: readonly RiskRule[] = [
  {
    id: 'canary-moved',
    level: 'medium',
    title: 'The weights between the versions of a service change',
    find: (cluster) =>
      pairs(cluster).flatMap(([before, after]) => {
        if (total(after) === 0 || weights(before) === weights(after)) return [];
        return [{ sentence: moved(before, after) }];
      }),
  },
  {
    id: 'canary-empty',
    level: 'high',
    title: 'All weights of a service become 0, or its only version goes',
    find: (cluster) =>
      pairs(cluster).flatMap(([before, after]) =>
        total(before) > 0 && total(after) === 0
          ? [
              {
                sentence: say`${after.service}: no version has a weight above 0 any more, and every call is refused${when(after)}`,
              },
            ]
          : [],
      ),
  },
  {
    id: 'split-removed',
    level: 'medium',
    title: 'A service loses the rule that shares its calls among its versions',
    find: ({ before, after }) =>
      before.topology.splits.flatMap((split): Found[] => {
        const still = after.topology.splits.some((other) => keyOf(other) === keyOf(split));
        return still || split.versions.length < 2
          ? []
          : [
              {
                sentence: say`${split.service}: nothing shares its calls among its versions any more${when(split)}`,
              },
            ];
      }),
  },
];

function pairs({ before, after }: ClusterChange): readonly (readonly [Split, Split])[] {
  const old = new Map(before.topology.splits.map((split) => [keyOf(split), split]));
  return after.topology.splits.flatMap((split) => {
    const was = old.get(keyOf(split));
    return was === undefined ? [] : [[was, split] as const];
  });
}

function keyOf({ service, match }: Split): string {
  return JSON.stringify([service, match]);
}

function total({ versions }: Split): number {
  return versions.reduce((sum, { weight }) => sum + weight, 0);
}

function share(split: Split, name: string): number {
  const all = total(split);
  const own = split.versions
    .filter((version) => version.name === name)
    .reduce((sum, { weight }) => sum + weight, 0);
  return all === 0 ? 0 : Math.round((own * 1000) / all) / 10;
}

function weights({ versions }: Split): string {
  return JSON.stringify(
    versions.map(({ name, weight }) => [name, weight]).toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  );
}

/** `prod/jazz: 5 % -> 50 % of calls go to jazz-v2 (95/5 to 50/50)`: the version whose share grows most, else the last. */
function moved(before: Split, after: Split): Sentence {
  const names = [...new Set([...before.versions, ...after.versions].map(({ name }) => name))];
  const growth = names.map((name) => ({ name, by: share(after, name) - share(before, name) }));
  const most = Math.max(...growth.map(({ by }) => by));
  const shrinking = before.versions.at(-1)?.name;
  const back = growth.find(({ name, by }) => name === shrinking && by < 0);
  // A canary that is taken back is told as what happens to the canary, not to the version that gets its calls.
  const subject = back ?? growth.find(({ by }) => by === most) ?? growth[0];
  const name = subject?.name ?? '?';
  const all = (split: Split) => names.map((each) => weightOf(split, each)).join('/');
  return say`${after.service}: ${share(before, name)} % -> ${share(after, name)} % of calls go to ${name} (${[all(before)]} to ${[all(after)]})${when(after)}`;
}

function weightOf({ versions }: Split, name: string): number {
  return versions.find((version) => version.name === name)?.weight ?? 0;
}

function when({ match }: Split): Sentence {
  return match === 'prefix /' || match === 'all' ? [] : say`, for calls with ${match}`;
}
