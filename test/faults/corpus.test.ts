import { idOf, keyOf } from '../../references/identity';
import { corpus } from './corpus';
import { mutators } from './mutators/all';
import { objectsOf } from './object-set';
import { referenceSets } from './reference-sets';

const sets = referenceSets();
const faults = corpus(sets);

test('the corpus has at least 250 faults of at least 60 kinds, in every reference cluster and every family', () => {
  expect(faults.length).toBeGreaterThanOrEqual(250);
  expect(new Set(faults.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(60);
  expect(new Set(faults.map(({ set }) => set.name))).toEqual(new Set(sets.map(({ name }) => name)));
  expect(new Set(mutators.map(({ family }) => family)).size).toBe(7);
});

test('no two kinds of fault have the same name, and each finds a place in the reference clusters', () => {
  const kinds = mutators.map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
  expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(kinds));
});

test('the same seed draws the same faults', () => {
  const names = (list: typeof faults) =>
    list.map(({ kind, set, object, description }) =>
      [kind, set.name, keyOf(idOf(object)), description].join(' '),
    );
  expect(names(corpus(referenceSets()))).toEqual(names(faults));
});

test('a fault changes a copy: the set that it is put into stays as it was', () => {
  const before = sets.map((set) => JSON.stringify(set));
  for (const fault of faults) {
    const after = fault.apply();
    expect([fault.kind, fault.description, JSON.stringify(after) === JSON.stringify(fault.set)]).toEqual([
      fault.kind,
      fault.description,
      false,
    ]);
    expect(fault.reportedAt).not.toEqual([]);
    expect(objectsOf(fault.set)).toContain(fault.object);
  }
  expect(sets.map((set) => JSON.stringify(set))).toEqual(before);
});
