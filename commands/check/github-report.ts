import type { Severity } from '../../checks/finding';
import { describe } from '../../references/manifest';
import { oneLine } from '../../references/printable';
import { placedFindings } from './places';
import type { CheckReport } from './report';

/** The report as workflow commands, which GitHub shows beside the lines of a pull request. */
export function githubReport(report: CheckReport): string {
  const problems = [...report.problems, ...report.notices].map(
    ({ severity, file, line, column, message, found, expected, mend }) =>
      command(severity, { file, line, col: column, title: message }, [
        `found: ${found}`,
        `expected: ${expected}`,
        `mend: ${mend}`,
      ]),
  );
  const findings = placedFindings(report).map(
    ({ severity, rule, place, object, path, message, found, expected, mend, source }) =>
      command(
        severity,
        place === undefined
          ? { title: rule }
          : {
              file: place.file,
              line: place.line,
              col: place.column,
              endColumn: place.endColumn,
              title: rule,
            },
        [
          message,
          `object: ${describe(object)}${path}`,
          `found: ${found}`,
          `expected: ${expected}`,
          `mend: ${mend}`,
          `source: ${source}`,
        ],
      ),
  );
  return [...problems, ...findings].join('');
}

function command(
  severity: Severity,
  properties: Readonly<Record<string, string | number>>,
  lines: readonly string[],
): string {
  const list = Object.entries(properties).map(
    ([key, value]) => `${key}=${escapeProperty(oneLine(String(value)))}`,
  );
  return `::${severity} ${list.join(',')}::${escapeData(lines.map(oneLine).join('\n'))}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
