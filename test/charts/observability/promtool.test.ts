import { alertCases, allAlerts } from './alert-cases';
import { alertTries, dateTries, promtool, tried, withoutPromtool } from './promtool';

const program = promtool();
if (program === undefined) process.stderr.write(`alerts are not tried: ${withoutPromtool}\n`);

test('every alert has a case in which it fires and one in which it does not', () => {
  expect(alertCases.map(({ alert }) => alert).toSorted()).toEqual(
    allAlerts.map(({ alert }) => alert).toSorted(),
  );
});

(program === undefined ? describe.skip : describe)(
  program === undefined ? withoutPromtool : 'promtool',
  () => {
    test('fires each alert on the series that are for it, and not on those beside them', () => {
      expect(tried(program ?? '', allAlerts, alertTries)).toBe('');
    });

    test('fires a date that is near, and not one that is far', () => {
      for (const [alert, each] of dateTries) expect(tried(program ?? '', [alert], [each])).toBe('');
    });

    test('would not fire where the limit is another', () => {
      const fires = alertTries.filter(({ name }) => name === 'KongRouteErrors fires');
      const lax = allAlerts.map((each) => ({ ...each, expr: each.expr.replace('> 5', '> 50') }));
      expect(tried(program ?? '', lax, fires)).toContain('FAILED');
    });
  },
);
