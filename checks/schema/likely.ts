import { nearest } from '../../references/nearest';

/** What was probably meant by a word, and how to say so. */
export function likely(
  word: string,
  known: readonly string[],
  otherwise = 'write one of them',
): { readonly mend: string; readonly nearest?: string } {
  const near = word.length > 64 ? undefined : nearest(word, known);
  return near === undefined || near === word ? { mend: otherwise } : { mend: `write ${near}`, nearest: near };
}
