import { RE2JS } from '@bufbuild/re2';
import { integersBetween } from '../../charts/mesh/kong-mesh/integers';
import { literal } from '../../charts/mesh/kong-mesh/literal';
import { noIntegerBetween, notEndingWith, notExactly, notStartingWith, startingAndEnding } from './re2';

/** What App Mesh asks of the value of a header. */
export type ValueCondition =
  | { readonly kind: 'present' }
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'exact' | 'prefix' | 'suffix' | 'regex';
      readonly value: string;
      readonly inverted: boolean;
    }
  | { readonly kind: 'range'; readonly start: bigint; readonly end: bigint; readonly inverted: boolean };

/** One header match of a MeshHTTPRoute. */
export interface KumaHeader {
  readonly type: 'Exact' | 'Prefix' | 'RegularExpression' | 'Present' | 'Absent';
  readonly value?: string;
}

/** What a list of conditions on one header is for Kuma: a match, never true, or more than it can say. */
export type KumaForm = KumaHeader | 'never' | 'unsayable';

const expressions = new Map<string, RE2JS | undefined>();

/** A compiled RE2 expression; undefined where the text is none. */
export function compiled(expression: string): RE2JS | undefined {
  if (!expressions.has(expression)) {
    try {
      expressions.set(expression, RE2JS.compile(expression));
    } catch {
      expressions.set(expression, undefined);
    }
  }
  return expressions.get(expression);
}

/** Whether an expression takes a whole text, as Envoy asks. */
export function takesWhole(expression: string, text: string): boolean {
  return compiled(expression)?.testExact(text) ?? false;
}

/**
 * Whether a condition takes a value, undefined for a header that is not there. An inverted condition on the value takes no
 * request without the header (envoy source/common/http/header_utility.cc).
 */
export function takesValue(condition: ValueCondition, value: string | undefined): boolean {
  if (condition.kind === 'absent') return value === undefined;
  if (value === undefined) return false;
  return condition.kind === 'present' || asks(condition, value) !== condition.inverted;
}

function asks(condition: Exclude<ValueCondition, { kind: 'present' | 'absent' }>, value: string): boolean {
  switch (condition.kind) {
    case 'exact':
      return value === condition.value;
    case 'prefix':
      return value.startsWith(condition.value);
    case 'suffix':
      return value.endsWith(condition.value);
    case 'regex':
      return takesWhole(condition.value, value);
    case 'range':
      return /^[+-]?[0-9]+$/.test(value) && BigInt(value) >= condition.start && BigInt(value) < condition.end;
  }
}

/** The expression for the values that a condition takes; undefined where RE2 has none. */
export function expressionOf(condition: ValueCondition): string | undefined {
  switch (condition.kind) {
    case 'absent':
      return undefined;
    case 'present':
      return '.*';
    case 'exact':
      return condition.inverted ? notExactly(condition.value) : literal(condition.value);
    case 'prefix':
      return condition.inverted ? notStartingWith(condition.value) : `${literal(condition.value)}.*`;
    case 'suffix':
      return condition.inverted ? notEndingWith(condition.value) : `.*${literal(condition.value)}`;
    case 'regex':
      return condition.inverted ? undefined : condition.value;
    case 'range':
      return condition.inverted
        ? noIntegerBetween(condition.start, condition.end)
        : integersBetween(condition.start, condition.end);
  }
}

/** All conditions on one header, at least one, as the one match that Kuma may have of it. */
export function kumaForm(conditions: readonly ValueCondition[]): KumaForm {
  if (conditions.some(({ kind }) => kind === 'absent'))
    return conditions.every(({ kind }) => kind === 'absent') ? { type: 'Absent' } : 'never';
  const distinct = [...new Map(conditions.map((each) => [keyOf(each), each])).values()];
  const asking = distinct.filter(({ kind }) => kind !== 'present');
  const exact = asking.find((each) => each.kind === 'exact' && !each.inverted);
  if (exact?.kind === 'exact')
    return asking.every((each) => takesValue(each, exact.value))
      ? { type: 'Exact', value: exact.value }
      : 'never';
  const merged = asking.reduce<ValueCondition | 'never' | 'unsayable' | undefined>(
    (all, each) => (typeof all === 'string' ? all : all === undefined ? each : both(all, each)),
    undefined,
  );
  if (merged === undefined) return { type: 'Present' };
  return typeof merged === 'string' ? merged : alone(merged);
}

function alone(condition: ValueCondition): KumaForm {
  if (condition.kind === 'prefix' && !condition.inverted) return { type: 'Prefix', value: condition.value };
  if (condition.kind === 'range' && !condition.inverted && condition.end <= condition.start) return 'never';
  const value = expressionOf(condition);
  return value === undefined ? 'unsayable' : { type: 'RegularExpression', value };
}

/** What both of two conditions take, neither of which is an exact value. */
function both(a: ValueCondition, b: ValueCondition): ValueCondition | 'never' | 'unsayable' {
  if (a.kind === 'range' && b.kind === 'range' && !a.inverted && !b.inverted) {
    const [, start] = inOrder(a.start, b.start);
    const [end] = inOrder(a.end, b.end);
    return start < end ? { ...a, start, end } : 'never';
  }
  if (a.kind === 'prefix' && b.kind === 'prefix' && !a.inverted && !b.inverted) {
    if (a.value.startsWith(b.value)) return a;
    return b.value.startsWith(a.value) ? b : 'never';
  }
  if (a.kind === 'suffix' && b.kind === 'suffix' && !a.inverted && !b.inverted) {
    if (a.value.endsWith(b.value)) return a;
    return b.value.endsWith(a.value) ? b : 'never';
  }
  const prefix = [a, b].find((each) => each.kind === 'prefix' && !each.inverted);
  const suffix = [a, b].find((each) => each.kind === 'suffix' && !each.inverted);
  if (prefix?.kind === 'prefix' && suffix?.kind === 'suffix')
    return { kind: 'regex', value: startingAndEnding(prefix.value, suffix.value), inverted: false };
  return 'unsayable';
}

function inOrder(a: bigint, b: bigint): readonly [bigint, bigint] {
  return a < b ? [a, b] : [b, a];
}

/** A text that two conditions share only where they are the same. */
export function keyOf(condition: ValueCondition): string {
  return JSON.stringify(condition, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
}
