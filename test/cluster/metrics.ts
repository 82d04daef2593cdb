import { exportedMetrics } from '../../charts/observability/exported-metrics';
import type { Findings } from './report';

const table: Readonly<
  Record<
    string,
    { readonly source: string; readonly labels: readonly string[]; readonly histogram?: boolean }
  >
> = exportedMetrics;

/** What a program gives at its endpoint for Prometheus: each metric's type, and the labels of its series. */
export type Exposition = ReadonlyMap<string, { readonly type: string; readonly labels: ReadonlySet<string> }>;

/** Reads Prometheus' text format. */
export function readExposition(text: string): Exposition {
  const found = new Map<string, { type: string; labels: Set<string> }>();
  const of = (name: string) => {
    const entry = found.get(name) ?? { type: 'untyped', labels: new Set<string>() };
    found.set(name, entry);
    return entry;
  };
  for (const line of text.split('\n')) {
    const [, typed, type] = /^# TYPE (\S+) (\S+)/.exec(line) ?? [];
    if (typed !== undefined && type !== undefined) of(typed).type = type;
    const [, name, labels] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /.exec(line) ?? [];
    if (name === undefined) continue;
    const whole = name.replace(/_(bucket|sum|count)$/, '');
    const entry = found.get(whole)?.type === 'histogram' ? of(whole) : of(name);
    for (const [, label = ''] of (labels ?? '').matchAll(/(?:^|,)([a-zA-Z_]\w*)="/g)) entry.labels.add(label);
  }
  return found;
}

/** What a program gives at its endpoint. */
export async function fetched(url: string): Promise<Exposition> {
  return readExposition(await (await fetch(url)).text());
}

/**
 * States that a program gives the metrics that alerts and dashboard ask it for, with their labels.
 *
 * @param of the beginning of the sources of the metrics that are the program's
 * @param quiet metrics of which there is no series until something happens that does not happen here, and why not
 */
export function claimMetrics(
  findings: Findings,
  program: string,
  exposition: Exposition,
  of: RegExp,
  quiet: Readonly<Record<string, string>> = {},
): void {
  const names = Object.keys(table).filter((name) => of.test(table[name]?.source ?? ''));
  const asked = names.filter((name) => exposition.has(name) || !Object.hasOwn(quiet, name));
  findings.claim(
    `${program} gives the ${asked.length} metrics that alerts and dashboard ask it for, with their labels: ${asked.join(', ')}`,
    asked.flatMap((name) => {
      const [wanted, given] = [table[name], exposition.get(name)];
      if (given === undefined) return [`${program} does not give ${name}`];
      const isHistogram = given.type === 'histogram';
      return [
        ...(isHistogram === (wanted?.histogram ?? false)
          ? []
          : [`${program} gives ${name} as a ${given.type}`]),
        ...(wanted?.labels ?? [])
          .filter((label) => !given.labels.has(label))
          .map((label) => `${program} gives ${name} without ${label}, with ${[...given.labels].join(', ')}`),
      ];
    }),
  );
  for (const name of names.filter((each) => !asked.includes(each))) {
    findings.gap(`that ${program} gives ${name}`, quiet[name] ?? '');
  }
}
