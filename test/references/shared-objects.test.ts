import type { Manifest } from '../../references/manifest';
import { sharedObjects } from '../../references/shared-objects';

const named = (name: string, more: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'prod' },
  ...more,
});

test('an object that says what one of an earlier set says is that one', () => {
  const [first] = sharedObjects([named('a', { data: { x: ['1', '2'] } })]);
  const [second] = sharedObjects([named('a', { data: { x: ['1', '2'] } })]);
  expect(second).toBe(first);
});

test('two equal objects of one set stay two', () => {
  const [one, other] = sharedObjects([named('twice'), named('twice')]);
  expect(other).not.toBe(one);
  const [again, andAgain] = sharedObjects([named('twice'), named('twice')]);
  expect(andAgain).not.toBe(again);
});

test.each([
  ['another value', { data: { x: '1' } }, { data: { x: '2' } }],
  ['a further key', { data: { x: '1' } }, { data: { x: '1', y: '1' } }],
  ['another order of the keys', { data: { x: '1', y: '2' } }, { data: { y: '2', x: '1' } }],
  ['a list that is longer', { items: [1] }, { items: [1, 2] }],
  ['a list instead of a map', { items: ['1'] }, { items: { 0: '1' } }],
  ['null instead of nothing', { data: null }, {}],
  ['null instead of a number that is none', { data: Number.NaN }, { data: null }],
  ['a zero with a sign', { data: 0 }, { data: -0 }],
])('what differs by %s is another object', (_, one, other) => {
  const [first] = sharedObjects([named('differs', one)]);
  const [second] = sharedObjects([named('differs', other)]);
  expect(second).not.toBe(first);
});

test('an object of which each set has a form of its own is not kept', () => {
  const own = (x: number) => sharedObjects([named('own', { data: { x: String(x) } })])[0];
  const forms = Array.from({ length: 13 }, (_, x) => own(x));
  expect(own(12)).not.toBe(forms[12]);
});

test('what several sets share is kept while others have forms of their own', () => {
  const form = (x: string) => sharedObjects([named('both', { data: { x } })])[0];
  const shared = form('shared');
  for (let x = 0; x < 40; x++) {
    form(`own ${x}`);
    expect(form('shared')).toBe(shared);
  }
});

test('of one object several forms are remembered, and none for ever', () => {
  const forms = ['1', '2', '3'].map((x) => sharedObjects([named('form', { data: { x } })])[0]);
  expect(sharedObjects([named('form', { data: { x: '1' } })])[0]).toBe(forms[0]);
  sharedObjects(Array.from({ length: 21_000 }, (_, number) => named(`other-${number}`)));
  expect(sharedObjects([named('form', { data: { x: '1' } })])[0]).not.toBe(forms[0]);
});
