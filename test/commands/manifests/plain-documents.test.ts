import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { documentsOf, type TextDocument } from '../../../commands/manifests/documents';
import { plainDocuments } from '../../../commands/manifests/plain-documents';
import { type Problem, sourceText } from '../../../config/problem';
import { times } from '../../long';
import { repository } from '../../repository';

const slowly = (text: string) => [...documentsOf(sourceText('a.yaml', text))];

/** Both readers find the same documents, and each where the other does: blank lines and comments between two may go to either. */
function expectAlike(text: string, quickly: readonly TextDocument[]): void {
  const bare = (document: TextDocument | Problem) =>
    'severity' in document ? document : { ...document, start: 0, end: 0 };
  expect(quickly.map(bare)).toEqual(slowly(text).map(bare));
  for (const { value, start, end } of quickly)
    expect(slowly(text.slice(start, end))).toMatchObject([{ value }]);
}

function yamlBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return yamlBelow(path);
    return /\.ya?ml$/.test(name) ? [readFileSync(path, 'utf8')] : [];
  });
}

const texts = ['dist', 'test', 'applications', 'clusters'].flatMap((folder) =>
  yamlBelow(join(repository, folder)),
);

test('the files of this repository are read alike by both readers, and nearly all by the quick one', () => {
  const read = texts.map((text) => [text, plainDocuments(text)] as const);
  expect(read.filter(([, documents]) => documents !== undefined).length).toBeGreaterThan(0.9 * texts.length);
  for (const [text, documents] of read) if (documents !== undefined) expectAlike(text, documents);
});

test.each([
  ['an anchor and an alias', 'a: &x 1\nb: *x\n'],
  ['a tag', 'a: !!str 1\n'],
  ['a merge key', '<<: {a: 1}\n'],
  ['a key twice', 'a: 1\na: 2\n'],
  ['a directive', '%YAML 1.2\n---\na: 1\n'],
  ['the end of a document without another', 'a: 1\n...\nb: 2\n'],
  ['a number that JSON has not', 'a: .inf\n'],
  ['a key that is a map', '{a: 1}: 2\n'],
  ['a key that would change what the object inherits from', '__proto__: {a: 1}\n'],
  ['line ends of Windows', 'a: 1\r\nb: 2\r\n'],
  ['a tab before a key', 'a:\n\tb: 1\n'],
  ['what is no YAML', 'a: [1\nb: 2\n'],
  ['what nests too deep', `${'['.repeat(200)}${']'.repeat(200)}`],
])('the quick reader leaves %s to the slow one', (_, text) => {
  expect(plainDocuments(text)).toBeUndefined();
});

test.each([
  ['booleans and numbers as Go reads them', 'a: yes\nb: 0o17\nc: 1_000\nd: 12:30\ne: ~\nf: "yes"\n'],
  ['text blocks', 'a: |\n  one\n  --no\n\n  two\nb: >-\n  three\n  four\nc: |2\n    five\n'],
  ['comments around documents', '# one\n---\n# two\na: 1 # three\n---\n# nothing\n---\nb: 2\n# end\n'],
  ['flow collections over lines', 'a: {b: [1, "2",\n  three], c: }\n- d\n'.replace('- d\n', '')],
  ['keys that are no plain text', 'true: 1\n"a b": 2\n1.5: 3\nnull: 4\n? e\n: 5\n'],
  ['keys called toString', 'a: {toString: 1, valueOf: 2, constructor: 3}\n'],
  ['content beside the beginning of a document', '--- {a: 1}\n--- "text"\n---\n'],
  ['nothing', ''],
])('both readers read %s alike', (_, text) => {
  const read = plainDocuments(text);
  expect(read).toBeDefined();
  expectAlike(text, read ?? []);
});

const signs = [
  ':',
  ' ',
  '-',
  '\n',
  '"',
  "'",
  '#',
  '[',
  ']',
  '{',
  '}',
  ',',
  '|',
  '>',
  '&',
  '*',
  '!',
  '%',
  '?',
  '~',
  '\\',
  '\t',
  '0',
  'a',
  '<<',
  '---',
  ': ',
  ' #',
  '\n  ',
  '\n\n',
  '@',
  '`',
  '=',
  '.',
  '+',
  'e',
];

test('of texts with signs put in and taken out both readers make the same, where the quick one reads them at all', () => {
  const small = texts.filter((text) => text.length < 3000);
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(3),
    put: fc.constantFrom('', ...signs),
  });
  const mutant = fc
    .tuple(fc.constantFrom(...small), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([text, edits]) =>
      edits.reduce((changed, { at, cut, put }) => {
        const index = Math.floor(at * changed.length);
        return changed.slice(0, index) + put + changed.slice(index + cut);
      }, text),
    );
  const drawn = fc
    .array(fc.constantFrom(...signs, 'b', 'key: ', '- ', '\n- ', '\nc: '), { maxLength: 24 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(mutant, drawn), (text) => {
      const documents = plainDocuments(text);
      if (documents !== undefined) expectAlike(text, documents);
    }),
    { numRuns: times(600, 100_000) },
  );
});
