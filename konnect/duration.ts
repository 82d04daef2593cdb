import { Failure } from './failure';

const daysOf = new Map([
  ['d', 1],
  ['w', 7],
  ['y', 365],
]);
const day = 24 * 60 * 60 * 1000;

/**
 * A length of time such as `90d`, `12w` or `1y` (365 days), in days.
 *
 * @param option the option that it was given with, for the message
 * @param longest in days
 * @throws Failure when it is none, shorter than a day or longer than `longest`
 */
export function parseDays(text: string, option: string, longest: number): number {
  const match = /^(\d+)(d|w|y)$/.exec(text.trim());
  const days = Number(match?.[1] ?? Number.NaN) * (daysOf.get(match?.[2] ?? '') ?? Number.NaN);
  if (!Number.isInteger(days) || days < 1 || days > longest) {
    throw new Failure(
      `${option} ${text}: expected a length of time from 1d to ${longest}d, such as 90d, 12w or 1y.`,
    );
  }
  return days;
}

/** That many days later. */
export function daysLater(from: Date, days: number): Date {
  return new Date(from.getTime() + days * day);
}
