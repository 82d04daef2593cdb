import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { riskRules } from '../../diff/risks/all';
import { RepositoryCopy } from '../repository-copy';

const docs = join(__dirname, '../../docs');

/** The commands of a page, and what it says that they print. */
function examples(page: string): readonly (readonly [commands: string, printed: string])[] {
  const text = readFileSync(join(docs, page), 'utf8');
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```\n\n```text\n([\s\S]*?)^```$/gm)].map(
    ([, commands = '', printed = '']) => [commands, printed],
  );
}

/** What commands print, without what npm says of itself. */
function printed(stdout: string): string {
  return stdout.replace(/^\n> .*\n> .*\n\n/gm, '');
}

let copy: RepositoryCopy;
beforeAll(() => {
  copy = new RepositoryCopy();
});
afterAll(() => copy.remove());

test.each(['review.md', 'canary.md'])(
  'the commands of %s print what it says, one after the other',
  (page) => {
    const pairs = examples(page);
    expect(pairs.length).toBeGreaterThan(2);
    expect(pairs).toHaveLength(readFileSync(join(docs, page), 'utf8').match(/^```sh$/gm)?.length ?? 0);
    copy.reset();
    for (const [commands, expected] of pairs) {
      const { status, stdout, stderr } = copy.shell(commands);
      expect({ commands, status, printed: printed(stdout), ...(status === 0 ? {} : { stderr }) }).toEqual({
        commands,
        status: 0,
        printed: expected,
      });
    }
  },
  180_000,
);

test('the page on reviewing lists the rules as they are', () => {
  const page = readFileSync(join(docs, 'review.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `([^`]+)` *\| (\w+) *\| (.*?) *\|$/gm)].map(([, ...cells]) => cells);
  expect(rows).toEqual(riskRules.map(({ id, level, title }) => [id, level, title]));
});
