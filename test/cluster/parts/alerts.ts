import { spawnSync } from 'node:child_process';
import { describe } from '../../../references/manifest';
import { allAlerts } from '../../charts/observability/alert-cases';
import { alertTries, dateTries, read, tried } from '../../charts/observability/promtool';
import { readClusters } from '../dist';
import type { Lane } from '../lane';
import { Findings, type PartResult } from '../report';

/** Prometheus' own program reads the alerts of the output, and evaluates each on series made for it. */
export async function alertsPart({ tools }: Lane): Promise<PartResult> {
  const program = tools.path('promtool');
  if (program === undefined) throw new Error(`promtool: ${tools.reason('promtool')}`);
  const findings = new Findings();
  for (const { name, stages } of readClusters()) {
    const rules = stages.flatMap(({ objects }) => objects).filter(({ kind }) => kind === 'PrometheusRule');
    if (rules.length === 0) continue;
    findings.claim(
      `${name}: promtool reads the rules of ${rules.length} PrometheusRules`,
      rules.flatMap((rule) => {
        const said = read(program, rule.spec);
        return said === '' ? [] : [`${name}: ${describe(rule)}: ${said}`];
      }),
    );
  }
  const all = tried(program, allAlerts, alertTries);
  findings.claim(
    `each of ${allAlerts.length} alerts fires on the series that are for it, and not on those beside them`,
    all === '' ? [] : [all],
  );
  findings.claim(
    'a date that is near is told, and one that is far is not',
    dateTries.map(([alert, each]) => tried(program, [alert], [each])).filter((said) => said !== ''),
  );
  const version = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return findings.result('Prometheus: each alert fires when it has to, and only then', [
    {
      name: 'promtool',
      version: /\d+\.\d+\.\d+/.exec(`${version.stdout}${version.stderr}`)?.[0] ?? 'of an unknown version',
    },
  ]);
}
