import { dirname, relative, resolve } from 'node:path';
import type { Finding, Severity } from '../../checks/finding';
import type { TextOf } from '../finding-diagnostics';
import type { Settings } from '../settings/schema';
import { shortPath } from '../short-path';
import { pathPattern } from './path-pattern';

const ranks = { error: 0, warning: 1, notice: 2, off: 3 } as const;

interface Change {
  readonly severity: Severity | 'off';
  readonly holds: (finding: Finding, file: string) => boolean;
}

/** What a `meshwright.yaml` makes of findings. */
export interface SeveritySettings {
  readonly severities: Settings['check']['severities'];
  /** Where the file is; paths in it start at its folder. */
  readonly file: string;
}

/** Findings with the severities that settings give them, and what was done, in words. */
export function withSeverities<Found extends Finding>(
  { findings, textOf }: { readonly findings: readonly Found[]; readonly textOf: TextOf },
  settings: SeveritySettings | undefined,
): { readonly findings: readonly Found[]; readonly changed: string } {
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
