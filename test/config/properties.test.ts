import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { render } from '../../commands/render';
import { problemDiagnostics } from '../../commands/render-problems';
import { libraryOf } from '../../config/library';
import { judgeFile, judgeTogether, type ParsedClusters } from '../../config/parse';
import { times } from '../long';
import { applicationFiles } from '../mesh/clusters';
import { referenceNames, referenceText } from '../reference/reference';
import { edge, zone } from './bad-files';

const library = libraryOf([], applicationFiles());

/** Holds for whatever a text is: a result and no exception, and every problem at a place that the text has. */
function expectAnswer(text: string): ParsedClusters {
  const parsed = judgeTogether([judgeFile({ name: 'clusters/a.yaml', text }, library)]);
  const problems = 'problems' in parsed ? parsed.problems : parsed.notices;
  const lines = text.split('\n');
  for (const problem of problems) {
    // What the application's own file says is at a place of that file.
    if (problem.file !== 'clusters/a.yaml') continue;
    const line = lines[problem.line - 1];
    expect(line).toBeDefined();
    expect(problem.column).toBeGreaterThanOrEqual(1);
    expect(problem.column).toBeLessThanOrEqual((line ?? '').length + 1);
    const { excerpt } = problem;
    expect(excerpt.start + excerpt.length).toBeLessThanOrEqual(
      Math.max(excerpt.text.length, excerpt.start + 1),
    );
    for (const words of [problem.message, problem.found, problem.expected, problem.mend]) {
      expect(words).not.toBe('');
      expect(words).not.toMatch(/undefined|\[object|NaN/);
    }
  }
  // An answer is a cluster, or at least one error.
  if ('problems' in parsed) expect(parsed.problems.some((each) => each.severity === 'error')).toBe(true);
  else expect(parsed.clusters).toHaveLength(1);
  const printed = render(problemDiagnostics(problems), { colour: false });
  expect(printed).not.toMatch(/[^\P{Cc}\n]/u);
  return parsed;
}

const references = referenceNames.map(referenceText);

const text = fc.string({ unit: 'binary', maxLength: 200 });

/** Pieces that mean something to YAML, or to this schema. */
const piece = fc.constantFrom(
  ...[
    '\n',
    '  ',
    '\t',
    ': ',
    '- ',
    '? ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"',
    "'",
    '|\n',
    '>\n',
    '#',
    '&a ',
    '*a',
    '!!int ',
    '!x ',
  ],
  ...[
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '<<',
    '~',
    'null',
    'true',
    'yes',
    '0123',
    '1.10',
    '1e999',
    '.nan',
    '\\',
    '\r\n',
    '\ufeff',
  ],
  ...[
    'aws',
    'mesh',
    'gateway',
    'mode',
    'kic',
    'backend',
    'applications',
    'dj',
    'given',
    'helm',
    'patches',
    '__proto__',
  ],
  ...['constructor', 'toString', 'values', 'operations', 'op', 'consumers', 'secret', 'é', '\u2028', '\0'],
);

test('any text ends in problems at places that exist, or in a cluster', () => {
  fc.assert(
    fc.property(text, (any) => void expectAnswer(any)),
    { numRuns: times(40, 1_000) },
  );
});

test('any heap of YAML and of this schema does', () => {
  const heap = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(heap, (any) => void expectAnswer(any)),
    { numRuns: times(100, 5_000) },
  );
});

test('a valid file with a stretch replaced by anything does', () => {
  const edit = fc.record({
    file: fc.constantFrom(edge, zone, ...references),
    at: fc.nat(),
    length: fc.nat({ max: 30 }),
    by: fc.oneof(piece, text, fc.constant('')),
  });
  fc.assert(
    fc.property(edit, ({ file, at, length, by }) => {
      const start = at % file.length;
      expectAnswer(file.slice(0, start) + by + file.slice(start + length));
    }),
    { numRuns: times(70, 5_000) },
  );
});

/** Every path of a value, the parts of lists and maps included. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const below = typeof value !== 'object' || value === null ? [] : Object.entries(value);
  return [
    ...(path.length === 0 ? [] : [path]),
    ...below.flatMap(([key, inside]) => pathsOf(inside, [...path, Array.isArray(value) ? Number(key) : key])),
  ];
}

/** The value with another one at a path, or without what is there. */
function replaced(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === key ? replaced(item, rest, by) : item));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([name, inside]) => [name, name === key ? replaced(inside, rest, by) : inside] as const,
  );
  return Object.fromEntries(entries.filter(([, inside]) => inside !== undefined));
}

describe.each([
  ['edge', edge],
  ['zone', zone],
])('in %s', (_name, file) => {
  const value: unknown = parse(file);

  test.each(pathsOf(value).map((path) => [path.join('.'), path] as const))(
    '%s may be anything, or nothing',
    (_path, path) => {
      const anything = fc.option(fc.jsonValue({ maxDepth: 3 }), { nil: undefined });
      fc.assert(
        fc.property(anything, (by) => void expectAnswer(stringify(replaced(value, path, by)))),
        { numRuns: times(3, 50), examples: [['__proto__'], ['constructor'], ['toString']] },
      );
    },
  );

  test('two mistakes are both told: those of one never hide those of another', () => {
    const paths = pathsOf(value).filter((path) => typeof path.at(-1) === 'string');
    const errorsOf = (changed: unknown) => {
      const parsed = expectAnswer(stringify(changed));
      return 'problems' in parsed ? parsed.problems.filter((each) => each.severity === 'error') : [];
    };
    // Where a key decides what its siblings mean, a mistake there leaves open what is wrong with them; a plugin's
    // configuration may be anything here.
    const decides = /^(gateway\.mode|mesh\.backend|mesh\.controlPlane|applications\..*\.config\..*)$/;
    const leaf = fc
      .constantFrom(...paths)
      .filter((path) => !decides.test(path.join('.')) && typeof at(value, path) !== 'object');
    fc.assert(
      fc.property(leaf, leaf, (one, other) => {
        fc.pre(one.join('.') !== other.join('.'));
        const wrong = ['not', 'a', 'value'];
        const both = errorsOf(replaced(replaced(value, one, wrong), other, wrong)).map((each) => each.path);
        for (const path of [one, other]) {
          expect(both).toContain(errorsOf(replaced(value, path, wrong))[0]?.path);
        }
      }),
      { numRuns: times(8, 300) },
    );
  });
});

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (here, key) =>
      typeof here === 'object' && here !== null
        ? Object.entries(here).find(([name]) => name === String(key))?.[1]
        : undefined,
    value,
  );
}
