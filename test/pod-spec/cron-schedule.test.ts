import { cronProblem } from '../../pod-spec/cron-schedule';

// The answers of kube-apiserver v1.35.4, which was asked for each as a CronJob.
it.each([
  '0 3 * * *',
  '*/5 * * * *',
  '0,30 8-18/2 1,15 jan-mar MON-fri',
  '5/10 * ? * *',
  '  0  3 * * 0 ',
  '@daily',
  '@every 1h30m',
])('%j is a schedule', (schedule) => {
  expect(cronProblem(schedule)).toBeUndefined();
});

it.each<[string, string]>([
  ['every night', '2 fields'],
  ['0 3 * * * *', '6 fields'],
  ['60 3 * * *', '"60" as the minute'],
  ['0 24 * * *', '"24" as the hour'],
  ['0 0 0 * *', '"0" as the day of the month'],
  ['0 0 * 13 *', '"13" as the month'],
  ['0 0 * * 7', '"7" as the day of the week'],
  ['*/0 * * * *', '"*/0" as the minute'],
  ['30-10 * * * *', '"30-10" as the minute'],
  ['1/2/3 * * * *', '"1/2/3" as the minute'],
  ['0 0 * foo *', '"foo" as the month'],
  ['@nightly', 'no descriptor'],
  ['@Daily', 'no descriptor'],
  ['@every soon', 'no descriptor'],
  [' @daily', '1 fields'],
  ['TZ=UTC 0 3 * * *', 'time zone'],
])('%j is none', (schedule, why) => {
  expect(cronProblem(schedule)).toContain(why);
});
