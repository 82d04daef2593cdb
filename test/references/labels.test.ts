import { describeSelector, matches, readSelector } from '../../references/labels';

const selector = (operator: string, values?: readonly string[]) =>
  readSelector({ matchExpressions: [{ key: 'app', operator, values }] }) ?? {
    matchLabels: {},
    matchExpressions: [],
  };

test.each([
  ['In', ['a', 'b'], { app: 'a' }, true],
  ['In', ['a', 'b'], { app: 'c' }, false],
  ['In', ['a', 'b'], {}, false],
  ['NotIn', ['a'], { app: 'b' }, true],
  ['NotIn', ['a'], { app: 'a' }, false],
  ['NotIn', ['a'], {}, true],
  ['Exists', [], { app: '' }, true],
  ['Exists', [], {}, false],
  ['DoesNotExist', [], {}, true],
  ['DoesNotExist', [], { app: 'a' }, false],
])('%s %j with labels %j: %s', (operator, values, labels, expected) => {
  expect(matches(selector(operator, values), labels)).toBe(expected);
});

test('labels and expressions have to hold together', () => {
  const both = readSelector({
    matchLabels: { a: 'b' },
    matchExpressions: [{ key: 'c', operator: 'Exists' }],
  });
  if (both === undefined) throw new Error('no selector');
  expect(matches(both, { a: 'b', c: 'd' })).toBe(true);
  expect(matches(both, { a: 'b' })).toBe(false);
  expect(matches(both, { c: 'd' })).toBe(false);
});

test('an empty selector selects everything, and an absent one is none', () => {
  expect(readSelector(undefined)).toBeUndefined();
  const everything = readSelector({});
  expect(everything && matches(everything, { any: 'thing' })).toBe(true);
});

test('a selector is described in one line', () => {
  const selectors = [{}, { matchLabels: { a: 'b' } }].map(readSelector);
  const described = [
    ...selectors,
    selector('In', ['a', 'b']),
    selector('NotIn', ['a']),
    selector('Exists'),
    selector('DoesNotExist'),
  ];
  expect(described.map((one) => (one === undefined ? '' : describeSelector(one)))).toEqual([
    'everything',
    'a=b',
    'app in (a,b)',
    'app notin (a)',
    'app',
    '!app',
  ]);
});

test('an expression with an unknown operator is not read', () => {
  expect(selector('Near', ['a']).matchExpressions).toEqual([]);
});
