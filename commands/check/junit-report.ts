import type { Severity } from '../../checks/finding';
import { describe } from '../../references/manifest';
import { oneLine } from '../../references/printable';
import { counts } from './judge';
import { placedFindings } from './places';
import { atLeast, type CheckReport } from './report';

/** The report as JUnit's XML, which most CI servers show: a test case for each finding, and one for the whole. */
export function junitReport(report: CheckReport): string {
  const findings = placedFindings(report);
  const fails = (severity: Severity) => atLeast(severity, report.failOn ?? 'error');
  const failures = findings.filter(({ severity }) => fails(severity));
  const unread = report.problems.map(
    ({ file, line, message, found, mend }) =>
      `<testcase classname="input" name="${escaped(`${file}:${line}`)}"><error message="${escaped(message)}">${escaped(`${found}; ${mend}`)}</error></testcase>`,
  );
  const cases = findings.map(
    ({ rule, severity, object, path, place, message, found, expected, mend, source }) => {
      const where = place === undefined ? '' : ` file="${escaped(place.file)}" line="${place.line}"`;
      const text = `${describe(object)}${path}\nfound: ${found}\nexpected: ${expected}\nmend: ${mend}\nsource: ${source}`;
      const body = fails(severity)
        ? `<failure type="${severity}" message="${escaped(message)}">${escaped(text)}</failure>`
        : `<system-out>${escaped(`${severity}: ${message}\n${text}`)}</system-out>`;
      return `<testcase classname="${escaped(rule)}" name="${escaped(`${describe(object)}${path}`)}"${where}>${body}</testcase>`;
    },
  );
  const summary = counts(report.findings)
    .map(([severity, count]) => `${severity}: ${count}`)
    .join(', ');
  const whole = `<testcase classname="check" name="${escaped(`${report.objects} objects in ${report.files} files`)}"><system-out>${escaped(summary)}</system-out></testcase>`;
  const all = [whole, ...unread, ...cases];
  const sums = `tests="${all.length}" failures="${failures.length}" errors="${unread.length}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="meshwright" ${sums}>
<testsuite name="check" ${sums}>
${all.join('\n')}
</testsuite>
</testsuites>
`;
}

/** What XML 1.0 has no place for, not even escaped. */
const impossible = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

function escaped(text: string): string {
  return text
    .split('\n')
    .map(oneLine)
    .join('\n')
    .replace(impossible, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
