import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { rules } from '../../checks/rules';
import { checkCommand } from '../../commands/check';
import { progressOn } from '../../commands/progress';
import { temporaryFolder, write } from '../output/folders';
import { referenceNames, referenceOutput } from '../reference/reference';

const repository = join(__dirname, '../..');
const folder = temporaryFolder();
afterAll(folder.remove);
const at = (path: string) => join(folder.root, path);

/** Runs the command in this process; paths of the temporary folder are shortened in what it prints. */
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

const BAD = `# a comment
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ConfigMap
    metadata: {name: good, namespace: default}
  - apiVersion: v1
    kind: ConfigMap
    metadata: {name: bad, namespace: default}
    dta: {level: info}
`;
const GOOD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: good, namespace: default}\n';
write(folder.root, {
  'bad.yaml': BAD,
  'good.yaml': GOOD,
  'mixed/good.yml': GOOD,
  'mixed/values.yaml': 'replicas: 2\n',
  'mixed/.git/config.yaml': '{{{',
  'broken/a.yaml': 'apiVersion: [\n',
});
fs.writeFileSync(at('binary.yaml'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]));
fs.writeFileSync(at('not-utf-8.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xe9, 0x0a]));
fs.writeFileSync(at('utf-16.yaml'), Buffer.from(`\ufeff${GOOD}`, 'utf16le'));

describe('npm run check on the folder of a cluster', () => {
  const cluster = join(referenceOutput, 'us-west-2-app-mesh');
  fs.cpSync(cluster, at('cluster'), { recursive: true });
  fs.cpSync(cluster, at('moved'), { recursive: true });
  fs.renameSync(at('moved/20-secrets/dj.yaml'), at('moved/60-routes/secrets.yaml'));

  it('knows what the cluster has already, also after a slash at the end', () => {
    expect(run(at('cluster')).stdout).toContain('nothing found');
    expect(run(`${at('cluster')}/`).stdout).toContain('nothing found');
  });

  it('finds what was moved to a stage where it comes too late', () => {
    const { status, stdout } = run(at('moved'));
    expect(status).toBe(1);
    expect(stdout).toContain('error[delivery/too-early]');
    expect(stdout).toContain('/credentials/0');
  });
});

describe('npm run check', () => {
  it('prints a finding with its place in the text, also inside a List, and exits with 1', () => {
    const { status, stdout } = run(at('bad.yaml'));
    expect(status).toBe(1);
    expect(stdout).toMatchInlineSnapshot(`
     "error[schema/unknown-field]: dta is no field of the kind
       --> bad.yaml:11:5
        |
     11 |     dta: {level: info}
        |     ^^^
        = object:   ConfigMap default/bad
        = path:     /dta
        = found:    dta: a map with level
        = expected: one of apiVersion, kind, metadata, binaryData, data, immutable
        = nearest:  data
        = mend:     write data
        = source:   k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/schema/pruning/algorithm.go; k8s.io/apimachinery v0.35.4 pkg/runtime/serializer/json

     1 error: 2 objects in 1 file
     "
    `);
  });

  it('exits with 0 where nothing is found, and says what it looked at', () => {
    expect(run(at('good.yaml'))).toEqual({
      status: 0,
      stdout: 'nothing found: 1 object in 1 file\n',
      stderr: '',
    });
  });

  it.each(referenceNames)(
    'finds nothing in the output of %s, which says itself what the cluster has',
    (cluster) => {
      const { status, stdout } = run(join(referenceOutput, cluster));
      expect([status, stdout]).toEqual([
        0,
        expect.stringMatching(/^nothing found: \d+ objects in \d+ files\n$/),
      ]);
    },
  );

  it('judges each cluster of an output folder by itself', () => {
    expect(run(referenceOutput).status).toBe(0);
  });

  it('mentions what is no Kubernetes object in a folder, and looks into no hidden folder', () => {
    const { status, stdout } = run(at('mixed'));
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/^notice: left out: 1 file without Kubernetes objects\n/),
    ]);
    expect(run(at('mixed/values.yaml')).status).toBe(2);
  });

  it.each([
    ['missing.yaml', 'nothing there'],
    ['binary.yaml', 'a zero byte'],
    ['not-utf-8.yaml', 'bytes that are not UTF-8'],
    ['utf-16.yaml', 'UTF-16'],
    ['broken', 'not valid YAML'],
  ])('exits with 2 for %s, and says why', (path, why) => {
    const { status, stdout, stderr } = run(at(path), at('bad.yaml'));
    expect([status, stderr]).toEqual([2, '']);
    expect(stdout).toContain(why);
    expect(stdout).toContain('schema/unknown-field');
    expect(stdout).toMatch(/; not everything could be read\n$/);
  });

  it.each([
    [[]],
    [['--format', 'xml', 'a']],
    [['--formt', 'json', 'a']],
    [['--explain', 'a', '--explain', 'b']],
  ])('exits with 2 and its usage for %j', (argv) => {
    const { status, stdout, stderr } = run(...argv);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('meshwright check PATH...');
  });

  it('takes what the cluster has already from the command line', () => {
    write(folder.root, { 'given.yaml': GOOD.replace('default', 'prod') });
    expect(run(at('given.yaml')).stdout).toContain('ConfigMap good needs Namespace prod');
    expect(run(at('given.yaml'), '--given', 'Namespace prod').stdout).toMatch(/^nothing found/);
  });

  it('counts what an annotation silences, and asks for its reason', () => {
    const annotated = (text: string) =>
      GOOD.replace('}', `, annotations: {meshwright.dev/ignore: "${text}"}}`).concat('dta: {}\n');
    write(folder.root, {
      'reason.yaml': annotated('schema/unknown-field: tried with a later version'),
      'no-reason.yaml': annotated('schema/unknown-field'),
    });
    expect(run(at('reason.yaml')).stdout).toBe(
      'nothing found: 1 object in 1 file, 1 finding silenced by annotations\n',
    );
    expect(run(at('no-reason.yaml')).stdout).toMatch(/ignore-without-reason[\s\S]*schema\/unknown-field/);
  });

  it('explains every rule, and guesses the one that was meant', () => {
    for (const { id, why } of rules) {
      const { status, stdout } = run('--explain', id);
      expect([status, stdout.includes(why)]).toEqual([0, true]);
    }
    expect(run('--explain', 'schema/unknwon-field')).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'no rule schema/unknwon-field; did you mean schema/unknown-field? docs/rules.md lists them all\n',
    });
  });

  it('reads standard input, and prints no stack trace whatever it is', () => {
    const check = (input: string | Buffer) => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['tools/compiled/run.js', 'commands/check.ts', '-'],
        {
          cwd: repository,
          input,
          encoding: 'utf8',
        },
      );
      return { status, text: `${stdout}${stderr}` };
    };
    expect(check(GOOD)).toEqual({
      status: 0,
      text: 'nothing found: 1 object in 1 file\n',
    });
    const { status, text } = check(Buffer.from([0, 1, 2]));
    expect(status).toBe(2);
    expect(text).not.toMatch(/^ +at /m);
  }, 60_000);
});

describe('the formats', () => {
  it('json has every field of a finding, its place, and the sums', () => {
    const report = JSON.parse(run(at('bad.yaml'), '--format', 'json').stdout);
    expect(report).toMatchObject({
      version: 1,
      findings: [
        {
          rule: 'schema/unknown-field',
          severity: 'error',
          object: {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            namespace: 'default',
            name: 'bad',
          },
          path: '/dta',
          line: 11,
          column: 5,
          endColumn: 8,
          nearest: 'data',
        },
      ],
      problems: [],
      summary: {
        objects: 2,
        files: 1,
        ignored: 0,
        error: 1,
        warning: 0,
        notice: 0,
      },
    });
  });

  it('sarif is valid by the schema of SARIF 2.1.0, with findings and with what could not be read', () => {
    const ajv = new Ajv({
      strict: false,
      unicodeRegExp: false,
      logger: false,
    });
    addFormats(ajv);
    const file = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
    const { $schema: _draft, id: _id, ...schema } = JSON.parse(fs.readFileSync(file, 'utf8'));
    const validate = ajv.compile(schema);
    for (const paths of [[at('bad.yaml')], [at('good.yaml')], [at('binary.yaml'), at('broken')]]) {
      const log = JSON.parse(run(...paths, '--format', 'sarif').stdout);
      expect([validate(log), validate.errors]).toEqual([true, null]);
      expect(log.runs[0].tool.driver.rules).toHaveLength(rules.length);
    }
    const [result] = JSON.parse(run(at('bad.yaml'), '--format', 'sarif').stdout).runs[0].results;
    expect(rules[result.ruleIndex]?.id).toBe(result.ruleId);
    expect(result.locations[0].physicalLocation.region).toEqual({
      startLine: 11,
      startColumn: 5,
      endColumn: 8,
    });
  });

  it('github has one annotation for each finding, with nothing in it that could end it early', () => {
    const lines = run(at('bad.yaml'), at('good.yaml'), '--format', 'github').stdout.trimEnd().split('\n');
    expect(lines.filter((line) => line.includes('title=schema/unknown-field'))).toEqual([
      expect.stringMatching(
        /^::error file=bad.yaml,line=11,col=5,endColumn=8,title=schema\/unknown-field::dta is no field/,
      ),
    ]);
    for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) [^:]*::[^:]/);
  });
});

it('no format shows a credential that a rule found', () => {
  // In two parts, so that no scanner takes it for a real one.
  const token = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_');
  write(folder.root, {
    'token.yaml': GOOD.concat(`data: {other: x, token: ${token}}\n`),
    'secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: default}\nstringData: {a: ${token}, b: 1}\n`,
  });
  for (const format of ['text', 'json', 'sarif', 'github']) {
    for (const file of ['token.yaml', 'secret.yaml']) {
      const { status, stdout } = run(at(file), '--format', format);
      expect([status < 2, stdout.includes(token), stdout.includes('secret')]).toEqual([true, false, true]);
    }
  }
});

describe('progress', () => {
  it('is said on a terminal after a second, at most ten times a second, and taken away', () => {
    let text = '';
    let time = 0;
    const progress = progressOn({ write: (more: string) => (text += more), isTTY: true }, () => time);
    for (time = 0; time < 1300; time += 10) progress.say(`at ${time}`);
    progress.done();
    expect(text.match(/at \d+/g)).toEqual(['at 1000', 'at 1100', 'at 1200']);
    expect(text.endsWith('\r\u001b[2K')).toBe(true);
  });

  it('is not said to a file', () => {
    let text = '';
    let time = 0;
    const progress = progressOn({ write: (more: string) => (text += more) }, () => time);
    for (time = 0; time < 3000; time += 100) progress.say('on it');
    progress.done();
    expect(text).toBe('');
  });
});
