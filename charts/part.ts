import type { Construct } from 'constructs';

/**
 * Takes what `add` makes of `from`, and of nothing else: who takes it may have made it before, of the same.
 *
 * @param name of the part, one of a kind among those of an application
 * @param from plain data
 */
export type AddPart = <From>(name: string, from: From, add: (scope: Construct, from: From) => void) => void;

/** Adds all parts to one construct. */
export function partsOf(scope: Construct): AddPart {
  return (_name, from, add) => add(scope, from);
}
