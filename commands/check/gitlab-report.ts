import type { Severity } from '../../checks/finding';
import { describe } from '../../references/manifest';
import { printableJson } from '../../references/printable';
import { fingerprintOf } from './fingerprint';
import { placedFindings } from './places';
import type { CheckReport } from './report';

const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', notice: 'info' };

/** The report for GitLab's merge requests (Code Quality, a part of Code Climate's format). */
export function gitlabReport(report: CheckReport): string {
  const used = new Map<string, number>();
  const findings = placedFindings(report).map((finding) => {
    const { rule, severity, message, object, path, place, found, expected, mend } = finding;
    const print = fingerprintOf(finding);
    const before = used.get(print) ?? 0;
    used.set(print, before + 1);
    return {
      description: `${message} (${describe(object)}${path}): found ${found}; expected ${expected}; ${mend}`,
      check_name: rule,
      // GitLab drops the second of two with one fingerprint.
      fingerprint: before === 0 ? print : `${print}-${before}`,
      severity: severities[severity],
      location: { path: place?.file ?? '-', lines: { begin: place?.line ?? 1 } },
    };
  });
  const problems = report.problems.map(({ file, line, message, found, mend }) => ({
    description: `${message}: found ${found}; ${mend}`,
    check_name: 'input',
    fingerprint: `input ${file}:${line}:${message}`,
    severity: 'blocker',
    location: { path: file, lines: { begin: line } },
  }));
  return `${printableJson([...problems, ...findings])}\n`;
}
