import { dig, items } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import { present } from '../../one-of';
import { places } from '../setting-places';

export type Path = readonly (string | number)[];

/** A setting that may not be where it is. */
interface Conflict {
  readonly at: Path;
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  readonly mend: string;
}

export type Conflicts = (policy: Manifest) => Iterable<Conflict>;

/** Settings at places of a policy that it may not have, and the reason. */
export function* without(
  policy: Manifest,
  places_: Iterable<{ readonly at: Path; readonly value: unknown }>,
  settings: readonly string[],
  reason: string,
): Generator<Conflict> {
  for (const { at, value } of places_) {
    for (const setting of settings) {
      const path = setting.split('.');
      if ((dig(value, ...path) ?? undefined) === undefined) continue;
      yield {
        at: [...at, ...path],
        message: `${setting} of a ${policy.kind} may not be set ${reason}`,
        found: setting,
        expected: `no ${setting} ${reason}`,
        mend: `remove ${setting}`,
      };
    }
  }
}

/** A place that needs exactly one of two settings. */
export function oneOfTwo(pattern: string, one: string, other: string): Conflicts {
  return function* (policy) {
    for (const { at, value } of places(policy, pattern)) {
      // An address that is empty counts as none.
      const set = present(value, [one, other]).filter(
        (name) => name !== 'endpoint' || dig(value, name) !== '',
      );
      if (set.length === 1) continue;
      yield {
        at,
        message: set.length === 0 ? `neither ${one} nor ${other} is set` : `${one} and ${other} are set`,
        found: set.length === 0 ? 'neither' : 'both',
        expected: `exactly one of ${one} and ${other}`,
        mend: set.length === 0 ? `add ${one} or ${other}` : `keep one of ${one} and ${other}`,
      };
    }
  };
}

/** Items of `rules` that match callers by who they are: what holds for a connection cannot depend on it. */
export function byIdentity(settings: readonly string[]): Conflicts {
  return function* (policy) {
    for (const { at, value } of places(policy, 'spec.rules[]')) {
      const matched = items(dig(value, 'matches')).some((match) => dig(match, 'spiffeID') !== undefined);
      if (!matched) continue;
      const settingsAt = [{ at: [...at, 'default'], value: dig(value, 'default') }];
      yield* without(policy, settingsAt, settings, 'where calls are matched by spiffeID');
    }
  };
}
