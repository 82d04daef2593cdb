import { formsOf, type SecretText } from './secret-text';

const HIDDEN = '[hidden]';
/** Shorter words hold no token, in whatever encoding. */
const LONGEST_WORD = 20;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/;

/**
 * What may be shown of a text that a server sent. It has the token, and may send it back in any encoding; so only words
 * that cannot be one are shown: short ones, longer ones of lower-case letters as in names of fields, identifiers,
 * times, and whatever this program itself sent. If what is left still spells a secret, nothing of it is shown.
 *
 * @param sent texts that the request held: names, paths, values of its body
 */
export function shownWords(text: string, sent: readonly string[], secrets: Iterable<SecretText>): string {
  const known = new Set(sent.flatMap((one) => [one, ...one.split(/[\s/?&=,]+/)]));
  const shown = text.replace(/[^\s"'()[\]{}<>,;]+/g, (word) => (isHarmless(word, known) ? word : HIDDEN));
  const letters = shown.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  for (const secret of secrets) {
    const spelt = formsOf(secret).map((form) => form.replace(/[^A-Za-z0-9]/g, '').toLowerCase());
    if (spelt.some((form) => form.length >= 8 && letters.includes(form))) return HIDDEN;
  }
  return shown;
}

function isHarmless(word: string, known: ReadonlySet<string>): boolean {
  const bare = word.replace(/(?<![.:!?])[.:!?]+$/, '');
  if (bare.length <= LONGEST_WORD || UUID.test(bare) || TIME.test(bare) || known.has(bare)) return true;
  return bare.length <= 64 && bare.split(/[._:-]/).every((part) => /^[a-z]{0,20}$/.test(part));
}
