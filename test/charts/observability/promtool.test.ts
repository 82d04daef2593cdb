import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alert } from '../../../charts/observability/alerts/alert';
import { alertCases, allAlerts, dateAlerts } from './alert-cases';

const promtool = process.env.MESHWRIGHT_PROMTOOL;
const why = 'MESHWRIGHT_PROMTOOL does not name promtool, of the package prometheus of Debian';
if (promtool === undefined) process.stderr.write(`alerts are not tried: ${why}\n`);

function rulesOf(alerts: readonly Alert[]): string {
  const rules = alerts.map(({ alert, expr, severity, labels, summary, description, for: duration }) => ({
    alert,
    expr,
    for: duration,
    labels: { severity, ...labels },
    annotations: { summary, description },
  }));
  return JSON.stringify({ groups: [{ name: 'all', rules }] });
}

interface Try {
  readonly name: string;
  readonly series: Readonly<Record<string, string>>;
  readonly alert: string;
  readonly at: string;
  readonly firing: number;
}

/** What promtool says of rules and tries: empty where all is as it should be. */
function tried(alerts: readonly Alert[], tries: readonly Try[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'meshwright-promtool-'));
  try {
    writeFileSync(join(folder, 'rules.json'), rulesOf(alerts));
    const tests = tries.map(({ name, series, alert, at, firing }) => ({
      name,
      interval: '1m',
      input_series: Object.entries(series).map(([key, values]) => ({ series: key, values })),
      promql_expr_test: [
        {
          expr: `count(ALERTS{alertname="${alert}",alertstate="firing"}) or vector(0)`,
          eval_time: at,
          exp_samples: [{ labels: '{}', value: firing }],
        },
      ],
    }));
    writeFileSync(
      join(folder, 'tests.json'),
      JSON.stringify({ rule_files: ['rules.json'], evaluation_interval: '5m', tests }),
    );
    const { status, stdout, stderr } = spawnSync(promtool ?? '', ['test', 'rules', 'tests.json'], {
      cwd: folder,
      encoding: 'utf8',
    });
    return status === 0 ? '' : `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('every alert has a case in which it fires and one in which it does not', () => {
  expect(alertCases.map(({ alert }) => alert).toSorted()).toEqual(
    allAlerts.map(({ alert }) => alert).toSorted(),
  );
});

(promtool === undefined ? describe.skip : describe)(promtool === undefined ? why : 'promtool', () => {
  test('fires each alert on the series that are for it, and not on those beside them', () => {
    const tries = alertCases.flatMap(({ alert, fires, quiet, at = '2h' }): Try[] => [
      { name: `${alert} fires`, series: fires, alert, at, firing: 1 },
      { name: `${alert} is quiet`, series: quiet, alert, at, firing: 0 },
    ]);
    expect(tried(allAlerts, tries)).toBe('');
  });

  test('fires a date that is near, and not one that is far', () => {
    for (const [alert, firing] of [
      [dateAlerts.near, 1],
      [dateAlerts.far, 0],
    ] as const) {
      expect(tried([alert], [{ name: alert.expr, series: {}, alert: alert.alert, at: '1h', firing }])).toBe(
        '',
      );
    }
  });

  test('would not fire where the limit is another', () => {
    const [first] = alertCases.filter(({ alert }) => alert === 'KongRouteErrors');
    const lax = allAlerts.map((each) => ({ ...each, expr: each.expr.replace('> 5', '> 50') }));
    const said = tried(lax, [
      { name: 'lax', series: first?.fires ?? {}, alert: 'KongRouteErrors', at: '2h', firing: 1 },
    ]);
    expect(said).toContain('FAILED');
  });
});
