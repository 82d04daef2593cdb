import { pointer } from '../../references/fields';
import type { CelRule, StructuralSchema } from '../../references/schemas';
import { compileRule } from './cel-rules';
import { type Converter, compileConverter, type RuledValue } from './cel-values';
import { show } from './show';
import { keysOf, nameOf, type Place, type Violation, violation } from './violation';

/** The CEL rules of a kind, ready to judge its objects. */
export type CelCheck = Converter;

/** Undefined for a kind without rules. */
export function compileCel(schema: StructuralSchema): CelCheck | undefined {
  return compileConverter(schema);
}

/** Judges an object by the CEL rules of its kind. */
export function celViolations(check: CelCheck, object: object, out: Violation[]): void {
  const ruled: RuledValue[] = [];
  check(object, undefined, ruled);
  for (const { value, rules, place } of ruled) {
    for (const rule of rules) {
      const verdict = compileRule(rule.rule)(value);
      if (verdict === true) continue;
      out.push(broken(rule, place, object, verdict === false ? undefined : verdict.problem));
    }
  }
}

function broken(
  rule: CelRule,
  place: Place | undefined,
  object: object,
  problem: string | undefined,
): Violation {
  const at = nameOf(place);
  const said = rule.message ?? `${at} breaks the rule ${rule.rule}`;
  const found = violation('schema/cel', place, {
    message: `${at}: ${said}`,
    found:
      problem === undefined
        ? show(valueAt(object, place))
        : `${show(valueAt(object, place))}; evaluating it: ${problem}`,
    expected: `what keeps the rule ${rule.rule}`,
    mend: 'change the value so that the rule holds',
  });
  const field = fieldOf(rule.fieldPath);
  return field === undefined ? found : { ...found, path: `${found.path}${pointer(...field)}` };
}

/** The parts of a rule's `fieldPath`, such as `.spec.name`; one with brackets is left to the value itself. */
function fieldOf(path: string | undefined): readonly string[] | undefined {
  return path !== undefined && /^(\.[\w-]+)+$/.test(path) ? path.slice(1).split('.') : undefined;
}

function valueAt(object: object, place: Place | undefined): unknown {
  return keysOf(place).reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    object,
  );
}
