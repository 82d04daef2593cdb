import { literal } from '../../charts/mesh/kong-mesh/literal';
import type { RequestPattern } from '../result';
import {
  expressionOf,
  keyOf,
  kumaForm,
  takesValue,
  takesWhole,
  type ValueCondition,
} from './value-condition';

/** What a route asks of a path: letters, as App Mesh reads a prefix. */
export type PathCondition =
  | { readonly kind: 'any' }
  | { readonly kind: 'exact' | 'prefix' | 'regex'; readonly value: string };

/** What a route asks of a request. */
export interface Match {
  readonly path: PathCondition;
  readonly method?: string;
  /** Every condition on each header, by its name in lower case. */
  readonly headers: ReadonlyMap<string, readonly ValueCondition[]>;
  /** Query parameters, by name; null for any value. */
  readonly query: ReadonlyMap<string, string | null>;
}

/** Whether one match takes every request that the other takes; false where that is not sure. */
export function covers(wide: Match, narrow: Match): boolean {
  return (
    pathCovers(wide.path, narrow.path) &&
    (wide.method === undefined || wide.method === narrow.method) &&
    [...wide.headers].every(([name, conditions]) =>
      conditions.every((condition) =>
        (narrow.headers.get(name) ?? []).some((each) => implies(each, condition)),
      ),
    ) &&
    [...wide.query].every(([name, value]) => {
      const found = narrow.query.get(name);
      return found !== undefined && (value === null || found === value);
    })
  );
}

function pathCovers(wide: PathCondition, narrow: PathCondition): boolean {
  if (isAny(wide)) return true;
  if (wide.kind === 'any' || isAny(narrow) || narrow.kind === 'any') return false;
  if (narrow.kind === 'exact') return takesPath(wide, narrow.value);
  if (wide.kind === narrow.kind && wide.value === narrow.value) return true;
  return wide.kind === 'prefix' && narrow.kind === 'prefix' && narrow.value.startsWith(wide.value);
}

/** Whether a path takes every path: every path starts with `/`. */
export function isAny(path: PathCondition): boolean {
  return (
    path.kind === 'any' ||
    (path.kind === 'prefix' && path.value === '/') ||
    (path.kind === 'regex' && (path.value === '.*' || path.value === '/.*'))
  );
}

function takesPath(path: Exclude<PathCondition, { kind: 'any' }>, text: string): boolean {
  switch (path.kind) {
    case 'exact':
      return path.value === text;
    case 'prefix':
      return text.startsWith(path.value);
    case 'regex':
      return takesWhole(path.value, text);
  }
}

/** Whether a header that one condition takes is taken by the other too; false where that is not sure. */
function implies(narrow: ValueCondition, wide: ValueCondition): boolean {
  if (keyOf(narrow) === keyOf(wide)) return true;
  if (wide.kind === 'present') return narrow.kind !== 'absent';
  if (narrow.kind === 'exact' && !narrow.inverted) return takesValue(wide, narrow.value);
  if (narrow.kind === 'prefix' && wide.kind === 'prefix' && !narrow.inverted && !wide.inverted)
    return narrow.value.startsWith(wide.value);
  if (narrow.kind === 'suffix' && wide.kind === 'suffix' && !narrow.inverted && !wide.inverted)
    return narrow.value.endsWith(wide.value);
  return (
    narrow.kind === 'range' &&
    wide.kind === 'range' &&
    !narrow.inverted &&
    !wide.inverted &&
    narrow.start >= wide.start &&
    narrow.end <= wide.end
  );
}

/** Whether some request may be taken by both matches; true where that is not sure. */
export function overlap(a: Match, b: Match): boolean {
  return (
    pathsOverlap(a.path, b.path) &&
    (a.method === undefined || b.method === undefined || a.method === b.method) &&
    [...a.headers].every(([name, own]) =>
      own.every((one) => (b.headers.get(name) ?? []).every((other) => valuesOverlap(one, other))),
    ) &&
    [...a.query].every(([name, value]) => {
      const found = b.query.get(name);
      return found === undefined || value === null || found === null || found === value;
    })
  );
}

function pathsOverlap(a: PathCondition, b: PathCondition): boolean {
  if (a.kind === 'any' || b.kind === 'any') return true;
  if (a.kind === 'exact') return takesPath(b, a.value);
  if (b.kind === 'exact') return takesPath(a, b.value);
  if (a.kind === 'prefix' && b.kind === 'prefix')
    return a.value.startsWith(b.value) || b.value.startsWith(a.value);
  return true;
}

function valuesOverlap(a: ValueCondition, b: ValueCondition): boolean {
  if (a.kind === 'absent' || b.kind === 'absent') return a.kind === b.kind;
  if (a.kind === 'present' || b.kind === 'present') return true;
  if (a.kind === 'exact' && !a.inverted) return takesValue(b, a.value);
  if (b.kind === 'exact' && !b.inverted) return takesValue(a, b.value);
  if (a.kind === b.kind && keyOf({ ...a, inverted: false }) === keyOf({ ...b, inverted: false }))
    return a.inverted === b.inverted;
  if (a.inverted || b.inverted) return true;
  if (a.kind === 'prefix' && b.kind === 'prefix')
    return a.value.startsWith(b.value) || b.value.startsWith(a.value);
  if (a.kind === 'suffix' && b.kind === 'suffix')
    return a.value.endsWith(b.value) || b.value.endsWith(a.value);
  return a.kind !== 'range' || b.kind !== 'range' || (a.start < b.end && b.start < a.end);
}

/** The expression for the paths that a condition takes. */
export function pathExpression(path: PathCondition, prefix: 'segments' | 'letters' = 'letters'): string {
  switch (path.kind) {
    case 'any':
      return '.*';
    case 'exact':
      return literal(path.value);
    case 'prefix':
      return prefix === 'letters' || path.value === '/'
        ? `${literal(path.value)}.*`
        : `${literal(path.value.replace(/\/+$/, ''))}(?:/.*)?`;
    case 'regex':
      return path.value;
  }
}

/** The values that all conditions on a header take; more than those where no expression says it. */
function valuePattern(conditions: readonly ValueCondition[]): string | null {
  const form = kumaForm(conditions);
  if (typeof form === 'string')
    return conditions.map(expressionOf).find((each) => each !== undefined) ?? '.*';
  switch (form.type) {
    case 'Absent':
      return null;
    case 'Present':
      return '.*';
    case 'Exact':
      return literal(form.value ?? '');
    case 'Prefix':
      return `${literal(form.value ?? '')}.*`;
    case 'RegularExpression':
      return form.value ?? '.*';
  }
}

/** A match in the words of the report. */
export function patternOf({ path, method, headers, query }: Match): RequestPattern {
  return {
    ...(isAny(path) ? {} : { path: pathExpression(path) }),
    ...(method === undefined ? {} : { method }),
    ...(headers.size === 0
      ? {}
      : {
          headers: Object.fromEntries(
            [...headers].map(([name, conditions]) => [name, valuePattern(conditions)]),
          ),
        }),
    ...(query.size === 0
      ? {}
      : {
          query: Object.fromEntries(
            [...query].map(([name, value]) => [name, value === null ? '.*' : literal(value)]),
          ),
        }),
  };
}
