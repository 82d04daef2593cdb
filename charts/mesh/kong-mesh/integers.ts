/**
 * A regular expression (RE2) for the integers from `start` to below `end`, as Envoy reads one: with a sign, and with zeros
 * before it. Kuma matches no range, but an expression of any length: kuma-dp takes Envoy's limit of it away
 * (kuma pkg/xds/bootstrap/template_v3.go).
 *
 * @returns undefined where no integer is between them
 */
export function integersBetween(start: bigint, end: bigint): string | undefined {
  const last = end - 1n;
  if (last < start) return undefined;
  const positive = last < 0n ? [] : digitsBetween(start < 0n ? 0n : start, last);
  const negative = start >= 0n ? [] : digitsBetween(last < 0n ? -last : 1n, -start);
  // Minus nought is nought.
  const nought = start <= 0n && last >= 0n ? ['-0+'] : [];
  return anyOf([
    ...(positive.length === 0 ? [] : [`\\+?0*${anyOf(positive)}`]),
    ...(negative.length === 0 ? [] : [`-0*${anyOf(negative)}`]),
    ...nought,
  ]);
}

/** Alternatives, each once. */
function anyOf(alternatives: readonly string[]): string {
  return `(?:${[...new Set(alternatives)].join('|')})`;
}

/** The numbers from one to another, both not negative, by digits: 8 to 123 is `[8-9]`, `[1-9][0-9]`, `1[0-1][0-9]`, `12[0-3]`. */
function digitsBetween(from: bigint, to: bigint): readonly string[] {
  const parts: string[] = [];
  let low = from;
  while (low <= to) {
    const text = String(low);
    // The longest stretch that starts here, is as long in digits, and ends before `to`.
    let nines = 0;
    while (nines < text.length && text.endsWith('0'.repeat(nines + 1)) && endOf(text, nines + 1) <= to)
      nines++;
    if (nines === text.length) nines--;
    const fixed = text.slice(0, text.length - nines);
    const digit = Number(fixed.at(-1));
    let top = digit;
    while (top < 9 && BigInt(`${fixed.slice(0, -1)}${top + 1}${'9'.repeat(nines)}`) <= to) top++;
    const tail = nines === 0 ? '' : nines === 1 ? '[0-9]' : `[0-9]{${nines}}`;
    parts.push(`${fixed.slice(0, -1)}${top === digit ? digit : `[${digit}-${top}]`}${tail}`);
    low = BigInt(`${fixed.slice(0, -1)}${top}${'9'.repeat(nines)}`) + 1n;
  }
  return parts;
}

function endOf(text: string, nines: number): bigint {
  return BigInt(`${text.slice(0, text.length - nines)}${'9'.repeat(nines)}`);
}
