import { type Diagnostic, render, summary } from '../../commands/render';

const diagnostic: Diagnostic = {
  severity: 'error',
  title: 'aws.region: unknown value',
  location: 'clusters/a.yaml:12:11',
  excerpt: { line: 12, text: '  region: us-wst-2', start: 10, length: 8 },
  notes: [
    ['found', 'us-wst-2'],
    ['mend', 'write us-west-2'],
  ],
};

test('a diagnostic is printed with its place, its line underlined, and its notes in a column', () => {
  expect(render([diagnostic], { colour: false })).toMatchInlineSnapshot(`
   "error: aws.region: unknown value
     --> clusters/a.yaml:12:11
      |
   12 |   region: us-wst-2
      |           ^^^^^^^^
      = found: us-wst-2
      = mend:  write us-west-2
   "
  `);
});

test('a diagnostic without a place in a file is its title and its notes', () => {
  const finding: Diagnostic = {
    severity: 'warning',
    title: 'no Secret of that name',
    location: 'Deployment prod/jazz-v1',
    more: ['with a second line'],
    notes: [['found', 'text']],
  };
  expect(render([finding], { colour: false })).toMatchInlineSnapshot(`
   "warning: no Secret of that name
     with a second line
   --> Deployment prod/jazz-v1
    = found: text
   "
  `);
});

test('diagnostics have an empty line between them, and none is nothing', () => {
  const notice: Diagnostic = {
    severity: 'notice',
    title: 'a notice',
    notes: [],
  };
  expect(render([notice, notice], { colour: false })).toBe('notice: a notice\n\nnotice: a notice\n');
  expect(render([], { colour: false })).toBe('');
});

test('colours are ANSI colours around the same text', () => {
  const introducer = String.fromCharCode(27);
  const coloured = render([diagnostic], { colour: true });
  expect(coloured).toContain(`${introducer}[31merror${introducer}[0m`);
  expect(coloured.replaceAll(new RegExp(`${introducer}\\[\\d+m`, 'g'), '')).toBe(
    render([diagnostic], { colour: false }),
  );
});

test('more diagnostics than the limit are counted', () => {
  const many = Array.from({ length: 7 }, () => ({ severity: 'error', title: 'x', notes: [] }) as const);
  expect(render(many, { colour: false, limit: 2 })).toBe('error: x\n\nerror: x\n\n... and 5 more\n');
});

test('a tab takes one column, so that the marks stay under what they mean', () => {
  const tabbed = {
    ...diagnostic,
    excerpt: { line: 1, text: '\tregion: x', start: 9, length: 1 },
  };
  expect(render([tabbed], { colour: false }).split('\n').slice(3, 5)).toEqual([
    '1 |  region: x',
    '  |          ^',
  ]);
});

test.each([
  ['\u001b', '\\u001b'],
  ['\u0007', '\\u0007'],
  ['\u009b', '\\u009b'],
  ['\u202e', '\\u202e'],
  ['\r', '\\r'],
  ['\n', '\\n'],
])('the character %j is shown as %s, and not passed on', (character, shown) => {
  const title = `a${character}b`;
  const printed = render([{ severity: 'error', title, notes: [['found', title]] }], { colour: false });
  expect(printed).toBe(`error: a${shown}b\n = found: a${shown}b\n`);
});

test('a summary counts by severity', () => {
  const of = (severity: Diagnostic['severity']) => ({ severity });
  expect(summary([of('notice'), of('error'), of('error'), of('notice')])).toBe('2 errors, 2 notices');
  expect(summary([of('warning')])).toBe('1 warning');
  expect(summary([])).toBe('');
});
