import { dirname, relative, resolve } from 'node:path';
import type { Severity } from '../../checks/finding';
import { shortPath } from '../short-path';
import type { Judgement, SetFinding } from './judge';
import { pathPattern } from './path-pattern';
import type { CheckSettings } from './settings';

const ranks = { error: 0, warning: 1, notice: 2, off: 3 } as const;

interface Change {
  readonly severity: Severity | 'off';
  readonly holds: (finding: SetFinding, file: string) => boolean;
}

/** Findings with the severities that settings give them, and what was done, in words. */
export function withSeverities(
  { findings, textOf }: Pick<Judgement, 'findings' | 'textOf'>,
  settings: CheckSettings | undefined,
): { readonly findings: readonly SetFinding[]; readonly changed: string } {
  if (settings === undefined || settings.severities.length === 0) return { findings, changed: '' };
  const folder = dirname(resolve(settings.file));
  const changes = settings.severities.map((entry): Change => {
    const rule = rulePattern(entry.rule);
    const path = entry.path === undefined ? undefined : pathPattern(entry.path);
    return {
      severity: entry.severity,
      holds: (finding, file) =>
        rule(finding.rule) &&
        (entry.kind === undefined || entry.kind === finding.object.kind) &&
        (path === undefined || path(file)),
    };
  });
  const sums = { lowered: 0, raised: 0, off: 0 };
  const changed = findings.flatMap((finding) => {
    const file = relative(folder, resolve(textOf(finding.object)?.source.file ?? ''));
    const change = changes.find(({ holds }) => holds(finding, file));
    if (change === undefined || change.severity === finding.severity) return [finding];
    if (change.severity === 'off') {
      sums.off++;
      return [];
    }
    sums[ranks[change.severity] > ranks[finding.severity] ? 'lowered' : 'raised']++;
    return [{ ...finding, severity: change.severity }];
  });
  const said = [
    ...(sums.lowered > 0 ? [`${sums.lowered} lowered`] : []),
    ...(sums.raised > 0 ? [`${sums.raised} raised`] : []),
    ...(sums.off > 0 ? [`${sums.off} left out`] : []),
  ];
  const text = said.length === 0 ? '' : `findings changed by ${shortPath(settings.file)}: ${said.join(', ')}`;
  return { findings: changed, changed: text };
}

/** A test of rule ids: an id, or a family as `kong/*`. */
export function rulePattern(pattern: string): (rule: string) => boolean {
  return pattern.endsWith('/*')
    ? (rule) => rule.startsWith(pattern.slice(0, -1))
    : (rule) => rule === pattern;
}
