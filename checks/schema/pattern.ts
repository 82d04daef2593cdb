import { RE2JS } from '@bufbuild/re2';

interface Pattern {
  readonly expression: RE2JS;
  /** Verdicts on short texts: most patterns see the same few, such as intervals, over and over. */
  readonly verdicts: Map<string, boolean>;
}

const compiled = new Map<string, Pattern>();
const longestKept = 64;
const mostKept = 10_000;

/**
 * Whether a part of the text matches the pattern, as Go's `regexp` reads it: RE2 syntax, and time that grows with the text's
 * length alone, so that no text can make it hang.
 *
 * @throws when the pattern is not RE2
 */
export function matches(pattern: string, text: string): boolean {
  let known = compiled.get(pattern);
  if (known === undefined) {
    known = { expression: new RE2JS(pattern), verdicts: new Map() };
    compiled.set(pattern, known);
  }
  if (text.length > longestKept) return known.expression.test(text);
  let verdict = known.verdicts.get(text);
  if (verdict === undefined) {
    verdict = known.expression.test(text);
    if (known.verdicts.size >= mostKept) known.verdicts.clear();
    known.verdicts.set(text, verdict);
  }
  return verdict;
}
