import { check } from '../../checks/check';
import { checkWritten } from '../../checks/check-written';
import { rules } from '../../checks/rules';
import { rankOfPath } from '../../plan/stage';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { corpus } from '../faults/corpus';
import { type ObjectSet, objectsOf } from '../faults/object-set';
import { referenceSets } from '../faults/reference-sets';

const sets = referenceSets();

/** What the rules find in a set, with an index of its objects, and with one that knew the delivery objects last. */
function both(set: ObjectSet) {
  const { given, roles, engine } = set;
  const ranks = new Map(
    set.files.flatMap(({ objects, path }) => objects.map((object) => [object, rankOfPath(path)] as const)),
  );
  const context = {
    given,
    roles,
    stageOf: (object: Manifest) => ranks.get(object),
    ...(engine === undefined ? {} : { engine }),
  };
  const written = objectsOf(set);
  // Charts give objects in another order than the one in which they are written.
  const built = set.files
    .flatMap(({ path, objects }) => (path.startsWith('delivery/') ? [] : objects))
    .toReversed();
  const { findings } = check({ ...context, index: buildIndex(written, { given }) }, rules);
  return [checkWritten(context, buildIndex(built, { given }), written, rules), findings] as const;
}

test.each(sets)('the rules find the same in $name, whichever index they begin with', (set) => {
  const [found, expected] = both(set);
  expect(found).toEqual(expected);
});

test('faults are found where they are, in the same words, although the objects were indexed in another order', () => {
  const some = corpus(sets, 1).filter((_, number) => number % 3 === 0);
  const differing = some.filter((fault) => {
    const [found, expected] = both(fault.apply());
    return JSON.stringify(found) !== JSON.stringify(expected);
  });
  expect(differing.map(({ kind, description }) => `${kind}: ${description}`)).toEqual([]);
});
