import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { dig, fields } from '../../references/fields';
import { Folder, nodes, packedFiles } from './installation';

const folder = new Folder().install();
const modules = join(folder.path, 'node_modules');

/** The package.json of every package below a folder. */
const installed = readdirSync(modules, { recursive: true, encoding: 'utf8' })
  .filter((path) => /(^|\/)node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(`node_modules/${path}`))
  .map((path) => ({ path, about: JSON.parse(readFileSync(join(modules, path), 'utf8')) as unknown }));

test('at most 15 packages and 25 MB are installed', () => {
  expect(installed.length).toBeGreaterThan(2);
  expect(installed.length).toBeLessThanOrEqual(15);
  const bytes = readdirSync(modules, { recursive: true, encoding: 'utf8' })
    .map((path) => statSync(join(modules, path)))
    .reduce((sum, status) => sum + (status.isFile() ? status.size : 0), 0);
  expect(bytes / 1e6).toBeLessThanOrEqual(25);
});

test('cdk8s and constructs are all that the package asks for', () => {
  const own = installed.find(({ path }) => path === 'meshwright/package.json');
  expect(Object.keys(fields(dig(own?.about, 'dependencies')))).toEqual(['cdk8s', 'constructs']);
  expect(dig(own?.about, 'peerDependencies')).toBeUndefined();
});

test('no package runs a script when it is installed', () => {
  const scripts = installed.flatMap(({ path, about }) =>
    ['preinstall', 'install', 'postinstall']
      .filter((name) => dig(about, 'scripts', name) !== undefined)
      .map((name) => `${path}: ${name}`),
  );
  expect(scripts).toEqual([]);
  // npm compiles what it finds a build file of, whether a script says so or not.
  expect(installed.filter(({ path }) => existsSync(join(modules, path, '../binding.gyp')))).toEqual([]);
});

test('the package brings its licence, those of what it bundles, and its changes, but no source and no test', () => {
  const paths = packedFiles.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'CHANGELOG.md', 'lib/LICENSES.txt']));
  const licences = readFileSync(join(modules, 'meshwright/lib/LICENSES.txt'), 'utf8');
  for (const name of ['zod', 'yaml', 'yargs', '@aws-sdk/client-secrets-manager', 'cdk8s']) {
    expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
  }
  expect(paths.filter((path) => path.startsWith('test/') || /(?<!\.d)\.ts$/.test(path))).toEqual([]);
});

test('every file that the program names is in the package', () => {
  const program = readFileSync(join(modules, 'meshwright/lib/meshwright.js'), 'utf8');
  const named = new Set(program.match(/\bdocs\/[\w-]+\.md\b/g));
  expect([...named].filter((path) => !packedFiles.some((file) => file.path === path))).toEqual([]);
  expect(named.size).toBeGreaterThan(1);
});

test('the AWS SDK is in a file that konnect alone loads', () => {
  const program = readFileSync(join(modules, 'meshwright/lib/meshwright.js'), 'utf8');
  expect(program).not.toContain('SecretsManagerClient = class');
  expect(readFileSync(join(modules, 'meshwright/lib/aws.js'), 'utf8')).toContain('SecretsManagerClient');
});

describe.each(nodes)('on Node $name', (node) => {
  const there = new Folder(node);
  there.must(`cp -r ${folder.path}/. .`);

  test('the program says its version and its commands', () => {
    expect(there.must('npx meshwright --version')).toBe(`${version}\n`);
    expect(there.must('npx meshwright --help')).toContain('synth');
    expect(there.run('npx meshwright snyth')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Did you mean synth?'),
    });
  });

  test('konnect loads what it needs of the AWS SDK', () => {
    there.must(
      'mkdir -p clusters; printf "aws: {region: eu-west-1, account: \'123456789012\', oidcProvider: x}\\n" > clusters/ireland.yaml',
    );
    const { stderr } = there.run('npx meshwright konnect doctor --cluster ireland');
    expect(stderr).not.toMatch(/fault of the program|Cannot find module/);
  });

  test('cdk8s loads the rules as a validation plugin', () => {
    expect(there.must(`node -p 'typeof require("meshwright/validation-plugin.js").Meshwright'`)).toBe(
      'function\n',
    );
  });

  test('machine code is kept in a folder of the user alone, or nowhere', () => {
    there.must('npx meshwright explain kong/missing-plugin');
    const kept = 'cd "$XDG_CACHE_HOME/meshwright" && find . -name "*.v8" | sort';
    expect(there.must(kept)).toContain('/explain.v8');
    expect(there.must('find "$XDG_CACHE_HOME/meshwright" -perm /077')).toBe('');
    there.must('rm -rf "$XDG_CACHE_HOME/meshwright"; mkdir -m 777 "$XDG_CACHE_HOME/meshwright"');
    there.must('npx meshwright explain kong/missing-plugin');
    expect(there.must(kept)).toBe('');
  });
});
