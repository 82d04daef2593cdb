import { check } from '../../../checks/check';
import { rules } from '../../../checks/rules';
import type { Manifest } from '../../../references/manifest';
import { buildIndex } from '../../../references/reference-index';
import { isLater, references, surroundings } from './surroundings';

/** What a program and the rules say of one object. */
export interface Comparison {
  readonly object: Manifest;
  readonly path: string;
  readonly how: string;
  readonly refused: boolean;
  readonly at: readonly string[];
  /** Errors of the rules about the object itself. */
  readonly errors: readonly string[];
}

/** How often a program and the rules say the same of objects of a kind. */
export interface KindRow {
  readonly kind: string;
  readonly asked: number;
  readonly agreed: number;
  /** Refused by the program, and passed by the rules. */
  readonly missed: readonly Comparison[];
  /** Taken by the program, and an error for the rules. */
  readonly wrong: readonly Comparison[];
  /** Taken by the program, and an error only for rules about what becomes of it later. */
  readonly later: readonly Comparison[];
}

const components = ['kong-mesh', 'kong-crds', 'external-secrets', 'app-mesh-controller', 'gateway-api-crds'];

/** The errors that the rules have about an object that stands alone. */
export function errorsAbout(object: Manifest): readonly string[] {
  const given = [...components, 'Mesh default', `Namespace ${object.metadata.namespace ?? 'default'}`];
  const { findings } = check({ index: buildIndex([object], { given }), given }, rules);
  return findings
    .filter(({ severity, rule }) => severity === 'error' && !surroundings.has(rule))
    .map(({ rule, path }) => `${rule} ${path}`);
}

const ruleOf = (error: string) => error.slice(0, error.indexOf(' '));

export function rowsByKind(comparisons: readonly Comparison[]): readonly KindRow[] {
  const kinds = new Map<string, Comparison[]>();
  for (const comparison of comparisons) {
    const { kind } = comparison.object;
    kinds.set(kind, [...(kinds.get(kind) ?? []), comparison]);
  }
  return [...kinds]
    .map(([kind, all]) => {
      const missed = all.filter(({ refused, errors }) => refused && errors.length === 0);
      const accused = all.filter(
        ({ refused, errors }) => !refused && errors.some((error) => !references.has(ruleOf(error))),
      );
      const wrong = accused.filter(({ object, errors }) =>
        errors.some((error) => !isLater(ruleOf(error), object) && !references.has(ruleOf(error))),
      );
      const refusedLater = accused.filter((comparison) => !wrong.includes(comparison));
      const agreed = all.length - missed.length - accused.length;
      return { kind, asked: all.length, agreed, missed, wrong, later: refusedLater };
    })
    .toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
}

/** The table of one program, in Markdown, with columns as wide as their cells. */
export function tableOf(rows: readonly KindRow[]): string {
  const share = (part: number, whole: number) =>
    whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
  const count = (of: readonly Comparison[], whole: number) => `${of.length} (${share(of.length, whole)})`;
  const lines = [
    ['kind', 'objects', 'agreed', 'missed', 'false', 'fails later'],
    ...rows.map(({ kind, asked, agreed, missed, wrong, later: refusedLater }) => [
      kind,
      String(asked),
      share(agreed, asked),
      count(missed, asked),
      count(wrong, asked),
      String(refusedLater.length),
    ]),
  ];
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  const [head = '', ...body] = lines.map(
    (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  return [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body].join('\n');
}

/** Why what is left of the disagreements is left. */
const reasons: readonly (readonly [line: RegExp, reason: string])[] = [
  [
    /^missed \w+ \/spec\/\S*, empty map: .*must be of type object: "null"/,
    'server-side apply makes null of the empty map, which definition and webhook take as it is written',
  ],
];

/** One line for each disagreement: kind, field, what was changed, what the two sides say, and why it is left. */
export function disagreementsOf(rows: readonly KindRow[]): readonly string[] {
  const lines = rows.flatMap(({ kind, missed, wrong }) => [
    ...missed.map(({ path, how, at }) => `missed ${kind} ${path}, ${how}: ${at.join('; ') || 'refused'}`),
    ...wrong.map(({ path, how, errors }) => `false ${kind} ${path}, ${how}: ${errors.join('; ')}`),
  ]);
  return [...new Set(lines)].map(withReason);
}

/** A line with the reason for which the disagreement is left, where one is known. */
export function withReason(line: string): string {
  const [, reason] = reasons.find(([pattern]) => pattern.test(line)) ?? [];
  return reason === undefined ? line : `${line} (${reason})`;
}
