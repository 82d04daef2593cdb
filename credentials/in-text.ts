import { assignmentsIn } from './assignments';
import { placedPasswordsIn } from './command-lines';
import type { Credential } from './credential';
import { decoded, isPair } from './encoded';
import { fieldSense } from './field-name';
import { unnamedParts } from './file-path';
import { hasPublicStart, isMixed, isMixedAtRandom } from './generated';
import { isPlaceholder, isPublic, isReference } from './harmless';
import { credentialByName, isGenerated } from './in-field';
import { webKeysIn } from './json-web-keys';
import { Runs } from './runs';
import { formsIn } from './scan-forms';
import { secretlintIn } from './secretlint';
import { shapesIn } from './shapes';
import { urlPasswordsIn } from './urls';

/** How often base64 may be in base64. */
const mostLayers = 3;

/**
 * Every credential in a text, in order and without overlaps. Work grows with the text's length alone.
 *
 * @param field name of the field that the text is the value of; it may say more than the text itself
 */
export function credentialsIn(text: string, field = ''): readonly Credential[] {
  if (isClear(text, field)) return [];
  const found = search(text, field, 0);
  if (found.length === 0) remember(text, field);
  return inOrder(found);
}

/** Every search adds what it finds to one list: a generator for each would cost more than most of the searches. */
function search(text: string, field: string, layer: number): readonly Credential[] {
  const out: Credential[] = [];
  const what = credentialByName(field, text);
  if (what !== undefined) {
    const start = text.length - text.trimStart().length;
    out.push({ what, start, end: start + text.trim().length });
  }
  const runs = new Runs(text);
  formsIn(text, runs, out);
  secretlintIn(text, out);
  privateKeysIn(text, out);
  shapesIn(text, runs, out);
  urlPasswordsIn(text, out);
  if (/\s/.test(text) || !isReference(text)) assignmentsIn(text, out);
  webTokensIn(text, runs, out);
  headersIn(text, runs, out);
  placedPasswordsIn(text, out);
  webKeysIn(text, out);
  if (layer < mostLayers) encodedIn(text, field, layer, runs, out);
  if (
    text.length <= 400 &&
    what === undefined &&
    fieldSense(field) !== 'public' &&
    !/-----BEGIN|;base64,/.test(text)
  )
    wordsIn(text, out);
  return out;
}

/** Keys between armour lines, of any maker; the armour of certificates, public keys and messages is not theirs. */
function privateKeysIn(text: string, out: Credential[]): void {
  for (let at = text.indexOf('-----BEGIN '); at >= 0; at = text.indexOf('-----BEGIN ', at + 11)) {
    const label = /^(?:[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?|OpenVPN Static key V1)-----/.exec(
      text.slice(at + 11, at + 80),
    );
    if (label === null) continue;
    const end = text.indexOf('-----END ', at);
    out.push({
      what: 'a private key',
      start: at,
      end: end < 0 ? text.length : Math.min(text.length, end + 9 + label[0].length),
    });
    if (end < 0) return;
    at = end - 11;
  }
  const ssh = text.indexOf('---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----');
  if (ssh >= 0) out.push({ what: 'a private key', start: ssh, end: text.length });
  const putty = text.indexOf('PuTTY-User-Key-File-');
  if (putty >= 0) out.push({ what: 'a private key', start: putty, end: text.length });
}

/** JSON Web Tokens (RFC 7519), signed or not; and the encrypted ones, of five parts. */
function webTokensIn(text: string, runs: Runs, out: Credential[]): void {
  let next = 0;
  for (let at = text.indexOf('eyJ'); at >= 0; at = text.indexOf('eyJ', Math.max(at + 3, next))) {
    const header = runs.end('base64url', at);
    next = header;
    if (header - at < 12 || text[header] !== '.' || header + 1 >= text.length) continue;
    const payload = runs.end('base64url', header + 1);
    next = payload;
    const signed = text.startsWith('eyJ', header + 1);
    if (payload - header < 12 || text[payload] !== '.') continue;
    const end = runs.end('dotted', payload);
    next = end;
    if (signed ? end - payload >= 10 : /^\.[\w-]+\.[\w-]+\.[\w-]+/.test(text.slice(payload, payload + 4000)))
      out.push({ what: 'a JSON Web Token', start: at, end });
  }
}

const header = /\b(basic|bearer|token|apikey|negotiate|splunk|genie-?key|ssws)[ \t]{1,4}(?=[A-Za-z0-9])/gi;

/** Credentials after the name of their scheme, as in the header `Authorization`. */
function headersIn(text: string, runs: Runs, out: Credential[]): void {
  header.lastIndex = 0;
  for (let hit = header.exec(text); hit !== null; hit = header.exec(text)) {
    const start = hit.index + hit[0].length;
    const end = runs.end('loose', start);
    const value = text.slice(start, Math.min(end, start + 4096)).replace(/[.:,]$/, '');
    const basic = hit[1]?.toLowerCase() === 'basic';
    const plain = basic ? decoded(value) : undefined;
    const pair = plain !== undefined && 'text' in plain && isPair(plain.text);
    if (pair) out.push({ what: 'the password of a Basic header', start, end: start + value.length });
    else if (
      !basic &&
      value.length >= 16 &&
      /[A-Za-z]/.test(value) &&
      (/\d/.test(value) || isMixedAtRandom(value)) &&
      !isReference(value) &&
      !/^\w+=/.test(value) &&
      !/^[a-z]+(?:-[a-z0-9]+)+$/.test(value)
    )
      out.push({ what: 'a token in a header', start, end: start + value.length });
  }
}

/** Credentials in base64: the whole text, which lines may wrap, or words of it. */
function encodedIn(text: string, field: string, layer: number, runs: Runs, out: Credential[]): void {
  if (/[\r\n]/.test(text) && isWrapped(text)) {
    const what = insideOf(text.replace(/[\s\\]/g, ''), field, layer);
    if (what !== undefined) out.push({ what, start: 0, end: text.length });
    return;
  }
  // Where a run begins, and then where it ends: an expression for a whole run of megabytes would need as much of the stack.
  const starts = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16}/g;
  for (let hit = starts.exec(text); hit !== null; hit = starts.exec(text)) {
    const { index } = hit;
    const end = runs.end('encoded', index);
    starts.lastIndex = end;
    const what = insideOf(text.slice(index, end), field, layer);
    if (what !== undefined)
      out.push({
        what,
        start: index,
        end: end + (/^={1,2}/.exec(text.slice(end, end + 2))?.[0].length ?? 0),
      });
  }
}

/** Whether a text is base64 alone, in lines of some length. */
function isWrapped(text: string): boolean {
  return (
    /^\s*[A-Za-z0-9+/]{16}/.test(text) &&
    !/[^A-Za-z0-9+/=\s\\]/.test(text) &&
    !/[A-Za-z] +[A-Za-z]/.test(text)
  );
}

function insideOf(text: string, field: string, layer: number): string | undefined {
  const plain = decoded(text);
  if (plain === undefined) return undefined;
  if ('what' in plain) return plain.what;
  const [first] = search(plain.text, field, layer + 1);
  return first === undefined ? undefined : `${first.what}, in base64`;
}

const longWord = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,}={0,2}/g;

/** Words of a short text that look generated. */
function wordsIn(text: string, out: Credential[]): void {
  longWord.lastIndex = 0;
  for (let hit = longWord.exec(text); hit !== null; hit = longWord.exec(text)) {
    const { 0: word, index } = hit;
    if (!isMixed(word) || /[.@]/.test(text[index + word.length] ?? '')) continue;
    if (/[.@:#]/.test(text[index - 1] ?? '') || isPlaceholder(word) || isPublic(word)) continue;
    if (hasPublicStart(word) || isPublicName(nameBefore(text, index))) continue;
    for (const [at, part] of unnamedParts(word))
      if (isGenerated(part))
        out.push({ what: 'a text that looks generated', start: index + at, end: index + at + part.length });
  }
}

/** Whether everybody may know what a setting of this name holds, even where it looks generated. */
function isPublicName(name: string): boolean {
  return (
    /public|pubkey|digest|checksum|sha\d|fingerprint|thumbprint|integrity/i.test(name) ||
    /(?:^|[_.-])ids?$|[a-z]Ids?$/.test(name)
  );
}

/** The name that a text gives to what stands at an offset: `sha256: `, `"publicKey": "`, `--checksum `. */
function nameBefore(text: string, at: number): string {
  return (
    /(?:([\w.-]{1,60})["']?[ \t]{0,4}[:=][ \t]{0,4}|(?<=--)([\w.-]{1,60})[ \t])["']?$/
      .exec(text.slice(Math.max(0, at - 72), at))
      ?.slice(1)
      .find((name) => name !== undefined) ?? ''
  );
}

function inOrder(found: readonly Credential[]): readonly Credential[] {
  if (found.length < 2) return found;
  const kept: Credential[] = [];
  for (const each of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || each.start >= last.end) kept.push(each);
    else if (each.end > last.end) kept[kept.length - 1] = { ...last, end: each.end };
  }
  return kept;
}

/** Texts of which it is known that there is nothing in them: objects repeat the same few over and over. */
const clear = new Set<string>();
/** In characters: of one text, and of all together. A longer text is rarely met twice. */
const longestKept = 16_000;
const mostKept = 4_000_000;
let kept = 0;

/** Whether nothing can be in a text, or is known not to be. */
function isClear(text: string, field: string): boolean {
  if (fieldSense(field) !== 'plain') return text.length === 0 || clear.has(`${field}\n${text}`);
  return text.length < 12 || clear.has(text);
}

function remember(text: string, field: string): void {
  if (text.length > longestKept) return;
  // A short one has its price too.
  kept += text.length + 50;
  if (kept > mostKept) {
    clear.clear();
    kept = text.length + 50;
  }
  clear.add(fieldSense(field) === 'plain' ? text : `${field}\n${text}`);
}
