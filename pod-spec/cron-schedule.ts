/** A field of a schedule, in the order in which they stand. */
const fields = [
  { name: 'minute', least: 0, most: 59, words: [] },
  { name: 'hour', least: 0, most: 23, words: [] },
  { name: 'day of the month', least: 1, most: 31, words: [] },
  {
    name: 'month',
    least: 1,
    most: 12,
    words: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  {
    name: 'day of the week',
    least: 0,
    most: 6,
    words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
  },
] as const;

const descriptors = ['yearly', 'annually', 'monthly', 'weekly', 'daily', 'midnight', 'hourly'];

/** With a duration as Go has it. */
const every = /^every [-+]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;

/** What a schedule of a CronJob has to be. */
export const cronForm = 'minute, hour, day of the month, month and day of the week, such as 0 3 * * *';

/**
 * What is wrong with the schedule of a CronJob; undefined where nothing is. Source: kubernetes pkg/apis/batch/validation
 * validateScheduleFormat, robfig/cron v3 ParseStandard.
 */
export function cronProblem(schedule: string): string | undefined {
  if (/^(CRON_)?TZ=/.test(schedule.trim())) return 'a time zone, which stands in timeZone';
  if (schedule.startsWith('@')) {
    const word = schedule.slice(1);
    return descriptors.includes(word) || every.test(word) ? undefined : `no descriptor ${schedule}`;
  }
  const parts = schedule.trim().split(/\s+/).filter(Boolean);
  if (parts.length !== fields.length) return `${parts.length} fields in place of 5`;
  for (const [index, field] of fields.entries()) {
    const wrong = (parts[index] ?? '').split(',').find((range) => !isRange(range, field));
    if (wrong !== undefined)
      return `${JSON.stringify(wrong)} as the ${field.name}, which is ${field.least} to ${field.most}`;
  }
  return undefined;
}

function isRange(range: string, { least, most, words }: (typeof fields)[number]): boolean {
  const [ends = '', step, ...more] = range.split('/');
  if (more.length > 0 || (step !== undefined && !(/^\d+$/.test(step) && Number(step) > 0))) return false;
  const [low = '', high, ...further] = ends.split('-');
  if (low === '*' || low === '?') return true;
  const numberOf = (written: string): number => {
    const word = (words as readonly string[]).indexOf(written.toLowerCase());
    return word >= 0 ? word + least : /^\d+$/.test(written) ? Number(written) : Number.NaN;
  };
  const from = numberOf(low);
  const to = high === undefined ? (step === undefined ? from : most) : numberOf(high);
  return further.length === 0 && from >= least && to <= most && from <= to;
}
