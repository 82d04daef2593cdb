import type { Manifest } from '../references/manifest';
import { buildIndex, type ReferenceIndex } from '../references/reference-index';
import { check } from './check';
import type { Finding } from './finding';
import type { CheckContext, Rule } from './rule';

/**
 * What the rules find in objects as they are written, given an index of most of them: of those that there were before the
 * delivery engine's own. Findings are the same as with an index of all of them, which in most clusters is not built.
 *
 * @param written every object, in the order in which it is written
 */
export function checkWritten(
  context: Omit<CheckContext, 'index'>,
  built: ReferenceIndex,
  written: readonly Manifest[],
  rules: readonly Rule[],
): readonly Finding[] {
  const anew = (asked: readonly Rule[]) =>
    check({ ...context, index: buildIndex(written, { given: context.given }) }, asked).findings;
  const asWritten = new Set(written);
  // An object that is not written as it was built is another one.
  if (asWritten.size < written.length || !built.objects.every((object) => asWritten.has(object)))
    return anew(rules);
  const before = new Set(built.objects);
  const more = written.filter((object) => !before.has(object));
  const { reporting } = check({ ...context, index: built.withObjects(more) }, rules);
  // Whether a rule finds something does not depend on the order of the objects; which of two it accuses does.
  return reporting.size === 0 ? [] : anew(rules.filter(({ id }) => reporting.has(id)));
}
