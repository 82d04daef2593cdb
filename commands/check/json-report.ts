import type { Manifest } from '../../references/manifest';
import { printableJson } from '../../references/printable';
import { countsByRule } from './equal-findings';
import { counts } from './judge';
import { placedFindings } from './places';
import type { CheckReport } from './report';

/** The report as JSON; `version` changes when a field goes or changes its meaning. */
export function jsonReport(report: CheckReport): string {
  const findings = placedFindings(report).map(
    ({ object, place, hidden: _hidden, absent: _absent, also, ...finding }) => ({
      ...finding,
      object: objectOf(object),
      ...place,
      ...(also === undefined
        ? {}
        : { also: also.map((each) => ({ object: objectOf(each.object), path: each.path })) }),
    }),
  );
  const problems = [...report.problems, ...report.notices].map(
    ({ excerpt: _excerpt, ...problem }) => problem,
  );
  const { objects, files, ignored, known = 0, fixed = [], changed = '', unneeded = [] } = report;
  const summary = {
    objects,
    files,
    ignored,
    ...Object.fromEntries(counts(report.findings)),
    rules: countsByRule(report.findings),
    ...(known > 0 || fixed.length > 0 ? { baseline: { known, fixed } } : {}),
    ...(changed === '' ? {} : { changed }),
    ...(unneeded.length === 0 ? {} : { unneeded }),
  };
  const shown = report.summaryOnly === true ? [] : findings;
  return `${printableJson({ version: 1, findings: shown, problems, summary })}\n`;
}

function objectOf({ apiVersion, kind, metadata }: Manifest) {
  return { apiVersion, kind, namespace: metadata.namespace, name: metadata.name };
}
