import { credentialsIn } from './in-text';

/** What stands where a credential was. */
export const hiddenMark = '(hidden)';

/** Shorter ones are replaced only where they are words of their own, or they would take parts of other words along. */
const shortest = 6;

/**
 * A text as it may be shown: without the credentials that it gives away by itself, and without the given ones. Every report passes each
 * of its texts through here.
 *
 * @param known texts of which it is known that they are credentials, however they look
 */
export function withoutCredentials(text: string, known: Iterable<string> = []): string {
  let shown = text;
  for (const credential of known) shown = withoutKnown(shown, credential);
  const found = credentialsIn(shown);
  for (const { start, end } of found.toReversed()) {
    // A word of ours or a part that was hidden already is not hidden again.
    if (shown.slice(start, end) !== hiddenMark)
      shown = `${shown.slice(0, start)}${hiddenMark}${shown.slice(end)}`;
  }
  return shown;
}

/** The strings of a value, each as it may be shown; keys too. */
export function valueWithoutCredentials(value: object, known?: readonly string[]): object;
export function valueWithoutCredentials(value: unknown, known?: readonly string[]): unknown;
export function valueWithoutCredentials(value: unknown, known: readonly string[] = []): unknown {
  if (typeof value === 'string') return withoutCredentials(value, known);
  if (Array.isArray(value)) return value.map((each) => valueWithoutCredentials(each, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      withoutCredentials(key, known),
      valueWithoutCredentials(each, known),
    ]),
  );
}

/** For `JSON.stringify`: every string as it may be shown. */
export function showing(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? withoutCredentials(value) : value;
}

function withoutKnown(text: string, credential: string): string {
  if (credential === '' || text === '') return text;
  if (text === credential) return hiddenMark;
  let shown = text;
  for (const form of formsOf(credential)) {
    if (form.length >= shortest) shown = shown.replaceAll(form, hiddenMark);
    else if (form.length >= 3) shown = withoutWord(shown, form);
  }
  return withoutCut(shown, credential);
}

/** As it is, and as JSON and YAML write it between quotes. */
function formsOf(credential: string): ReadonlySet<string> {
  const json = JSON.stringify(credential).slice(1, -1);
  return new Set([credential, credential.trim(), json, credential.replaceAll("'", "''")]);
}

function withoutWord(text: string, word: string): string {
  const parts = text.split(word);
  let shown = parts[0] ?? '';
  for (let index = 1; index < parts.length; index++) {
    const after = parts[index] ?? '';
    const inside = /[A-Za-z0-9]$/.test(shown) || /^[A-Za-z0-9]/.test(after);
    shown += `${inside ? word : hiddenMark}${after}`;
  }
  return shown;
}

/** A text that was cut may end, before its dots, with the first part of a credential. */
function withoutCut(text: string, credential: string): string {
  for (const dots of ['...', '…']) {
    const end = text.lastIndexOf(dots);
    if (end < 0) continue;
    for (let length = Math.min(credential.length, end); length >= shortest; length--) {
      if (text.startsWith(credential.slice(0, length), end - length))
        return `${text.slice(0, end - length)}${hiddenMark}${text.slice(end)}`;
    }
  }
  return text;
}
