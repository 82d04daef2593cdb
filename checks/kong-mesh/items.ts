import { dig, items } from '../../references/fields';
import type { Manifest } from '../../references/manifest';

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

const units: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};

/** Seconds of a duration as Go reads it, such as `1m30s`; undefined for what is none. */
export function seconds(value: unknown): number | undefined {
  if (value === '0') return 0;
  if (typeof value !== 'string' || !/^[-+]?(\d+(\.\d*)?(ms|us|µs|ns|h|m|s))+$/.test(value)) return undefined;
  const sum = [...value.matchAll(/(\d+(?:\.\d*)?)(ms|us|µs|ns|h|m|s)/g)].reduce(
    (total, [, amount, unit]) => total + Number(amount) * (units[unit ?? ''] ?? 0),
    0,
  );
  return value.startsWith('-') ? -sum : sum;
}
