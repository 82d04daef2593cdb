import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkCommand } from '../../../commands/check';
import { wrapped } from '../../../commands/help-text';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meshwright-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(...argv: readonly string[]): { readonly status: number; readonly said: string } {
  let said = '';
  const stream = { write: (text: string) => (said += text) };
  const status = checkCommand(argv, { environment: {}, stdout: stream, stderr: stream });
  return { status, said };
}

test('a pipe in a folder is not opened', () => {
  execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
  writeFileSync(join(folder, 'a.yaml'), 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n');
  expect(run(folder).said).toContain('1 object in 1 file');
});

test.each([
  ['a NUL', 'a\u0000b'],
  ['5,000 characters', 'a'.repeat(5_000)],
  ['a name of 5,000 characters below another', `a/${'b'.repeat(5_000)}/c`],
])('a path in an object that has %s is that of no folder', (_title, path) => {
  const application = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'a' } };
  const flux = {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'a' },
  };
  const objects = [
    { ...application, spec: { source: { repoURL: 'https://example.com/a', path } } },
    { ...flux, spec: { path } },
  ];
  for (const [number, object] of objects.entries())
    writeFileSync(join(folder, `${number}.json`), JSON.stringify(object));
  writeFileSync(
    join(folder, 'kustomization.yaml'),
    JSON.stringify({ resources: ['0.json', '1.json', path] }),
  );
  expect([0, 1, 2]).toContain(run(folder).status);
});

test('input without any object is an error, unless it may be empty', () => {
  writeFileSync(join(folder, 'a.yaml'), '# nothing\n');
  expect(run(folder)).toMatchObject({ status: 2, said: expect.stringContaining('nothing to check') });
  expect(run(join(folder, 'a.yaml')).status).toBe(2);
  expect(run(folder, '--allow-empty').status).toBe(0);
});

test('help breaks between words, and below the description of its option', () => {
  expect(
    run('--help')
      .said.split('\n')
      .filter((line) => line.length > 80),
  ).toEqual([]);
  expect(wrapped(`  --given  ${'word '.repeat(20).trim()}`)).toBe(
    `  --given  ${'word '.repeat(14).trim()}\n           ${'word '.repeat(6).trim()}`,
  );
});

test('a reader that has had enough is no stack trace', () => {
  const text = Array.from(
    { length: 3_000 },
    (_, i) => `apiVersion: v1\nkind: Service\nmetadata: {name: s${i}}\nspec: {a: 1}\n`,
  );
  writeFileSync(join(folder, 'a.yaml'), text.join('---\n'));
  const command = `node tools/compiled/run.js commands/check.ts --format json ${join(folder, 'a.yaml')} | head -c 10`;
  const { stderr, stdout } = spawnSync('sh', ['-c', command], {
    cwd: resolve(__dirname, '../../..'),
    encoding: 'utf8',
  });
  expect(stdout).toHaveLength(10);
  expect(stderr).toBe('');
});
