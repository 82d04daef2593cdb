import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { analyse } from 'scslre';

/**
 * Why a search with a regular expression may take time that grows faster than the text; undefined where it cannot. What
 * goes back in a match is found by the `scslre` library. What begins anew at each character of a run, as `/-+$/` does
 * with a million dashes before a letter, is found here: an expression that is not bound to the start of the text and has an
 * unbounded repetition before its end. It is linear all the same where each run has few beginnings: what comes before the
 * repetition holds a character that the repetition does not take, or a boundary or look-behind that lets one begin only.
 */
export function superLinear(source: string, flags: string): string | undefined {
  const [report] = analyse({ source, flags }, { reportTypes: { Move: false } }).reports;
  if (report !== undefined)
    return `it goes back (${report.type}${report.exponential ? ', exponentially' : ''})`;
  if (flags.includes('y')) return undefined;
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const repetition = restarting(pattern.alternatives, [], false, flags);
  return repetition === undefined ? undefined : `it begins ${repetition.raw} anew at each of its characters`;
}

type Before = readonly AST.Element[];

function restarting(
  alternatives: readonly AST.Alternative[],
  before: Before,
  followed: boolean,
  flags: string,
): AST.Quantifier | undefined {
  for (const { elements } of alternatives) {
    const passed = [...before];
    for (const [index, element] of elements.entries()) {
      const goesOn = followed || elements.slice(index + 1).some(mayFail);
      const found = restartingIn(element, passed, goesOn, flags);
      if (found !== undefined) return found;
      passed.push(element);
    }
  }
  return undefined;
}

/** Whether a search can fail at an element; at what may take nothing it cannot. */
function mayFail(element: AST.Element): boolean {
  if (element.type === 'Group' || element.type === 'CapturingGroup')
    return element.alternatives.every(({ elements }) => elements.some(mayFail));
  return element.type !== 'Quantifier' || element.min > 0;
}

function restartingIn(
  element: AST.Element,
  before: Before,
  followed: boolean,
  flags: string,
): AST.Quantifier | undefined {
  if (element.type === 'Group' || element.type === 'CapturingGroup')
    return restarting(element.alternatives, before, followed, flags);
  if (element.type === 'Assertion' && element.kind === 'lookahead')
    return restarting(element.alternatives, before, true, flags);
  if (element.type !== 'Quantifier') return undefined;
  if (
    element.max === Number.POSITIVE_INFINITY &&
    followed &&
    !beginsOnce(charactersOf(element.element, flags), before, flags)
  )
    return element;
  const inner = element.element;
  return inner.type === 'Group' || inner.type === 'CapturingGroup'
    ? restarting(inner.alternatives, before, true, flags)
    : undefined;
}

/** Whether what stands before a repetition lets it begin once, or a few times, in each run of its characters. */
function beginsOnce(repeated: ReadonlySet<string>, before: Before, flags: string): boolean {
  return before.some((element) => {
    if (element.type === 'Assertion') {
      // Where each line may be a beginning, a repetition that stays in its line begins once.
      if (element.kind === 'start') return !flags.includes('m') || !repeated.has('\n');
      if (element.kind === 'word')
        return !element.negate && [...repeated].every((character) => /\w/.test(character));
      if (element.kind !== 'lookbehind') return false;
      const [only, ...more] = element.alternatives;
      const [looked, ...others] = only?.elements ?? [];
      if (more.length > 0 || others.length > 0) return false;
      if (looked?.type === 'Assertion')
        return looked.kind === 'start' && !element.negate && !flags.includes('m');
      return (
        element.negate &&
        looked !== undefined &&
        [...repeated].every((each) => charactersOf(looked, flags).has(each))
      );
    }
    return mandatory(element).some((each) => {
      const taken = charactersOf(each, flags);
      return taken.size > 0 && [...taken].every((character) => !repeated.has(character));
    });
  });
}

/** The single characters that an element always takes. */
function mandatory(element: AST.Element): readonly AST.Element[] {
  if (element.type === 'Quantifier') return element.min > 0 ? mandatory(element.element) : [];
  if (element.type === 'Group' || element.type === 'CapturingGroup') {
    const [only, ...more] = element.alternatives;
    return only === undefined || more.length > 0 ? [element] : only.elements.flatMap(mandatory);
  }
  return [element];
}

/** Characters that stand for all. */
const sample: readonly string[] = [
  ...Array.from({ length: 0x250 }, (_, code) => String.fromCharCode(code)),
  ...['\u2028', '\u2029', '\ufeff', '漢', 'а', '\ud800', '😀'],
];

/** Those characters of the sample that an element takes anywhere. */
function charactersOf(element: AST.Element, flags: string): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (each: AST.Element): void => {
    switch (each.type) {
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass': {
        const expression = new RegExp(`^${each.raw}$`, flags.replace(/[gmy]/g, ''));
        for (const character of sample) if (expression.test(character)) found.add(character);
        break;
      }
      case 'Quantifier':
        add(each.element);
        break;
      case 'Group':
      case 'CapturingGroup':
        for (const { elements } of each.alternatives) elements.forEach(add);
        break;
      case 'Backreference':
        for (const character of sample) found.add(character);
        break;
      default:
    }
  };
  add(element);
  return found;
}
