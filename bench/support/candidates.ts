import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate } from './measure';
import { clustersIn, plannedOf } from './pipeline';

/** `npm run synth` of a folder of cluster files, all of it, into a new folder. */
export function ours(name: string, clusters: string, options: readonly string[] = []): Candidate {
  return {
    name,
    command: (output) => [
      ...['npm', 'run', '--silent', 'synth', '--'],
      ...['--clusters', clusters, '--out', output, ...options],
    ],
  };
}

/** What charts of cdk8s are made of. */
export type ChartPer = 'cluster' | 'file';

/**
 * The same objects through one App of cdk8s, which is given them finished: no checks, no order.
 *
 * @param work where the objects are kept for it
 */
export function vanilla(name: string, clusters: string, per: ChartPer, work: string): Candidate {
  const charts = new Map<string, object[]>();
  for (const config of clustersIn(clusters))
    for (const { path, objects } of plannedOf(config)) {
      const chart = per === 'cluster' ? config.name : `${config.name}-${path.replace(/\W+/g, '-')}`;
      const list = charts.get(chart) ?? [];
      charts.set(chart, list);
      list.push(...objects);
    }
  const file = join(work, `objects-by-${per}-${charts.size}.json`);
  writeFileSync(file, JSON.stringify(Object.fromEntries(charts)));
  return {
    name,
    command: (output) => [
      process.execPath,
      // More than it takes: a full heap would be slow.
      '--max-old-space-size=8192',
      'tools/compiled/run.js',
      'bench/support/vanilla.ts',
      output,
    ],
    environment: { VANILLA_OBJECTS: file },
  };
}
