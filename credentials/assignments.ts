import type { Credential } from './credential';
import { fieldSense } from './field-name';
import { credentialByName } from './in-field';

/** Words that the name of a secret setting has in it. */
const words =
  /pass|pwd|secret|token|key|auth|credential|licen[sc]e|signature|sig=|cookie|jwt|psk|salt|kennwort/gi;

const nameSign = /[A-Za-z0-9_.-]/;
const longestName = 80;
/** A longer value is not looked at as a whole. */
const longestValue = 600;

/** Between a name and its value: `name=`, `"name": `, `\"name\":\"`, `name => `, `<name>`, `--name `. */
const between = /\\?["']?\]?[ \t]{0,8}(?:=>|:=|[:=]|>)[ \t]{0,8}(?:\\?(["'`]))?/y;
const flag = /[ =][ ]{0,4}(["'])?/y;
/** From the name of a variable to its value: `name: DB_PASSWORD, value: ...`. */
const pair = /\\?["']?[ \t]{0,8},?[\s-]{0,40}\\?["']?value\\?["']?[ \t]{0,8}[:=][ \t]{0,8}(?:\\?(["']))?/y;

/** Values that a text gives to names, as configuration files, connection strings, command lines and queries do. */
export function* assignmentsIn(text: string): Generator<Credential> {
  const ends = new ValueEnds(text);
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
    const found = valueAfter(text, name, from, to, ends);
    // Parts of a name that colons divide are no settings.
    if (found === undefined || (text[from - 1] === ':' && text[to] === ':')) continue;
    const what = credentialByName(name, text.slice(found.start, found.end));
    if (what === undefined) continue;
    yield { what, ...found };
    next = Math.max(to, found.end);
  }
}

function valueAfter(text: string, name: string, from: number, to: number, ends: ValueEnds) {
  const sense = fieldSense(name);
  if (sense === 'plain' || sense === 'public') return undefined;
  // What a shell says or takes where a variable is missing or set is not the variable's value.
  if (text.startsWith('${', from - 2) && /^:?[?+]/.test(text.slice(to, to + 2))) return undefined;
  for (const pattern of [between, pair, ...(isSpaced(text, from, name) ? [flag] : [])]) {
    pattern.lastIndex = to;
    const match = pattern.exec(text);
    if (match === null) continue;
    // ODBC writes a value in braces, `;PWD={...};`, where elsewhere they are a reference's.
    const braced =
      text[from - 1] === ';' &&
      /^\{[^{}:$%]/.test(text.slice(to + match[0].length, to + match[0].length + 2));
    const start = to + match[0].length + (braced ? 1 : 0);
    const end = ends.after(start, match[1], text[from - 1] === '<');
    if (end - start > longestValue) return undefined;
    // A pair of angle brackets is a placeholder, and an element ends with its name.
    const closed = text[end] === '>' && text[start] === '<';
    if (text[from - 1] === '<' && match[0] === '>' && !text.startsWith('</', end)) return undefined;
    const value = text.slice(start, closed ? end + 1 : end);
    // Code that fetches the value, and the empty value of a map whose entries follow.
    if (
      value.trim() === '' ||
      /^[\w.]+\(|^[|>][-+]?$|^(?:new|await|process|os|self|this|config)\b[ .]/.test(value)
    )
      return undefined;
    if (match[1] === undefined && sense === 'password' && /^[^=]*:\/\//.test(value)) return undefined;
    if (match[1] === undefined && match[0].endsWith(' ') && !match[0].includes('=') && isProse(text, end))
      return undefined;
    return { start, end: start + value.length };
  }
  return undefined;
}

/** Whether a blank may stand between a name and its value: after a flag, and in the settings of Redis and HAProxy. */
function isSpaced(text: string, from: number, name: string): boolean {
  return (
    /^--?\w/.test(text.slice(from, from + 3)) || /^(?:requirepass|masterauth|insecure-password)$/.test(name)
  );
}

/** Whether more words follow on the line, as in a sentence. */
function isProse(text: string, from: number): boolean {
  return /^[ ,]{1,2}[A-Za-z'-]{1,20} [A-Za-z'-]{1,20}(?=[\s.,:;)]|$)/.test(text.slice(from, from + 60));
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
    return element ? this.next('<', /[<\n]/g, start) : this.next('', /[\s;&,"'`)}\]>|\\]/g, start);
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
