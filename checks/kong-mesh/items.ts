import { dig, items } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { goDuration } from '../go-duration';

/** The configuration of each item of a policy, in `to`, `rules` and `from`. */
export function itemDefaults(
  policy: Manifest,
): readonly { readonly at: readonly (string | number)[]; readonly value: unknown }[] {
  return ['to', 'rules', 'from'].flatMap((list) =>
    items(dig(policy, 'spec', list)).map((item, i) => ({
      at: ['spec', list, i, 'default'],
      value: dig(item, 'default'),
    })),
  );
}

/** Seconds of a duration as Go reads it, such as `1m30s`; undefined for what is none. */
export function seconds(value: unknown): number | undefined {
  return typeof value === 'string' ? goDuration(value) : undefined;
}
