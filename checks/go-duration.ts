const units: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ns: 1e-9,
};
const whole = /^[-+]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;
const part = /((?<!\d)\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** The longest duration that Go can hold, in seconds: 2^63 - 1 nanoseconds. */
const longest = 2 ** 63 / 1e9;

/**
 * The seconds of a duration as Go reads it (go1.26 time.ParseDuration): numbers, each with its unit, such as `1m30s`, `1.5h` or
 * `-2ms`, or `0` alone; there are no days. Undefined for what Go cannot read.
 */
export function goDuration(text: string): number | undefined {
  if (/^[-+]?0$/.test(text)) return 0;
  if (!whole.test(text)) return undefined;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(part)) sum += Number(amount) * (units[unit ?? ''] ?? 0);
  if (sum >= longest) return undefined;
  return text.startsWith('-') ? -sum : sum;
}

/** How to write what was meant by a duration that Go cannot read; undefined where that cannot be told. */
export function meantDuration(text: string): string | undefined {
  const [, amount = '', unit = ''] = /^(\d+) ?([a-zA-Z]*)$/.exec(text) ?? [];
  if (amount === '') return undefined;
  const hours = { d: 24, day: 24, days: 24, w: 168, week: 168, weeks: 168, y: 8760 }[unit.toLowerCase()];
  if (hours !== undefined) return `${Number(amount) * hours}h`;
  const known = {
    '': 's',
    sec: 's',
    second: 's',
    seconds: 's',
    min: 'm',
    minute: 'm',
    minutes: 'm',
    hour: 'h',
    hours: 'h',
  };
  const short = Object.entries(known).find(([long]) => long === unit.toLowerCase())?.[1];
  return short === undefined ? undefined : `${amount}${short}`;
}
