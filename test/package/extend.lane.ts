import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeBlocks } from '../docs/code-blocks';
import { write } from '../output/folders';
import { repository } from '../repository';
import { Folder, nodes } from './installation';

const installed = new Folder().install();
installed.must('npx meshwright init');

const page = readFileSync(join(repository, 'docs/extend.md'), 'utf8');
/** The file of the page that begins with a comment of its name. */
const shown = (name: string): string => {
  const found = codeBlocks(page).find(
    (text) => text.startsWith(`// ${name}\n`) || text.startsWith(`# ${name}\n`),
  );
  if (found === undefined) throw new Error(`docs/extend.md shows no ${name}`);
  return found;
};

/** The repository of docs/extend.md. */
function extend(there: Folder): void {
  there.must(`cp -r ${installed.path}/. .`);
  write(there.path, {
    'platform.ts': shown('platform.ts'),
    'meshwright.yaml': shown('meshwright.yaml'),
    'teams/payments/application.yaml': shown('teams/payments/application.yaml'),
  });
  there.must(
    'sed -i \'s/^  hello: {}$/  hello: {}\\n  payments: {}\\nvalues: {costCentre: "4711"}/\' clusters/production.yaml',
  );
}

describe.each(nodes)('on Node $name', (node) => {
  const there = new Folder(node);
  extend(there);

  test('an own chart, rule and application are written, ordered, judged and delivered like all others', () => {
    expect(there.must('npx meshwright synth')).toContain('files written');
    const chart = there.must('cat dist/production/*/facts.yaml');
    expect(chart).toContain('costCentre: "4711"');
    expect(chart).toContain('namespace: payments');
    expect(there.must('ls dist/production/*/payments.yaml')).toContain('50-workloads/payments.yaml');
    expect(there.must('npx meshwright synth --check')).toBe('dist: up to date\n');
    expect(there.must('npx meshwright check dist')).toContain('nothing found');
  });

  test('an own rule stops synth, and check finds the same', () => {
    there.must('sed -i "s/cost-centre: .*/cost-centre: none/" teams/payments/application.yaml');
    const refused = there.run('npx meshwright synth');
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('error[acme/cost-centre]') });
    there.must('sed -i "s/cost-centre: .*/cost-centre: \\"4711\\"/" teams/payments/application.yaml');
    const judged = there.run(
      'sed "s/cost-centre: .*/cost-centre: none/" dist/production/60-routes/payments.yaml | npx meshwright check -',
    );
    expect(judged).toMatchObject({ status: 1, stdout: expect.stringContaining('acme/cost-centre') });
    expect(there.must('npx meshwright explain acme/cost-centre')).toContain('Why:');
  });

  test('every thread loads them', () => {
    there.must('for name in a b c; do cp clusters/production.yaml clusters/$name.yaml; done');
    there.must(
      'npx meshwright synth --threads 1 --out one && npx meshwright synth --threads 4 --out four && diff -r one four',
    );
    expect(there.must('cat four/c/*/facts.yaml')).toContain('payments-facts');
    there.must('rm clusters/a.yaml clusters/b.yaml clusters/c.yaml');
  });

  test('--no-extensions runs none of them', () => {
    const stale = there.run('npx meshwright synth --check --no-extensions');
    expect(stale.status).toBe(1);
    expect(stale.stderr).toContain('facts.yaml');
    there.must(
      'echo "throw new Error(\'loaded\');" > platform.ts && npx meshwright check --no-extensions dist',
    );
    expect(there.run('npx meshwright check dist')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/platform\.ts: .*loaded/),
    });
    expect(there.run('npx meshwright synth')).toMatchObject({ status: 1 });
  });

  test('code of a path that is only looked at is not loaded', () => {
    mkdirSync(join(there.path, '../elsewhere'));
    expect(
      there.must(`npx --prefix ${there.path} meshwright check ${there.path}/dist`, { at: '../elsewhere' }),
    ).toContain('nothing found');
  });
});

test('a package can be an extension, of CommonJS or of ECMAScript modules', () => {
  const there = new Folder();
  extend(there);
  for (const [name, head] of [
    ['common', 'module.exports = '],
    ['modern', 'export default '],
  ] as const) {
    write(join(there.path, 'node_modules/@acme', name), {
      'package.json': JSON.stringify({
        name: `@acme/${name}`,
        version: '1.0.0',
        main: 'index.js',
        ...(name === 'modern' ? { type: 'module' } : {}),
      }),
      'index.js': `${head}{ name: '@acme/${name}', rules: [{ id: '${name}/named', severity: 'notice', title: 'a', why: 'b', kinds: ['/Service'], check: () => [] }] };\n`,
    });
  }
  there.must('printf "extensions: [\\"@acme/common\\", \\"@acme/modern\\"]\\n" > meshwright.yaml');
  expect(there.must('npx meshwright explain common/named && npx meshwright explain modern/named')).toContain(
    'modern/named (notice)',
  );
});

test('the types that the package brings hold for both ways to import it, and compile what the page shows', () => {
  const there = new Folder();
  extend(there);
  write(there.path, {
    'wrong.ts': `import { defineExtension } from 'meshwright';\nexport default defineExtension({ name: 'x', rules: [{ id: 1 }] });\n`,
    'modern.mts': shown('platform.ts'),
    'common.cts':
      "import meshwright = require('meshwright');\nexport = meshwright.defineExtension({ name: 'x' });\n",
  });
  const tsc = join(repository, 'node_modules/typescript/bin/tsc');
  const options =
    '--noEmit --strict --target es2022 --module nodenext --moduleResolution nodenext --types ""';
  there.must(`node ${tsc} ${options} platform.ts modern.mts common.cts`);
  expect(there.run(`node ${tsc} ${options} wrong.ts`)).toMatchObject({
    status: expect.any(Number),
    stdout: expect.stringContaining('wrong.ts(2,'),
  });
  expect(there.must(`node -p 'typeof require("meshwright").defineExtension'`)).toBe('function\n');
  expect(
    there.must(
      `node --input-type=module -e 'import { defineExtension } from "meshwright"; console.log(typeof defineExtension)'`,
    ),
  ).toBe('function\n');
  there.must(`node ${join(repository, 'node_modules/publint/src/cli.js')} --strict node_modules/meshwright`);
});

test('attw finds nothing wrong with the types', () => {
  const there = new Folder();
  const attw = join(repository, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  there.must(
    `node ${attw} $(ls ${join(repository, '.cache/package')}/*.tgz) --ignore-rules no-resolution --exclude-entrypoints validation-plugin.js`,
  );
});
