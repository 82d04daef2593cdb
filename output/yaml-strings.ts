/**
 * A string that, written without quotes, some YAML reader would take for something else: a null, a boolean, a number,
 * a date, a merge key. Readers differ: Argo CD, Flux and kubectl read YAML 1.1 with Go's extensions (`0o17` is a number,
 * `no` is false), editors and the `yaml` package read YAML 1.2, Python reads `=` and `12:30` as special. This is the
 * union of them all, a little wider where that keeps it short.
 */
export const AMBIGUOUS = new RegExp(
  `^(?:${[
    '~|null|Null|NULL|<<|=',
    '[yYnN]|[Yy]es|YES|[Nn]o|NO|[Tt]rue|TRUE|[Ff]alse|FALSE|[Oo]n|ON|[Oo]ff|OFF',
    '[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)',
    '[-+]?[0-9_]*\\.?[0-9_]*(?:[eE][-+_]*[0-9][0-9_]*)?',
    '[-+]?_*0_*(?:[xX][0-9a-fA-F_]+|[oO][0-7_]+|[bB][01_]+)',
    '[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?',
    '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[tT \\t][0-9:.tTzZ \\t+-]*)?',
  ].join('|')})$`,
);

/**
 * A string that YAML readers refuse or change when it stands in the text as it is, and which is therefore written as a
 * JSON string with escapes: control characters, the line breaks of YAML 1.1 (U+0085, U+2028, U+2029), the byte order
 * mark, a tab that begins the first line of a block (Go's reader, and with it kubectl, takes it for indentation), and
 * text of blanks alone (a block of them loses its spaces).
 */
export const NEEDS_ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|^[\n ]*(?:\t|$)/u;

/** Half of a surrogate pair: not text, and no YAML can say it. */
export const LONE_SURROGATE = /[\ud800-\udfff]/u;

const NOT_ESCAPED_BY_JSON = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A JSON string which every YAML reader takes as it is meant. */
export function escapedString(text: string): string {
  return JSON.stringify(text).replace(
    NOT_ESCAPED_BY_JSON,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Where a plain scalar would be read as the beginning of something else, or lose white space at its ends. */
const NOT_PLAIN = /^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/;
const DOCUMENT_MARKER = /^(?:%|---|\.\.\.)/m;

function quoted(text: string): string {
  const double = text.includes('"');
  return double && !text.includes("'") ? `'${text}'` : JSON.stringify(text);
}

/** A string on one line: as a key, or as a value without line breaks. */
function singleLine(text: string): string {
  return NOT_PLAIN.test(text) || AMBIGUOUS.test(text) ? quoted(text) : text;
}

/**
 * A map's key.
 * @param top whether the map is the document itself, where a key in the first column can look like `---`
 */
export function keyText(text: string, top: boolean): string {
  if (NEEDS_ESCAPES.test(text)) return escapedString(text);
  if (text.includes('\n')) return JSON.stringify(text);
  return top && DOCUMENT_MARKER.test(text) ? quoted(text) : singleLine(text);
}

/**
 * A string as a value.
 * @param indent the spaces before each line of the value's block; empty for a document that is a string
 */
export function stringText(text: string, indent: string): string {
  if (NEEDS_ESCAPES.test(text)) return escapedString(text);
  const marker = indent === '' && DOCUMENT_MARKER.test(text);
  if (!text.includes('\n') && !(marker && !NOT_PLAIN.test(text))) return singleLine(text);
  return /\n[\t ]+$/.test(text) ? JSON.stringify(text) : literalBlock(text, marker ? '  ' : indent);
}

/** A literal block (`|`): the lines as they are, and a header that says what becomes of blanks at either end. */
function literalBlock(text: string, indent: string): string {
  let length = text.length;
  while (length > 0 && isBlank(text.charCodeAt(length - 1))) length -= 1;
  const body = text.slice(0, length);
  const tail = text.slice(length);
  const firstBreak = tail.indexOf('\n');
  const chomping = firstBreak < 0 ? '-' : length === 0 || firstBreak !== tail.length - 1 ? '+' : '';
  // A reader takes the block's indentation from its first line, so one that begins with a space has it stated.
  const indentation = /^\n* /.test(body) ? (indent === '' ? '1' : '2') : '';
  const lines = body.replace(/\n+/g, `$&${indent}`);
  const blanks = (tail.endsWith('\n') ? tail.slice(0, -1) : tail).replace(
    /(?<!\n)\n+(?!\n|$)/g,
    `$&${indent}`,
  );
  return `|${indentation}${chomping}\n${indent}${lines}${blanks}`;
}

function isBlank(code: number): boolean {
  return code === 0x0a || code === 0x20 || code === 0x09;
}
