import { maxAliasedValues } from '../../config/limits';
import { parseClusters } from '../../config/parse';
import { itemsScanned } from '../items-scanned';
import { times } from '../long';

function problemsOf(text: string) {
  const parsed = parseClusters([{ name: 'clusters/a.yaml', text }]);
  return 'problems' in parsed ? parsed.problems : [];
}

const laughs = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 30 }, (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level}, `.repeat(9)}]`),
].join('\n');

test('a billion laughs are refused at the first alias too many', () => {
  expect(problemsOf(laughs)).toMatchObject([
    { message: 'aliases that explode', line: 5, expected: expect.stringContaining(String(maxAliasedValues)) },
  ]);
});

test.each([
  ['lists', '['.repeat(10_000)],
  ['closed lists', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['maps', '{a: '.repeat(10_000)],
  ['block lists', '- '.repeat(10_000)],
  ['keys', '? '.repeat(10_000)],
  ['values', ': '.repeat(10_000)],
  ['block maps', Array.from({ length: 1_000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
  ['a list for half a mebibyte', '['.repeat(500_000)],
])('nesting of 10,000 %s is one problem and no stack overflow', (_title, text) => {
  expect(problemsOf(`x: \n ${text}`).map((problem) => problem.message)).toEqual(['nested too deep']);
});

test('nesting of 90 levels is fine', () => {
  const deep = `${'{a: '.repeat(90)}1${'}'.repeat(90)}`;
  expect(problemsOf(`helm: {kong: {values: ${deep}}}`).map((problem) => problem.path)).not.toContain('');
});

test.each([
  ['stray brackets', ']'.repeat(1_000_000)],
  ['anchors', '&a '.repeat(20_000)],
  ['tags', '!a '.repeat(20_000)],
  ['commas', `[${','.repeat(20_000)}`],
  ['escapes', `"${'\\z'.repeat(20_000)}"`],
])('a great many %s are a few problems', (_title, text) => {
  const count = problemsOf(text).length;
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThanOrEqual(21);
});

test.each([
  ['a value', 'aws: {region: "a\\ud800"}', 1, 15],
  ['a value of a chart', 'helm:\n  kong:\n    values: {a: ["x", "\\udc00b"]}', 3, 23],
  ['a key', 'helm: {kong: {values: {"\\ud83d": 1}}}', 1, 24],
])(
  'half of a surrogate pair in %s is refused at its place, and both halves are not',
  (_title, text, line, column) => {
    const halves = (of: string) => problemsOf(of).filter(({ message }) => message.includes('surrogate'));
    expect(halves(text)).toMatchObject([{ message: 'text with half of a surrogate pair', line, column }]);
    expect(halves(text.replace(/\\u[a-z0-9]+/, '\\ud83d\\ude00'))).toEqual([]);
  },
);

test('a number of megabytes of digits is no number', () => {
  expect(problemsOf(`aws: ${'9'.repeat(1_000_000)}`)[0]?.message).toBe('a value that JSON does not have');
});

describe('twice the file is about twice the work, for', () => {
  const many = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index)).join('\n');
  test.each<[string, (count: number) => string]>([
    ['unknown keys', (count) => many(count, (index) => `key${index}: 1`)],
    ['duplicate keys', (count) => many(count, () => 'key: 1')],
    [
      'values of a chart',
      (count) => `helm:\n  kong:\n    values:\n${many(count, (index) => `      k${index}: 0`)}`,
    ],
    ['duplicate keys on one line', (count) => `{${'key: 1,'.repeat(count)}}`],
    ['given objects', (count) => `given:\n${many(count, (index) => `- Secret prod/a${index}`)}`],
    ['anchors', (count) => many(count, (index) => `key${index}: &a${index} 1`)],
  ])('%s', (_title, text) => {
    const half = itemsScanned(() => problemsOf(text(1_000)));
    const whole = itemsScanned(() => problemsOf(text(2_000)));
    expect(half).toBeGreaterThan(1_000);
    expect(whole / half).toBeLessThan(2.1);
  });
});

const keys = times(5_000, 100_000);

test(`${keys} keys are judged to the last one`, () => {
  const text = Array.from({ length: keys }, (_, index) => `k${index.toString(36)}: 1`).join('\n');
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  expect(problemsOf(text).filter((problem) => problem.message === 'unknown key')).toHaveLength(keys);
});
