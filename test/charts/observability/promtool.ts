import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alert } from '../../../charts/observability/alerts/alert';
import { onMachine } from '../../cluster/server/on-machine';
import { alertCases, dateAlerts } from './alert-cases';

/** Prometheus' program for rules, where it is on the machine. */
export function promtool(): string | undefined {
  return onMachine('MESHWRIGHT_PROMTOOL', 'promtool');
}

export const withoutPromtool =
  'promtool is neither named in MESHWRIGHT_PROMTOOL nor on the PATH; Debian has it in the package prometheus';

/** Whether an alert fires on series, at a time. */
export interface Try {
  readonly name: string;
  readonly series: Readonly<Record<string, string>>;
  readonly alert: string;
  readonly at: string;
  readonly firing: number;
}

/** Every alert on the series that are for it, and on those beside them. */
export const alertTries: readonly Try[] = alertCases.flatMap(({ alert, fires, quiet, at = '2h' }): Try[] => [
  { name: `${alert} fires`, series: fires, alert, at, firing: 1 },
  { name: `${alert} is quiet`, series: quiet, alert, at, firing: 0 },
]);

/** A date that is near, and one that is far. */
export const dateTries: readonly (readonly [Alert, Try])[] = (
  [
    [dateAlerts.near, 1],
    [dateAlerts.far, 0],
  ] as const
).map(([alert, firing]) => [alert, { name: alert.expr, series: {}, alert: alert.alert, at: '1h', firing }]);

/** What promtool says of rules and tries: empty where all is as it should be. */
export function tried(program: string, alerts: readonly Alert[], tries: readonly Try[]): string {
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
  const files = {
    'rules.json': rulesOf(alerts),
    'tests.json': { rule_files: ['rules.json'], evaluation_interval: '5m', tests },
  };
  return said(program, ['test', 'rules', 'tests.json'], files);
}

/** What promtool says against rules as a PrometheusRule has them, its `spec`: empty where it reads them all. */
export function read(program: string, spec: unknown): string {
  return said(program, ['check', 'rules', 'rules.json'], { 'rules.json': spec });
}

function said(program: string, args: readonly string[], files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'meshwright-promtool-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(folder, name), JSON.stringify(content));
    }
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
    if (error !== undefined) throw error;
    return status === 0 ? '' : `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rulesOf(alerts: readonly Alert[]): unknown {
  const rules = alerts.map(({ alert, expr, severity, labels, summary, description, for: duration }) => ({
    alert,
    expr,
    for: duration,
    labels: { severity, ...labels },
    annotations: { summary, description },
  }));
  return { groups: [{ name: 'all', rules }] };
}
