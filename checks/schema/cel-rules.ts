import { celEnv, isCelError, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import type { CelRule } from '../../references/schemas';
import { matches } from './pattern';

/** The environment of every rule: `self`, and patterns read as Go reads them. */
const environment = celEnv({
  funcs: strings,
  re2: { compile: (pattern) => ({ test: (text) => matches(pattern, text) }) },
});

/** What a rule says of a value: whether it holds, or why that cannot be told. */
export type CelVerdict = boolean | { readonly problem: string };

/** A value as CEL takes it: a whole number is a bigint, and a number a double. */
export type CelData =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly CelData[]
  | ReadonlyMap<string, CelData>;

export type CompiledRule = (self: CelData) => CelVerdict;

const compiled = new Map<string, CompiledRule>();

/** Whether a rule speaks of a change from an old object, and so cannot be judged from one object. */
export function isAboutChange({ rule }: CelRule): boolean {
  return /\boldSelf\b/.test(rule);
}

/** Compiles an expression once; `self` is a value from a `Converter`. */
export function compileRule(rule: string): CompiledRule {
  const known = compiled.get(rule);
  if (known !== undefined) return known;
  const evaluate = plan(environment, parse(rule));
  const judge: CompiledRule = (self) => {
    const result = evaluate({ self });
    if (isCelError(result)) return { problem: result.message };
    return result === true;
  };
  compiled.set(rule, judge);
  return judge;
}
