import type { Credential } from './credential';
import { fieldSense } from './field-name';
import { credentialByName } from './in-field';

/** Words that the name of a secret setting has in it. */
const words =
  /pass|pwd|secret|token|key|auth|credential|licen[sc]e|signature|sig=|cookie|jwt|psk|salt|kennwort|creds|honeycomb-team|encrypt(?![A-Za-z])|pat(?![A-Za-z])/gi;

const nameSign = /[A-Za-z0-9_.-]/;
const longestName = 80;
/** A longer value is not looked at as a whole. */
const longestValue = 600;

/** Between a name and its value: `name=`, `"name": `, `\"name\":\"`, `name => `, `<name>`, `--name `. */
const between = /\\?["']?\]?[ \t]{0,40}(?:=>|:=|[:=]|>)[ \t]{0,40}(?:\\?(["'`]))?/y;
const argument = /[ =][ ]{0,4}(["'])?/y;
/** `define('DB_PASSWORD', '...')`, `setdefault("API_KEY", "...")`. */
const setter =
  /(?:define|env\.fetch|environ\.get|set_?default|set_?env|get_?env|set_?property)\([ \t]{0,4}["']$/i;
const comma = /["'][ \t]{0,4},[ \t]{0,4}(["'])/y;
/** From the name of a setting to its value, where only blanks are between them. */
const flag = /[ \t]{1,8}(["'])?/y;
/** From the name of a variable to its value: `name: DB_PASSWORD, value: ...`. */
const pair = /\\?["']?[ \t]{0,8},?[\s-]{0,40}\\?["']?value\\?["']?[ \t]{0,8}[:=][ \t]{0,8}(?:\\?(["']))?/y;

/** Values that a text gives to names, as configuration files, connection strings, command lines and queries do. */
export function assignmentsIn(text: string, out: Credential[]): void {
  let ends: ValueEnds | undefined;
  let next = 0;
  words.lastIndex = 0;
  for (let hit = words.exec(text); hit !== null; hit = words.exec(text)) {
    if (hit.index < next) continue;
    let from = hit.index;
    while (from > 0 && hit.index - from < longestName && nameSign.test(text[from - 1] ?? '')) from--;
    let to = hit.index + (hit[0].endsWith('=') ? hit[0].length - 1 : hit[0].length);
    while (to < text.length && to - hit.index < longestName && nameSign.test(text[to] ?? '')) to++;
    next = to;
    const name = text.slice(from, to).replace(/^[-.]+|(?<![-.:])[-.:]+$/g, '');
    ends ??= new ValueEnds(text);
    const found = valueAfter(text, name, from, to, ends);
    // Parts of a name that colons divide are no settings.
    if (found === undefined || (text[from - 1] === ':' && text[to] === ':')) continue;
    const what = credentialByName(name, text.slice(found.start, found.end));
    if (what === undefined) continue;
    out.push({ what, ...found });
    next = Math.max(to, found.end);
  }
}

function valueAfter(text: string, name: string, from: number, to: number, ends: ValueEnds) {
  const sense = fieldSense(name);
  if (sense === 'plain' || sense === 'public') return undefined;
  // What a shell says or takes where a variable is missing or set is not the variable's value.
  if (text.startsWith('${', from - 2) && /^:?[?+]/.test(text.slice(to, to + 2))) return undefined;
  for (const pattern of [between, pair, ...otherWays(text, from), flag]) {
    pattern.lastIndex = to;
    const match = pattern.exec(text);
    if (match === null || (pattern === flag && !isFlagged(text, from, to, name, sense))) continue;
    if (isNoValue(text, from, to, match)) return undefined;
    // ODBC writes a value in braces, `;PWD={...};`, where elsewhere they are a reference's.
    const braced =
      text[from - 1] === ';' &&
      /^\{[^{}:$%]/.test(text.slice(to + match[0].length, to + match[0].length + 2));
    const start = to + match[0].length + (braced ? 1 : 0);
    const element = text[from - 1] === '<';
    // A pair of angle brackets is looked at whole.
    const end = ends.after(text[start] === '<' && !element ? start + 1 : start, match[1], element);
    if (end - start > longestValue) return undefined;
    // A pair of angle brackets is a placeholder, and an element ends with its name.
    const closed = text[end] === '>' && text[start] === '<';
    if (element && match[0] === '>' && !text.startsWith('</', end)) return undefined;
    const value = text.slice(start, closed ? end + 1 : end);
    if (isCode(value, match[1]) || (match[1] === undefined && isSentence(text, start, value)))
      return undefined;
    if (match[1] === undefined && sense === 'password' && /^[^=]*:\/\//.test(value)) return undefined;
    if (match[1] === undefined && match[0].endsWith(' ') && !match[0].includes('=') && isProse(text, end))
      return undefined;
    return { start, end: start + value.length };
  }
  return undefined;
}

/** Whether what follows a name is no value: the end of what is quoted or in brackets, the rest of an address, the tag of an image. */
function isNoValue(text: string, from: number, to: number, [between, quote]: RegExpExecArray): boolean {
  const before = text[from - 1] ?? '';
  // `"Password: "`, `<path:secret/db#password>"`
  if (quote !== undefined && (between.startsWith('>') || (before === quote && !between.startsWith(quote))))
    return true;
  // `ref+awssecrets://shop/db`, `registry.example.com/auth:4f2a...`
  return between === ':' && (text.startsWith('//', to + 1) || before === '/');
}

/** Whether a value is code that fetches the value, or the empty value of a map whose entries follow. */
function isCode(value: string, quote: string | undefined): boolean {
  if (value.trim() === '' || /^[\w.]+\(|^[|>][-+]?$/.test(value)) return true;
  // What a shell puts in its place; JavaScript writes texts so too.
  if (quote === '`') return /\s/.test(value);
  return (
    /^(?:new|await|process|os|self|this|config)\b[ .]/.test(value) ||
    (quote === undefined &&
      (/^(?:var|local|args|data|input|each|opts|options|settings|params|props|req|request|ctx|module|cfg|env|secrets?)[.[]/.test(
        value,
      ) ||
        // `user.password`, and an element of a list.
        /^[a-z_]\w{0,40}(?:\.\w{1,40}){0,4}\[$|^[a-z_]\w{0,40}(?:\.\w{1,40}){0,4}\.\w{0,40}(?:[pP]assword|[tT]oken|[sS]ecret)$/.test(
          value,
        )))
  );
}

/** Words that begin what is said of a password, and no password. */
const telling =
  /^(?:must|should|shall|is|are|was|has|have|may|can|cannot|will|see|ask|use|the|an?|of|for|to|in|from|with|at|by|not|no|missing|required|invalid|incorrect|wrong|unknown|unset|empty|expired|bitte|siehe|voir|ver)$/i;

/** Whether a value without quotes is the first word of a sentence about it: `password: must have 8 letters`. */
function isSentence(text: string, start: number, value: string): boolean {
  return (
    telling.test(value) &&
    /^[ \t][A-Za-z0-9]/.test(text.slice(start + value.length, start + value.length + 2))
  );
}

/** What may stand between a flag, or the first argument of a function that sets or asks a name, and the value. */
function otherWays(text: string, from: number): readonly RegExp[] {
  if (/^--?\w/.test(text.slice(from, from + 3))) return [argument];
  return setter.test(text.slice(Math.max(0, from - 24), from)) ? [comma] : [];
}

/** Settings of Redis and HAProxy, which stand before their value on a line, and of which another word may follow. */
const ofSpaces = /^(?:requirepass|masterauth|insecure-password)$/;

/**
 * Whether a blank stands between a name and its value, as in the settings of Fluentd, keepalived or Mosquitto: alone on a line that is no
 * comment, and more than two words.
 */
function isFlagged(text: string, from: number, to: number, name: string, sense: string): boolean {
  const before = text.slice(Math.max(0, from - 24), from);
  if (ofSpaces.test(name)) return !/(?:^|\n)[ \t]*[#;]+[ \t]*$/.test(before);
  if (sense === 'plain' || !/(?:^|\n)[ \t]*$/.test(before)) return false;
  const value = /^[ \t]{1,8}(["']?)([^\s"']{4,200})\1;?[ \t]*\r?(?:\n|$)/.exec(text.slice(to, to + 240))?.[2];
  // `secret "...";` of BIND: a word that is no password's may begin any line.
  if (sense !== 'password') return value !== undefined && /^[ \t]{1,8}"/.test(text.slice(to, to + 10));
  return value !== undefined && (/[^A-Za-z]/.test(value) || /[_.-]/.test(name) || /[a-z][A-Z]/.test(value));
}

/** Whether more words follow on the line, as in a sentence. */
function isProse(text: string, from: number): boolean {
  return /^[ ,]{1,2}[A-Za-z][A-Za-z'-]{0,19} [A-Za-z'-]{1,20}(?=[\s.,:;)]|$)/.test(
    text.slice(from, from + 60),
  );
}

/** Where values end. Asked from left to right, all answers together cost a few passes. */
class ValueEnds {
  private readonly known = new Map<string, { from: number; end: number }>();

  constructor(private readonly text: string) {}

  after(start: number, quote: string | undefined, element: boolean): number {
    if (quote !== undefined) {
      const end = this.next(quote, new RegExp(`\\\\?${quote}|\\n`, 'g'), start);
      return end;
    }
    return element ? this.next('<', /[<\n]/g, start) : this.next('', /[\s;&,"'`)}\]<>|\\]/g, start);
  }

  private next(name: string, pattern: RegExp, from: number): number {
    const last = this.known.get(name);
    if (last !== undefined && last.from <= from && from <= last.end) return last.end;
    pattern.lastIndex = from;
    const end = pattern.exec(this.text)?.index ?? this.text.length;
    this.known.set(name, { from, end });
    return end;
  }
}
