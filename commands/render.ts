import { oneLine } from '../references/printable';

/** Something to tell the user, with as much of its place as is known. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'notice';
  /** Id of the rule that says so. */
  readonly code?: string;
  /** What is wrong, in one line. */
  readonly title: string;
  /** Further lines of what is wrong, such as the objects of a circle. */
  readonly more?: readonly string[];
  /** Where: `clusters/a.yaml:4:12`, or an object. */
  readonly location?: string;
  /** The line of text that is meant, its number, and the part of it to underline. */
  readonly excerpt?: {
    readonly line: number;
    readonly text: string;
    readonly start: number;
    readonly length: number;
  };
  /** Labelled lines below, such as found, expected, mend. */
  readonly notes: readonly (readonly [label: string, text: string])[];
}

/** How diagnostics are printed. */
export interface RenderOptions {
  /** ANSI colours; without them the text is plain. */
  readonly colour: boolean;
  /** Most diagnostics to print; the rest are counted. Default: 100. */
  readonly limit?: number;
}

const ansi = { error: 31, warning: 33, notice: 36, frame: 34, bold: 1 } as const;
type Style = keyof typeof ansi;

/** Prints diagnostics in the manner of rustc, with an empty line between two and a final newline; empty for none. */
export function render(diagnostics: readonly Diagnostic[], options: RenderOptions): string {
  const limit = options.limit ?? 100;
  const shown = diagnostics.slice(0, limit).map((diagnostic) => one(diagnostic, options.colour));
  if (diagnostics.length > limit) shown.push(`... and ${diagnostics.length - limit} more\n`);
  return shown.join('\n');
}

/** `2 errors, 1 notice`, in that order, without the kinds that are not there. */
export function summary(diagnostics: readonly Pick<Diagnostic, 'severity'>[]): string {
  return (['error', 'warning', 'notice'] as const)
    .map((severity) => [severity, diagnostics.filter((each) => each.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}${count === 1 ? '' : 's'}`)
    .join(', ');
}

function one(
  { severity, code, title, more = [], location, excerpt, notes }: Diagnostic,
  colour: boolean,
): string {
  const style = (kind: Style, text: string) => (colour ? `\u001b[${ansi[kind]}m${text}\u001b[0m` : text);
  const kind = code === undefined ? severity : `${severity}[${code}]`;
  const lines = [`${style(severity, kind)}: ${style('bold', oneLine(title))}`];
  for (const line of more) lines.push(`  ${oneLine(line)}`.trimEnd());
  const number = excerpt === undefined ? '' : String(excerpt.line);
  const gutter = ' '.repeat(number.length);
  if (location !== undefined) lines.push(`${gutter}${style('frame', '-->')} ${oneLine(location)}`);
  if (excerpt !== undefined) {
    const bar = style('frame', '|');
    // What is escaped is wider than it was, before and below the marks.
    const before = oneLine(excerpt.text.slice(0, excerpt.start));
    const meant = oneLine(excerpt.text.slice(excerpt.start, excerpt.start + excerpt.length));
    const rest = oneLine(excerpt.text.slice(excerpt.start + excerpt.length));
    const width = Math.max(meant.length, excerpt.length, 1);
    const marks = ' '.repeat(before.length) + style(severity, '^'.repeat(width));
    lines.push(`${gutter} ${bar}`);
    lines.push(`${style('frame', number)} ${bar} ${before}${meant}${rest}`.trimEnd());
    lines.push(`${gutter} ${bar} ${marks}`);
  }
  const width = Math.max(0, ...notes.map(([label]) => label.length)) + 1;
  for (const [label, text] of notes) {
    lines.push(`${gutter} ${style('frame', '=')} ${`${label}:`.padEnd(width)} ${oneLine(text)}`);
  }
  return `${lines.join('\n')}\n`;
}
