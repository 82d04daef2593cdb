import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Severity } from '../../checks/finding';
import { rules } from '../../checks/rules';
import type { Problem } from '../../config/problem';
import { describe } from '../../references/manifest';
import { printableJson } from '../../references/printable';
import { fingerprintOf } from './fingerprint';
import { type PlacedFinding, placedFindings } from './places';
import type { CheckReport } from './report';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  notice: 'note',
};

/** The report in the Static Analysis Results Interchange Format 2.1.0, which code scanning services read. */
export function sarifReport(report: CheckReport): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Meshwright', rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        results: placedFindings(report).map(result),
        invocations: [
          {
            executionSuccessful: report.problems.length === 0,
            toolExecutionNotifications: [...report.problems, ...report.notices].map((problem) => ({
              level: levels[problem.severity],
              message: {
                text: `${problem.message}: found ${problem.found}; expected ${problem.expected}; ${problem.mend}`,
              },
              locations: [location(problem.file, problem)],
            })),
          },
        ],
      },
    ],
  };
  return `${printableJson(log)}\n`;
}

function descriptor({ id, severity, title, why, source }: (typeof rules)[number]): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${title}. ${why} Source: ${source}` },
    defaultConfiguration: { level: levels[severity] },
  };
}

function result(finding: PlacedFinding): Result {
  const { rule, severity, object, path, message, found, expected, nearest, mend, source, place } = finding;
  const ruleIndex = rules.findIndex(({ id }) => id === rule);
  const meant = nearest === undefined ? '' : ` (${nearest} is spelled most like it)`;
  return {
    ruleId: rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: levels[severity],
    message: {
      text: `${message}. Found ${found}; expected ${expected}${meant}. To mend it: ${mend}. Source: ${source}`,
    },
    locations: [
      {
        ...(place === undefined ? {} : location(place.file, place)),
        logicalLocations: [{ fullyQualifiedName: `${describe(object)}${path}`, kind: 'object' }],
      },
    ],
    partialFingerprints: { 'setRuleObjectPath/v1': fingerprintOf(finding) },
  };
}

function location(file: string, place: Pick<Problem, 'line' | 'column'> & { readonly endColumn?: number }) {
  const uri = encodeURI(file.replaceAll('\\', '/'));
  const { line, column, endColumn } = place;
  return {
    physicalLocation: {
      artifactLocation: { uri },
      region: { startLine: line, startColumn: column, ...(endColumn === undefined ? {} : { endColumn }) },
    },
  };
}
