import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { blockValue } from '../../../commands/manifests/block-value';
import { documentsOf } from '../../../commands/manifests/documents';
import { plainScalar } from '../../../commands/manifests/scalars';
import { sourceText } from '../../../config/problem';
import { times } from '../../long';
import { referenceOutput } from '../../reference/reference';

const quickly = (text: string) => blockValue(text, plainScalar);
const slowly = (text: string) => [...documentsOf(sourceText('a.yaml', text))];

test.each([
  [
    'maps and lists, on the line of their key or item or below',
    'a:\n- b: 1\n  c:\n    - x\n    -\n      z: 2\n- - 3\n  - e:\nd: {}\nf: []\n',
    { a: [{ b: 1, c: ['x', { z: 2 }] }, [3, { e: null }]], d: {}, f: [] },
  ],
  [
    'scalars, plain and in quotes',
    'a: x:y\nb: "\\u0041\\n/"\n"c d": \'it\'\'s\'\ne: --flag=1\n1: 007\nyes: "yes"\n',
    { a: 'x:y', b: 'A\n/', 'c d': "it's", e: '--flag=1', '1': 7, true: 'yes' },
  ],
  [
    'texts of several lines, up to what is indented less',
    'a: |\n  one\n    two\n\n  # three\n\nb:\n- |-\n  four\n# five\nc: |\n',
    { a: 'one\n  two\n\n# three\n', b: ['four'], c: '' },
  ],
  ['a document after its beginning and comments', '# one\n---\n# two\na: 1\n\n', { a: 1 }],
])('%s are read, as the slow reader does', (_, text, value) => {
  expect(quickly(text)).toEqual({ value });
  expect(slowly(text)).toMatchObject([{ value }]);
});

test.each([
  ['a scalar that goes on in the next line', 'a: b\n  c\n'],
  ['a scalar that goes on behind a comment', 'a: "b"\n# c\n  d\n'],
  ['a comment beside a value', 'a: 1 # one\n'],
  ['flow collections', 'a: {b: 1}\n'],
  ['folded texts, and texts whose indent is told', 'a: >\n  b\nc: |2\n   d\n'],
  ['a text that is indented less later', 'a: |\n    b\n  c\n'],
  ['anchors, aliases and tags', 'a: &x 1\n'],
  ['escapes that JSON has not', 'a: "\\x41"\n'],
  ['a key twice', 'a: 1\na: 2\n'],
  ['a key that would change what the object inherits from', '__proto__:\n  a: 1\n'],
  ['a tab', 'a: 1\t2\n'],
  ['lines that fit no indent', 'a:\n    b: 1\n  c: 2\n'],
  ['a list that belongs to no key', 'a: 1\n- b\n'],
  ['a scalar alone', 'a\n'],
  ['nothing', '---\n'],
  ['a last line without its end', 'a: 1'],
  ['what nests deeper than objects do', `${'- '.repeat(70)}a\n`],
])('%s is left to the other readers', (_, text) => {
  expect(quickly(text)).toBeUndefined();
});

test('all that synth writes is read so', () => {
  const files = readdirSync(referenceOutput, { recursive: true, encoding: 'utf8' });
  const documents = files
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => readFileSync(join(referenceOutput, file), 'utf8').split(/^(?=---\n)/m))
    .filter((text) => !/^(?:#.*\n)*$/.test(text));
  expect(documents.length).toBeGreaterThan(100);
  expect(documents.filter((text) => quickly(text) === undefined)).toEqual([]);
});

const indent = fc.constantFrom('', '', '  ', '  ', '    ', '   ');
const item = fc.constantFrom('', '', '', '- ', '- - ', '-   ', '-');
const key = fc.constantFrom(
  'a: ',
  'b: ',
  'c:',
  'd: ',
  'e.f/g-h: ',
  '"q r": ',
  "'s''t': ",
  'null: ',
  '0x1: ',
  ': ',
  '? ',
  '',
);
const value = fc.constantFrom(
  ...[
    '',
    '',
    '1',
    'x',
    'x  y',
    '"q"',
    '"\\n\\"\\x41"',
    "'s''t'",
    "'s't",
    '|',
    '|-',
    '|+',
    '>',
    '{}',
    '[]',
    '{a: 1}',
    '&x 1',
    '*x',
  ],
  ...[
    '# c',
    'v # c',
    'v #c',
    'v#c',
    'v: w',
    'v:',
    'v:w',
    '-',
    '--',
    '-1',
    '-x',
    '- x',
    '--x',
    '.inf',
    '.5',
    '~',
    '~a',
    'yes',
    '0o7',
  ],
  ...[
    '%a',
    '@a',
    '=',
    '<<',
    '$(X)',
    ',a',
    ']',
    '? x',
    '?x',
    ':x',
    'é',
    '\u00a0',
    'x ',
    '"a" ',
    '"a" b',
    "it's",
    '|x',
    '\\',
  ],
);
const line = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(indent, item, key, value).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.constantFrom('', '  ', '      ', '# c', '  # c', '    x') },
);
const drawn = fc.array(line, { minLength: 1, maxLength: 7 }).map((lines) => `${lines.join('\n')}\n`);

test('whatever is read of drawn lines has the value that the slow reader gives it, and nothing to say', () => {
  fc.assert(
    fc.property(drawn, (text) => {
      const read = quickly(text);
      if (read === undefined) return;
      const documents = slowly(text);
      expect(documents).toMatchObject([{ problems: [], duplicates: [] }]);
      expect(documents[0]).toHaveProperty('value', read.value);
    }),
    { numRuns: times(3_000, 300_000) },
  );
});
