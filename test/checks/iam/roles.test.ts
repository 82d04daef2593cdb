import fc from 'fast-check';
import { covers } from '../../../checks/iam/roles';
import { times } from '../../long';

test.each([
  ['secretsmanager:GetSecretValue', 'secretsmanager:GetSecretValue', true],
  ['secretsmanager:GetSecretValue', 'secretsmanager:getsecretvalue', false],
  ['*', '', true],
  ['', '', true],
  ['', 'dj', false],
  ['secretsmanager:*', 'secretsmanager:GetSecretValue', true],
  ['secretsmanager:*Value', 'secretsmanager:GetSecretValue', true],
  ['secretsmanager:*Value', 'secretsmanager:GetSecretValues', false],
  ['dj/consumer1/api-key-??????', 'dj/consumer1/api-key-A1b2C3', true],
  ['dj/consumer1/api-key-??????', 'dj/consumer1/api-key-A1b2C', false],
  ['dj/*/api-key-*', 'dj/consumer1/api-key-A1b2C3', true],
  ['dj.consumer1', 'dj/consumer1', false],
  ['*a*b', 'aab ab', true],
  ['*a*b', 'aab abc', false],
])('the pattern "%s" covers "%s": %s', (pattern, value, covered) => {
  expect(covers(pattern, value)).toBe(covered);
});

const expressions: Readonly<Record<string, string>> = { '*': '.*', '?': '.', '.': '\\.' };

test('a pattern covers what a regular expression of the same meaning covers', () => {
  const near = fc.array(fc.constantFrom('a', 'b', '*', '?', '.', '\n'), { maxLength: 8 });
  fc.assert(
    fc.property(near, near, (signs, value) => {
      const meaning = signs.map((sign) => expressions[sign] ?? sign).join('');
      const expected = new RegExp(`^${meaning}$`, 's').test(value.join(''));
      expect(covers(signs.join(''), value.join(''))).toBe(expected);
    }),
    { numRuns: times(1_000, 20_000) },
  );
});

test('a pattern of many stars is judged in no time', () => {
  expect(covers(`${'*a'.repeat(40)}*b`, 'a'.repeat(5000))).toBe(false);
});
