import type { StructuralSchema } from '../../references/schemas';
import { formatOf, integerRanges } from './formats';
import { matches } from './pattern';
import { show } from './show';
import { nameOf, violation } from './violation';
import type { Check } from './walk';

/** The check of a text: its length in characters, its pattern, its format. */
export function textCheck(schema: StructuralSchema, custom: boolean): Check<string> | undefined {
  const checks: Check<string>[] = [];
  const { minLength, maxLength, pattern, format } = schema;
  if (typeof minLength === 'number' || typeof maxLength === 'number') {
    const bounds = sizeViolation('characters', minLength, maxLength);
    checks.push((text, place, out) => bounds(charactersIn(text), place, out));
  }
  if (typeof pattern === 'string') checks.push(patternCheck(pattern));
  if (typeof format === 'string') {
    const known = formatOf(format, custom);
    if (known !== undefined) {
      checks.push((text, place, out) => {
        if (known.test(text)) return;
        const words = { found: show(text), expected: known.expected, mend: `write ${known.expected}` };
        out.push(violation('schema/format', place, { message: `${nameOf(place)} is malformed`, ...words }));
      });
    }
  }
  const [first, ...more] = checks;
  if (first === undefined) return ignore;
  return more.length === 0
    ? first
    : (text, place, out) => {
        for (const check of checks) check(text, place, out);
      };
}

const ignore = () => {};

function patternCheck(pattern: string): Check<string> {
  return (text, place, out) => {
    if (matches(pattern, text)) return;
    out.push(
      violation('schema/pattern', place, {
        message: `${nameOf(place)} does not match its pattern`,
        found: show(text),
        expected: `text that matches ${pattern}`,
        mend: 'write it in that form',
      }),
    );
  };
}

/** Characters as Go counts them: code points. */
function charactersIn(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    const pair =
      (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
    if (pair) count--;
  }
  return count;
}

/** The check of a number: its range, by its format and by its bounds. */
export function numberCheck(schema: StructuralSchema): Check<number> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, type, format } = schema;
  const range =
    type === 'integer' ? integerRanges.get(typeof format === 'string' ? format : 'int64') : undefined;
  const low = typeof minimum === 'number' ? minimum : undefined;
  const high = typeof maximum === 'number' ? maximum : undefined;
  const [least, most] = [low ?? range?.[0] ?? -Infinity, high ?? range?.[1] ?? Infinity];
  return (value, place, out) => {
    const inside =
      value >= least &&
      value <= most &&
      !(exclusiveMinimum === true && value === least) &&
      !(exclusiveMaximum === true && value === most);
    const even = typeof multipleOf !== 'number' || Number.isInteger(value / multipleOf);
    if (inside && even) return;
    const bound = between(least, most, 'number');
    out.push(
      violation('schema/range', place, {
        message: `${nameOf(place)} is ${inside ? 'not a multiple' : 'out of range'}`,
        found: show(value),
        expected: inside ? `a multiple of ${multipleOf}` : bound,
        mend: `write ${inside ? `a multiple of ${multipleOf}` : bound}`,
      }),
    );
  };
}

/** The check of a count of characters, items or fields. */
export function sizeViolation(what: string, min: unknown, max: unknown): Check<number> {
  const least = typeof min === 'number' ? min : 0;
  const most = typeof max === 'number' ? max : Infinity;
  return (count, place, out) => {
    if (count >= least && count <= most) return;
    out.push(
      violation('schema/size', place, {
        message: `${nameOf(place)} has too ${count < least ? 'few' : 'many'} ${what}`,
        found: `${count} ${what}`,
        expected: between(least, most, what),
        mend: count < least ? 'add what is missing' : 'shorten it',
      }),
    );
  };
}

function between(least: number, most: number, what: string): string {
  const noun = what === 'number' ? 'a number of ' : '';
  const unit = what === 'number' ? '' : ` ${what}`;
  if (most === Infinity) return `${noun}at least ${least}${unit}`;
  if (least === -Infinity || (least === 0 && what !== 'number')) return `${noun}at most ${most}${unit}`;
  return what === 'number' ? `a number from ${least} to ${most}` : `${least} to ${most}${unit}`;
}
