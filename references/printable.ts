import { showing, withoutCredentials } from '../credentials/shown';

/**
 * What of a text out of a file, a name or a server's answer never reaches a terminal, a log or a page as it is: control
 * characters, line breaks of any kind, marks that turn the direction of the text, and letters that nobody sees.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/u;
const eachUnprintable = new RegExp(unprintable, 'gu');

/** Marks by which CI runners take a line of a log for a command, wherever in the line they are. */
const runnerMark = /##(?=[a-z]*\[)/i;
const eachRunnerMark = new RegExp(runnerMark, 'gi');

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', ' '],
]);

/**
 * The text as one line that does nothing but stand there: what is unprintable as an escape that shows what it is
 * (`\u001b`), a tab as a space, no command of a CI runner (`::error::` at the start, `##[error]` anywhere), and no credential.
 */
export function oneLine(text: string): string {
  let line = withoutCredentials(text);
  if (unprintable.test(line))
    line = line.replace(eachUnprintable, (sign) => shortEscapes.get(sign) ?? escaped(sign));
  if (line.includes('##') && runnerMark.test(line)) line = line.replace(eachRunnerMark, '\\u0023#');
  return isRunnerCommand(line) ? line.replace('::', '\\u003a:') : line;
}

/** Whether a runner of GitHub would take the line for a command: `::name ...::`, after spaces. */
function isRunnerCommand(line: string): boolean {
  const start = line.trimStart();
  return /^::[a-z]/i.test(start) && start.includes('::', 2);
}

function escaped(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/**
 * A value as JSON of several lines, with what is unprintable escaped in its texts, of which a reader of JSON sees no difference, and
 * without credentials.
 */
export function printableJson(value: unknown, indent = 2): string {
  const text = JSON.stringify(value, showing, indent);
  return text
    .replace(eachUnprintable, (sign) => (sign === '\n' ? sign : jsonEscape(sign)))
    .replace(eachRunnerMark, '\\u0023#');
}

function jsonEscape(sign: string): string {
  return sign
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** Sequences that this program writes: colours, and what takes a line of progress away. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's sequences begin with one
const ours = /(\u001b\[\d{1,2}m|\r?\u001b\[2K)/;

/**
 * The last net in front of a terminal, for text of several lines whose names and values are printable each already: what
 * is unprintable, but line ends, tabs and this program's own colours, is escaped, and so are the marks of runners' commands.
 */
export function printableText(text: string): string {
  return text
    .split(ours)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(eachUnprintable, kept)))
    .join('')
    .replace(eachRunnerMark, '\\u0023#');
}

/** The last net of what is no report: no line begins with a command of a runner either, which a report for GitHub has to. */
export function printableWords(text: string): string {
  const lines = printableText(text).split('\n');
  return lines.map((line) => (isRunnerCommand(line) ? line.replace('::', '\\u003a:') : line)).join('\n');
}

function kept(sign: string): string {
  return sign === '\n' || sign === '\t' ? sign : (shortEscapes.get(sign) ?? escaped(sign));
}
