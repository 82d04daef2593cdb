import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseClusters } from '../../../config/parse';

const table = z
  .strictObject({
    files: z.record(z.string(), z.string()),
    mistakes: z.array(
      z.strictObject({ in: z.string(), from: z.string(), to: z.string(), says: z.array(z.string()) }),
    ),
  })
  .parse(parse(readFileSync(join(__dirname, 'mistakes.yaml'), 'utf8')));

/** Everything that is said of the files, a line for each. */
function said(files: Readonly<Record<string, string>>): readonly string[] {
  const named = Object.entries(files).map(([name, text]) => ({ name, text }));
  const parsed = parseClusters(
    named.filter(({ name }) => name.startsWith('clusters/')),
    named.filter(({ name }) => name.startsWith('applications/')),
  );
  const problems = 'problems' in parsed ? parsed.problems : parsed.notices;
  return problems.map(
    ({ file, line, column, path, message, found, expected, mend }) =>
      `${file}:${line}:${column} ${path}: ${message}; found ${found}; expected ${expected}; ${mend}`,
  );
}

test('the files have no mistake', () => {
  expect(said(table.files)).toEqual([]);
});

test('there are more than 150 mistakes', () => {
  expect(table.mistakes.length).toBeGreaterThan(150);
});

test.each(table.mistakes.map((row) => [`${row.from} -> ${row.to}`.replaceAll('\n', ' '), row] as const))(
  '%s',
  (_title, { in: name, from, to, says }) => {
    const text = table.files[name] ?? '';
    expect(text).toContain(from);
    expect(said({ ...table.files, [name]: text.replace(from, () => to) })).toEqual(says);
  },
);
