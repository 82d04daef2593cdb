import { integersBetween } from '../../charts/mesh/kong-mesh/integers';
import { literal } from '../../charts/mesh/kong-mesh/literal';

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

/** Every text that is no integer. */
export const noInteger = '(?:|[+-]|[^0-9+-].*|.+[^0-9].*)';

const int64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n } as const;

/** Every text that is no integer from `start` to below `end`. */
export function noIntegerBetween(start: bigint, end: bigint): string {
  const below = integersBetween(int64.least, start);
  const above = integersBetween(end, int64.most + 1n);
  return anyOf([noInteger, ...(below === undefined ? [] : [below]), ...(above === undefined ? [] : [above])]);
}
