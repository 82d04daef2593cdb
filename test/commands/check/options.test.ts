/** @own-modules */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { checkCommand } from '../../../commands/check';
import { checkArguments } from '../../../commands/check/arguments';
import { pathPattern } from '../../../commands/check/path-pattern';
import { temporaryFolder, write } from '../../output/folders';

const folder = temporaryFolder();
afterAll(folder.remove);
const at = (path: string) => join(folder.root, path);

function run(...argv: string[]) {
  let stdout = '';
  let stderr = '';
  const status = checkCommand(argv, {
    environment: {},
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  });
  return { status, stdout: stdout.replaceAll(`${folder.root}/`, ''), stderr };
}

const json = (...argv: string[]) => JSON.parse(run(...argv, '--format', 'json').stdout);
const rulesOf = (...argv: string[]): string[] =>
  json(...argv).findings.map(
    ({ rule, severity }: { rule: string; severity: string }) => `${severity} ${rule}`,
  );

const configMap = (name: string, more = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: default}\n${more}`;
write(folder.root, {
  'own/bad.yaml': `${configMap('a', 'dta: {}\n')}---\n${configMap('b', 'dta: {}\n')}`,
  'own/role.yaml':
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: all}\nrules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]\n',
  'own/notice.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: default}\nspec: {serviceAccountName: web, containers: [{name: a, image: "a:1"}]}\n',
  'set/meshwright.yaml': `check:
  given: [Namespace shop, kong-crds]
  sets: [{path: prod, closed: true, given: [Namespace prod]}]
  exclude: [old/**]
  severities:
    - {rule: schema/unknown-field, severity: warning, path: prod/*.yaml, kind: ConfigMap, reason: a field of the next version}
`,
  'set/prod/a.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: prod}\nspec: {serviceAccountName: web, containers: [{name: a, image: "a:1"}]}\n',
  'set/prod/b.yaml': configMap('b', 'dta: {}\n').replace('default', 'prod'),
  'set/old/c.yaml': configMap('c', 'dta: {}\n'),
  'wrong/meshwright.yaml': 'check:\n  givn: []\n',
  'wrong/a.yaml': configMap('a'),
  'crds/a.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Widget, plural: widgets}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, required: [size], properties: {size: {type: integer}}}}}}}]
`,
  'widget.yaml':
    'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a, namespace: default}\nspec: {size: big, colour: red}\n',
  'store.yaml':
    'apiVersion: external-secrets.io/v1\nkind: SecretStore\nmetadata: {name: a, namespace: default}\nspec: {provider: {aws: {service: SecretsManager, region: eu-west-1}}}\n',
});

describe('what fails', () => {
  it('is an error by default, and what --fail-on says', () => {
    expect(run(at('own/role.yaml')).status).toBe(0);
    expect(run(at('own/role.yaml'), '--fail-on', 'warning').status).toBe(1);
    expect(run(at('own/notice.yaml'), '--fail-on', 'warning').status).toBe(0);
    expect(run(at('own/notice.yaml'), '--fail-on', 'notice').status).toBe(1);
    expect(run(at('own/bad.yaml')).status).toBe(1);
  });
});

describe('what is shown', () => {
  it('is errors and warnings in full, each thing once, and a line for each notice', () => {
    const { stdout } = run(at('own'));
    expect(stdout.match(/^error\[/gm)).toHaveLength(1);
    expect(stdout).toMatch(/= also: +own\/bad.yaml:\d+ ConfigMap default\/b/);
    expect(stdout).toContain('notice[general/dangling-reference]: Pod p needs ServiceAccount default/web');
    expect(stdout.indexOf('error[')).toBeLessThan(stdout.indexOf('warning['));
    expect(stdout).toMatch(/2 error {3}schema\/unknown-field\n +1 warning general\/rbac-wildcard\n/);
  });

  it('is narrowed by severity, rule, family, kind and path', () => {
    expect(rulesOf(at('own'), '--min-severity', 'warning')).not.toContain(
      'notice general/dangling-reference',
    );
    expect(rulesOf(at('own'), '--rule', 'general/rbac-wildcard')).toEqual(['warning general/rbac-wildcard']);
    expect(new Set(rulesOf(at('own'), '--rule', 'schema/*'))).toEqual(
      new Set(['error schema/unknown-field']),
    );
    expect(rulesOf(at('own'), '--skip-kind', 'ConfigMap', '--skip-kind', 'Pod')).toEqual([
      'warning general/rbac-wildcard',
    ]);
    expect(rulesOf(at('own'), '--exclude', 'bad.yaml', '--exclude', 'notice.yaml')).toEqual([
      'warning general/rbac-wildcard',
    ]);
  });

  it('is counts alone with --summary', () => {
    expect(run(at('own/bad.yaml'), '--summary').stdout).toBe(
      '  2 error   schema/unknown-field\n\n2 errors: 2 objects in 1 file\n',
    );
  });
});

describe('a baseline', () => {
  it('keeps what was found quiet, whatever moves around it, and tells what was mended', () => {
    write(folder.root, { 'moved.yaml': `${configMap('a', 'dta: {}\n')}---\n${configMap('b', 'dta: {}\n')}` });
    const file = at('baseline.json');
    expect(run(at('moved.yaml'), '--write-baseline', file).status).toBe(0);
    const text = fs.readFileSync(file, 'utf8');
    expect(Object.keys(JSON.parse(text).findings)).toEqual([
      ' | schema/unknown-field | ConfigMap default/a | /dta',
      ' | schema/unknown-field | ConfigMap default/b | /dta',
    ]);
    write(folder.root, {
      'moved.yaml': `# a line more\n${configMap('c', 'dta: {}\n')}---\n${configMap('b', 'dta: {}\n')}`,
    });
    const { status, stdout } = run(at('moved.yaml'), '--baseline', file);
    expect(status).toBe(1);
    expect(stdout).toContain('1 finding in the baseline');
    expect(stdout).toContain(
      'mended, and still in the baseline:  | schema/unknown-field | ConfigMap default/a | /dta',
    );
    expect(stdout.match(/^error\[/gm)).toHaveLength(1);
  });

  it('that is none is wrong usage', () => {
    expect(run(at('own'), '--baseline', at('widget.yaml'))).toMatchObject({ status: 2, stdout: '' });
    // Where it cannot be written, nothing is said of findings that would be in it.
    expect(run(at('own'), '--write-baseline', at('nowhere/baseline.json'))).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^--write-baseline \S+: it cannot be written \(ENOENT\)/),
    });
  });
});

describe('settings above the path', () => {
  it('say what is a set, what is there, what is left out, and which severities are others, and the report says so', () => {
    expect(rulesOf(at('set/prod'), '--min-severity', 'warning')).toEqual([
      'error general/dangling-reference',
      'warning schema/unknown-field',
    ]);
    const { stdout } = run(at('set'));
    expect(stdout).toContain('findings changed by');
    expect(stdout).toContain('set/meshwright.yaml: 1 lowered');
    expect(stdout).not.toContain('old/c.yaml');
  });

  it('that nobody understands are said with their place, and nothing is checked', () => {
    const { status, stderr } = run(at('wrong'));
    expect(status).toBe(2);
    expect(stderr).toMatch(/check\.givn: no setting of that name[\s\S]*meshwright\.yaml:2:3/);
  });
});

describe('words of given', () => {
  it('that nobody understands are errors, with what was meant', () => {
    expect(run(at('own'), '--given', 'kong-crd').stderr).toContain('did you mean kong-crds?');
    expect(run(at('own'), '--given', 'kong-crd').status).toBe(2);
  });

  it('that nothing needed are told', () => {
    const { stdout } = run(
      at('own/notice.yaml'),
      '--given',
      'ServiceAccount default/web',
      '--given',
      'kong-crds',
    );
    expect(stdout).toContain('given, and nothing needed it: kong-crds');
  });

  it('take one value each, so that none of them eats the path', () => {
    expect(checkArguments(['--given', 'kong-crds', 'a.yaml', '--rule', 'schema/*', 'b.yaml'])).toMatchObject({
      paths: ['a.yaml', 'b.yaml'],
      given: ['kong-crds'],
      rules: ['schema/*'],
    });
  });
});

it('schemas of one’s own judge their objects as strictly as any', () => {
  expect(rulesOf(at('widget.yaml'))).toContain('notice schema/no-schema');
  expect(rulesOf(at('widget.yaml'), '--schemas', at('crds'), '--min-severity', 'error')).toEqual([
    'error schema/unknown-field',
    'error schema/type',
  ]);
});

it('what the versions that are said serve follows', () => {
  expect(rulesOf(at('store.yaml'), '--versions', 'external-secrets=0.14', '--min-severity', 'error')).toEqual(
    ['error schema/unserved-version'],
  );
  expect(rulesOf(at('store.yaml'), '--versions', 'external-secrets=0.16', '--min-severity', 'error')).toEqual(
    [],
  );
  write(folder.root, {
    'old-store.yaml': fs
      .readFileSync(at('store.yaml'), 'utf8')
      .replace('external-secrets.io/v1', 'external-secrets.io/v1beta1'),
  });
  expect(
    rulesOf(at('old-store.yaml'), '--versions', 'external-secrets=0.14', '--min-severity', 'warning'),
  ).toEqual([]);
  expect(run(at('store.yaml'), '--versions', 'external-secret=1').status).toBe(2);
});

it('an object without a namespace is where --namespace says', () => {
  write(folder.root, { 'none.yaml': configMap('a', 'dta: {}\n').replace(', namespace: default', '') });
  expect(run(at('none.yaml'), '--namespace', 'shop').stdout).toContain('ConfigMap a needs Namespace shop');
});

describe('formats for CI servers', () => {
  it('junit has a case for each finding, and failures for what fails', () => {
    const { stdout } = run(at('own'), '--format', 'junit');
    expect(stdout).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="meshwright" tests="\d+" failures="2"/,
    );
    expect(stdout.match(/<failure type="error"/g)).toHaveLength(2);
    expect(stdout).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#10;)/);
  });

  it('gitlab has a fingerprint of its own for each finding', () => {
    const issues: { fingerprint: string; severity: string; location: object }[] = JSON.parse(
      run(at('own'), '--format', 'gitlab').stdout,
    );
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
    expect(issues[0]).toMatchObject({
      severity: 'major',
      location: { path: 'own/bad.yaml', lines: { begin: 4 } },
    });
  });
});

describe('a pattern of paths', () => {
  it.each([
    ['examples/**', 'examples/a/b.yaml', true],
    ['examples/**', 'other/examples/b.yaml', false],
    ['*.sops.yaml', 'a/b/c.sops.yaml', true],
    ['a/*/c', 'a/b/c/d.yaml', true],
    ['a/*/c', 'a/b/d', false],
    ['**/test/**', 'a/b/test/c', true],
    ['vendor', 'a/vendor/b.yaml', true],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(pathPattern(pattern)(path)).toBe(expected);
  });
});
