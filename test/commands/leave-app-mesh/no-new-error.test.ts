import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkCommand } from '../../../commands/check';
import { leaveCommand } from '../../../commands/leave-app-mesh';
import { documentsToYaml } from '../../../output/yaml';
import { times } from '../../long';
import { drawnSet, setOf } from '../../migrate/routing/draw';

const folder = mkdtempSync(join(tmpdir(), 'meshwright-no-new-error-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const input = join(folder, 'input.yaml');
const out = join(folder, 'out');

function run(command: typeof leaveCommand, ...argv: readonly string[]) {
  let stdout = '';
  const ignored = { write: () => undefined };
  const status = command(argv, {
    environment: {},
    stdout: { write: (text) => (stdout += text) },
    stderr: ignored,
  });
  return { status, stdout };
}

/** Each error of a check, and how often. */
function errorsOf(...paths: readonly string[]): ReadonlyMap<string, number> {
  const { findings } = JSON.parse(run(checkCommand, ...paths, '--format', 'json').stdout);
  const found = new Map<string, number>();
  for (const { severity, rule, object } of findings)
    if (severity === 'error') {
      const key = `${rule} ${JSON.stringify(object)}`;
      found.set(key, (found.get(key) ?? 0) + 1);
    }
  return found;
}

test('input and output together have no error that the input had not', () => {
  let converted = 0;
  fc.assert(
    fc.property(drawnSet, (drawn) => {
      writeFileSync(input, documentsToYaml(setOf(drawn)));
      if (run(leaveCommand, input, '--out', out).status === 1) return;
      converted += 1;
      const before = errorsOf(input);
      const added = [...errorsOf(input, out)].filter(([error, count]) => count > (before.get(error) ?? 0));
      expect(added).toEqual([]);
    }),
    { numRuns: times(8, 300) },
  );
  expect(converted).toBeGreaterThan(0.5 * times(8, 300));
});
