import type { Severity } from '../../checks/finding';
import type { SetFinding } from './judge';

/** Findings that say the same of several places. */
export interface EqualFindings {
  readonly first: SetFinding;
  readonly others: readonly SetFinding[];
}

/** Puts together what is equal but for its object, in the order of the first of each. */
export function equalFindings(findings: readonly SetFinding[]): readonly EqualFindings[] {
  const groups = new Map<string, [SetFinding, ...SetFinding[]]>();
  for (const finding of findings) {
    const { rule, severity, path, found, expected } = finding;
    const key = JSON.stringify([rule, severity, path.replace(/\/\d+(?=\/|$)/g, '/*'), found, expected]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [finding]);
    else known.push(finding);
  }
  return [...groups.values()].map(([first, ...others]) => ({ first, others }));
}

export interface RuleCount {
  readonly rule: string;
  readonly severity: Severity;
  readonly count: number;
}

const order: readonly Severity[] = ['error', 'warning', 'notice'];

/** How many findings of each severity each rule has: the worst first, then the most. */
export function countsByRule(findings: readonly SetFinding[]): readonly RuleCount[] {
  const counts = new Map<string, RuleCount>();
  for (const { rule, severity } of findings) {
    const key = `${severity} ${rule}`;
    counts.set(key, { rule, severity, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted(
    (a, b) =>
      order.indexOf(a.severity) - order.indexOf(b.severity) ||
      b.count - a.count ||
      (a.rule < b.rule ? -1 : 1),
  );
}
