import { text } from '../primitives';

const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** A length of time as Go writes it: numbers with a unit, such as `15s`, `1m30s`, `2.5s` or `500ms`; `0s` for none. */
export const duration = text(
  'a duration as Go writes it, such as 15s, 1m30s or 500ms',
  /^(\d{1,9}(\.\d{1,3})?(h|ms|m|s)){1,4}$/,
);

/** So many milliseconds as a file would have them: the largest unit that makes it a whole number. */
export function writtenDuration(milliseconds: number): string {
  const [unit, size] = Object.entries(units).find(([, each]) => milliseconds % each === 0) ?? ['ms', 1];
  return milliseconds === 0 ? '0s' : `${milliseconds / size}${unit}`;
}

/** The milliseconds of a duration, rounded to whole ones. */
export function milliseconds(written: string): number {
  const parts = [...written.matchAll(/((?<!\d)\d+(?:\.\d+)?)(h|ms|m|s)/g)];
  return Math.round(
    parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0), 0),
  );
}
