import { printableJson } from '../../references/printable';
import { counts } from './judge';
import { placedFindings } from './places';
import type { CheckReport } from './report';

/** The report as JSON; `version` changes when a field goes or changes its meaning. */
export function jsonReport(report: CheckReport): string {
  const findings = placedFindings(report).map(({ object, place, hidden: _hidden, ...finding }) => ({
    ...finding,
    object: {
      apiVersion: object.apiVersion,
      kind: object.kind,
      namespace: object.metadata.namespace,
      name: object.metadata.name,
    },
    ...place,
  }));
  const problems = [...report.problems, ...report.notices].map(
    ({ excerpt: _excerpt, ...problem }) => problem,
  );
  const { objects, files, ignored } = report;
  const summary = { objects, files, ignored, ...Object.fromEntries(counts(report.findings)) };
  return `${printableJson({ version: 1, findings, problems, summary })}\n`;
}
