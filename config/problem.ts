import { hiddenNear } from '../credentials/hidden-near';
import { withoutCredentials } from '../credentials/shown';

/** How bad a problem is: an `error` stops the run, a `notice` is only said. */
export type Severity = 'error' | 'notice';

/** One thing that is wrong with a cluster file, or worth knowing about it, at its place in the file's text. */
export interface Problem {
  readonly severity: Severity;
  /** The file's name as it was given, such as `clusters/us-west-2.yaml`. */
  readonly file: string;
  /** Line and column count from 1; a column is one UTF-16 code unit wide. */
  readonly line: number;
  readonly column: number;
  /** The field, such as `patches[0].operations[1].path`; empty for the file as a whole. */
  readonly path: string;
  /** What is wrong, in a few words. */
  readonly message: string;
  /** What stands in the file: its source text, and how YAML reads it where that differs. */
  readonly found: string;
  readonly expected: string;
  /** What to do about it. */
  readonly mend: string;
  /** The known key or value that is spelled most like the one found. */
  readonly nearest?: string;
  /** The line of the file that the problem is in, or the part of it around the problem where it is long. */
  readonly excerpt: {
    readonly text: string;
    /** Offset in `text` of the first character that is meant, and how many are. */
    readonly start: number;
    readonly length: number;
  };
}

/** A problem without its place, which `locate` adds. */
export type Finding = Pick<Problem, 'path' | 'message' | 'found' | 'expected' | 'mend'> & {
  readonly severity?: Severity;
  readonly nearest?: string | undefined;
  /** Leaves the text itself out of the excerpt. */
  readonly hidden?: boolean;
};

/** A stretch of a text: offsets of its first character and of the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** Where it stands, when that is not the file at hand: a value that another file was merged with. */
  readonly origin?: Origin;
}

/** The file that a value stands in, and the path at which it stands there. */
export interface Origin {
  readonly source: SourceText;
  readonly path: readonly PropertyKey[];
  /** Whether it is an alias here, whose text stands at its anchor. @default false */
  readonly aliased?: boolean;
}

/** The text of one file, with what is needed to turn an offset into a line and a column. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  /** Offset of the first character of every line, ascending. */
  readonly lineStarts: readonly number[];
}

/** Prepares a text for `locate`, in one pass. */
export function sourceText(file: string, text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts };
}

/** The line of an offset, counted from 0. */
function lineOf(source: SourceText, offset: number): number {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Line and column, both from 1, of an offset. */
export function positionOf(source: SourceText, offset: number): { line: number; column: number } {
  const inside = Math.max(0, Math.min(offset, source.text.length));
  const line = lineOf(source, inside);
  return { line: line + 1, column: inside - (source.lineStarts[line] ?? 0) + 1 };
}

/** How much of a long line is shown before and after the start of a problem. */
const before = 60;
const after = 100;

/** Gives a finding its place in a file, the span's own where it has one. A span over the end of its line is cut there. */
export function locate(file: SourceText, span: Span, finding: Finding): Problem {
  const source = span.origin?.source ?? file;
  const { line, column } = positionOf(source, span.start);
  const at = (source.lineStarts[line - 1] ?? 0) + column - 1;
  const from = Math.max(source.lineStarts[line - 1] ?? 0, at - before);
  const next = source.lineStarts[line];
  const to = Math.min(next === undefined ? source.text.length : next - 1, at + after);
  const { masked, values } = hiddenNear(source, {
    start: from,
    end: Math.max(to, Math.min(span.end, to + 10_000)),
  });
  const text = masked.slice(0, to - from).replace(/\r$/, '');
  const shown = (words: string) => withoutCredentials(shortened(words), values);
  const length = Math.max(1, Math.min(span.end - span.start, text.length - (at - from)));
  const { severity = 'error', nearest, hidden = false, path, message, found, expected, mend } = finding;
  return {
    severity,
    file: source.file,
    line,
    column,
    path: shown(path),
    message: shown(message),
    found: shown(found),
    expected: shown(expected),
    mend: shown(mend),
    ...(nearest === undefined ? {} : { nearest: shown(nearest) }),
    excerpt: {
      text: hidden ? `${text.slice(0, at - from)}${'*'.repeat(length)}` : text,
      start: at - from,
      length,
    },
  };
}

/** A key or value may have megabytes; so much of a text is shown. */
const longest = 2_000;

function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}... (${text.length} characters)`;
}

/** Order of problems: by file, then by place, then by path; the same on every machine. */
export function compareProblems(a: Problem, b: Problem): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.path, b.path) ||
    compareText(a.message, b.message)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A path as it is printed: `a.b[0]["c.d"]`. */
export function pathText(path: readonly PropertyKey[]): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (/^[\w$-]+$/.test(String(part))) text += `${text === '' ? '' : '.'}${String(part)}`;
    else text += `[${JSON.stringify(String(part))}]`;
  }
  return text;
}
