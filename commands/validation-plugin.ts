import type { Finding } from '../checks/finding';
import { withoutCredentials } from '../credentials/shown';
import { describe } from '../references/manifest';
import { judge } from './check/judge';
import { placeOfFinding } from './finding-diagnostics';
import { readInputs } from './manifests/inputs';

/** What cdk8s hands to a plugin, as far as this one uses it (cdk8s-cli `ValidationContext`). */
export interface PluginContext {
  /** Paths of the manifests that the app wrote. */
  readonly manifests: readonly string[];
  readonly logger: { log(message: string): void };
  readonly report: {
    addViolation(violation: PluginViolation): void;
    submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
  };
}

/** A violation in the words of cdk8s. */
export interface PluginViolation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly {
    readonly resourceName: string;
    readonly locations: readonly string[];
    readonly manifestPath: string;
  }[];
}

/** Properties of the plugin in `cdk8s.yaml`. */
export interface PluginProperties {
  /** What the cluster has already, as in a cluster file. @default nothing */
  readonly given?: readonly string[];
  /** The least severity that fails the synthesis. @default error */
  readonly failOn?: 'error' | 'warning';
}

/** Judges the manifests of any cdk8s app by every rule. Errors fail its synthesis; warnings and notices are only printed. */
export class MeshwrightValidation {
  private readonly given: readonly string[];
  private readonly failing: ReadonlySet<string>;

  constructor({ given = [], failOn = 'error' }: PluginProperties = {}) {
    this.given = given;
    this.failing = new Set(failOn === 'warning' ? ['error', 'warning'] : ['error']);
  }

  async validate({ manifests, logger, report }: PluginContext): Promise<void> {
    const inputs = readInputs(manifests, { given: this.given });
    for (const { file, line, column, message, found, mend } of inputs.problems) {
      report.addViolation({
        ruleName: message,
        recommendation: `found ${found}`,
        fix: mend,
        violatingResources: [{ resourceName: file, locations: [`${line}:${column}`], manifestPath: file }],
      });
    }
    // An app says what its cluster has besides: what neither brings is missing.
    const sets = inputs.sets.map((set) => ({ ...set, open: false }));
    const { findings, textOf } = judge(inputs.problems.length === 0 ? sets : []);
    for (const finding of findings) {
      const place = placeOfFinding(finding, textOf);
      const file = place?.file ?? '';
      if (this.failing.has(finding.severity)) report.addViolation(violation(finding, file, place?.line));
      else logger.log(`${finding.severity}[${finding.rule}] ${file}:${place?.line ?? 0}: ${finding.message}`);
    }
    const failed = inputs.problems.length > 0 || findings.some(({ severity }) => this.failing.has(severity));
    report.submit(failed ? 'failure' : 'success', { findings: String(findings.length) });
  }
}

function violation(finding: Finding, manifestPath: string, line: number | undefined): PluginViolation {
  const { rule, message, found, expected, nearest, mend, source, object, path } = finding;
  const meant = nearest === undefined ? '' : ` (${nearest}?)`;
  return {
    ruleName: rule,
    recommendation: `${message}: found ${found}; expected ${expected}${meant}`,
    fix: `${mend}. Source: ${source}`,
    violatingResources: [
      {
        resourceName: withoutCredentials(describe(object)),
        locations: [
          `${path === '' ? '/' : withoutCredentials(path)}${line === undefined ? '' : `, line ${line}`}`,
        ],
        manifestPath,
      },
    ],
  };
}
