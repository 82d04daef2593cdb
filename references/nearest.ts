/** Longer names are never a slip of the pen of a known one, and the distance costs the product of both lengths. */
const longest = 64;

/** So many known names are looked at: who has a thousand services knows them, and a search for each finding stays short. */
const mostKnown = 1000;

/**
 * Edits that turn one name into another: insertions, deletions, replacements and swaps of neighbours (the optimal
 * string alignment distance).
 */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(at(row, j - 1) + 1, at(last, j) + 1, at(last, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        // A swap is the likelier slip: of two names equally near, the one with the same letters is meant.
        cost = Math.min(cost, at(before, j - 2) + 0.9);
      }
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

/**
 * The known name that is spelled most like `name`, or undefined where none comes close: at most a third of the
 * characters may differ, letter case and `-` or `_` apart. The first of several equally near ones, and of the first 1,000.
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  // What stands where a name belongs may be anything.
  const plain = typeof name === 'string' ? simplify(name) : '';
  if (plain === '' || plain.length > longest) return undefined;
  let best: string | undefined;
  let least = Math.max(1, Math.floor(plain.length / 3)) + 1;
  let looked = 0;
  for (const candidate of known) {
    if (++looked > mostKnown) break;
    const other = simplify(candidate);
    if (Math.abs(other.length - plain.length) >= least) continue;
    const edits = distance(plain, other);
    if (edits < least) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}

/**
 * The known value that was probably meant. Of values that are numbers, such as versions, it is only the one that the
 * text goes on from (`3.10` for `3.10.1`): a number a digit away is another number.
 */
export function nearestValue(text: string, known: readonly string[]): string | undefined {
  const numbers = known.filter((value) => /^[\d.]+$/.test(value));
  const words = known.filter((value) => !numbers.includes(value));
  return numbers.find((value) => text.replace(/^v/, '').startsWith(`${value}.`)) ?? nearest(text, words);
}

function simplify(name: string): string {
  return name.length > longest ? name : name.toLowerCase().replace(/[-_\s]/g, '');
}

/** Whether two names differ in letter case, `-` and `_` alone. */
export function sameSpelling(a: string, b: string): boolean {
  return simplify(a) === simplify(b);
}
