/** A text as a regular expression (RE2) that matches itself alone. */
export function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** One character that is not this one. */
function other(character: string): string {
  return `[^${character.replace(/[\\\]^-]/g, '\\$&')}]`;
}

/** Alternatives, each once; `(?:)` for the empty one. */
function anyOf(alternatives: readonly string[]): string {
  return `(?:${[...new Set(alternatives)].join('|')})`;
}

/** Every text but this one. RE2 cannot look ahead, so each place where a text can differ is an alternative. */
export function notExactly(text: string): string {
  const characters = [...text];
  const shorter = characters.map((_, i) => literal(characters.slice(0, i).join('')));
  const differing = characters.map(
    (character, i) => `${literal(characters.slice(0, i).join(''))}${other(character)}.*`,
  );
  return anyOf([...shorter, ...differing, `${literal(text)}.+`]);
}

/** Every text that does not start with this one. */
export function notStartingWith(text: string): string {
  const characters = [...text];
  return anyOf([
    ...characters.map((_, i) => literal(characters.slice(0, i).join(''))),
    ...characters.map((character, i) => `${literal(characters.slice(0, i).join(''))}${other(character)}.*`),
  ]);
}

/** Every text that does not end with this one. */
export function notEndingWith(text: string): string {
  const characters = [...text];
  return anyOf([
    ...characters.map((_, i) => literal(characters.slice(i + 1).join(''))),
    ...characters.map((character, i) => `.*${other(character)}${literal(characters.slice(i + 1).join(''))}`),
  ]);
}

/** Every text that starts and ends so, the two also where they overlap. */
export function startingAndEnding(start: string, end: string): string {
  const overlaps = Array.from({ length: Math.min(start.length, end.length) }, (_, i) => i + 1)
    .filter((size) => start.endsWith(end.slice(0, size)))
    .map((size) => literal(start + end.slice(size)));
  const whole = `${literal(start)}.*${literal(end)}`;
  return overlaps.length === 0 ? whole : anyOf([whole, ...overlaps]);
}

/**
 * Every integer from `start` to below `end`, as Envoy reads one: with a sign, and with zeros before it. Empty where
 * there is none.
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

/** Every text that is no integer. */
export const noInteger = '(?:|[+-]|[^0-9+-].*|.+[^0-9].*)';

const int64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n } as const;

/** Every text that is no integer from `start` to below `end`. */
export function noIntegerBetween(start: bigint, end: bigint): string {
  const below = integersBetween(int64.least, start);
  const above = integersBetween(end, int64.most + 1n);
  return anyOf([noInteger, ...(below === undefined ? [] : [below]), ...(above === undefined ? [] : [above])]);
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
