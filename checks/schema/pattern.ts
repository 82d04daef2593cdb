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
  return matchesWhole(isAscii(text) ? inAscii(pattern) : pattern, text);
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

/**
 * The pattern without the classes of all letters and numbers of Unicode, which mean no more than this to a text in ASCII: their
 * tables cost a tenth of a second, and hardly a text needs them.
 */
function inAscii(pattern: string): string {
  // Brackets that would have to be parsed are left to who does.
  if (!pattern.includes('\\p{') || /\[(?:\^?\]|:)|\\Q/.test(pattern)) return pattern;
  let within = false;
  return pattern.replace(/\\(.)(?:\{(L|N)\})?|[[\]]/gsu, (part, sign?: string, of?: string) => {
    if (sign === undefined) within = part === '[';
    if (sign !== 'p' || of === undefined) return part;
    const signs = of === 'L' ? 'A-Za-z' : '0-9';
    return within ? signs : `[${signs}]`;
  });
}

function matchesWhole(pattern: string, text: string): boolean {
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
