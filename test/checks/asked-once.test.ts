import { check } from '../../checks/check';
import type { Draft } from '../../checks/finding';
import type { CheckContext, ObjectRule } from '../../checks/rule';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';

const facts = {
  severity: 'error',
  title: 'a rule of the test',
  why: 'none',
  source: 'none',
  kinds: ['/ConfigMap'],
  example: { fails: '', passes: '' },
} as const;

const object = (name: string): Manifest => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

/** Rules that count how often they are asked, one of each form; both accuse an object that is called `bad`. */
function counting() {
  const asked = { alone: 0, among: 0 };
  const accuse = (accused: Manifest): readonly Draft[] =>
    accused.metadata.name === 'bad'
      ? [{ object: accused, path: '', message: 'bad', found: 'bad', expected: 'good', mend: 'write good' }]
      : [];
  const alone: ObjectRule = {
    ...facts,
    id: 'general/alone',
    checkObject: (accused) => {
      asked.alone++;
      return accuse(accused);
    },
  };
  const among: ObjectRule = {
    ...facts,
    id: 'general/among',
    checkObject: (accused, { given }: CheckContext) => {
      asked.among++;
      return given.includes('ack-iam') ? accuse(accused) : [];
    },
  };
  return { asked, rules: [alone, among] };
}

test('of an object that it has nothing against, a rule that takes the object alone is asked once for all sets', () => {
  const { asked, rules } = counting();
  const shared = object('shared');
  for (const other of ['a', 'b', 'c']) {
    check({ index: buildIndex([shared, object(other)]), given: [] }, rules);
  }
  expect(asked).toEqual({ alone: 4, among: 6 });
});

test('what it has something against is said in every set', () => {
  const { rules } = counting();
  const bad = object('bad');
  const found = [1, 2].map(() =>
    check({ index: buildIndex([bad]), given: ['ack-iam'] }, rules).findings.map(({ rule }) => rule),
  );
  expect(found).toEqual([
    ['general/alone', 'general/among'],
    ['general/alone', 'general/among'],
  ]);
});

test('a rule that asks for more than the object is asked in every set', () => {
  const { rules } = counting();
  const [, among] = rules;
  const bad = object('bad');
  const found = [[], ['ack-iam']].map(
    (given) => check({ index: buildIndex([bad]), given }, among === undefined ? [] : [among]).findings.length,
  );
  expect(found).toEqual([0, 1]);
});
