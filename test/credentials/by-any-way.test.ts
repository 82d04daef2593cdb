import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from '../../checks/check';
import { rules } from '../../checks/rules';
import { checkCommand } from '../../commands/check';
import { render } from '../../commands/render';
import { problemDiagnostics } from '../../commands/render-problems';
import { parseClusters } from '../../config/parse';
import { diffClusters } from '../../diff/diff';
import { jsonReport } from '../../diff/report/json';
import { markdownReport } from '../../diff/report/markdown';
import { textReport } from '../../diff/report/text';
import { compile } from '../../main';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';

const readable = 'swordfish-and-chips';
const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, stringData: { note: readable } };
const yaml = `apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData: {note: ${readable}}\n`;

const cluster = (more: string) => `aws:
  region: eu-west-1
  account: "123456789012"
  eksCluster: a
  oidcIssuer: https://oidc.eks.eu-west-1.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128
delivery: {engine: flux, repository: https://github.com/example/platform}
gateway: {mode: kic, version: "3.9"}
given: [aws-load-balancer-controller]
${more}`;

function rulesOf(objects: readonly Manifest[]): readonly string[] {
  return check({ index: buildIndex(objects), given: [] }, rules)
    .findings.filter(({ rule }) => rule.startsWith('general/secret'))
    .map(({ rule, path }) => `${rule} ${path}`);
}

const release = (values: unknown): Manifest => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: { name: 'shop', namespace: 'prod' },
  spec: { chart: { spec: { chart: 'shop' } }, values },
});

describe('a Secret inside another object', () => {
  it.each([
    ['extraObjects', { extraObjects: [secret] }, '/spec/values/extraObjects/0'],
    ['extraDeploy as a text', { extraDeploy: [yaml] }, '/spec/values/extraDeploy/0'],
    ['extraManifests by name', { extraManifests: { db: secret } }, '/spec/values/extraManifests/db'],
    [
      'a List in it',
      { extraObjects: [{ apiVersion: 'v1', kind: 'List', items: [secret] }] },
      '/spec/values/extraObjects/0/items/0',
    ],
    [
      'a SecretList',
      { objects: [{ apiVersion: 'v1', kind: 'SecretList', items: [{ stringData: { a: readable } }] }] },
      '/spec/values/objects/0',
    ],
  ])('is found in %s of a chart', (_, values, path) => {
    expect(rulesOf([release(values)])).toEqual([`general/secret-object ${path}`]);
  });

  it('is none where its values are templates or encrypted', () => {
    const values = {
      extraObjects: [{ ...secret, stringData: { a: '{{ .Values.a }}', b: 'ENC[AES256_GCM,data:x]' } }],
    };
    expect(rulesOf([release(values)])).toEqual([]);
  });
});

describe('a cluster file', () => {
  it.each([
    [
      'values of a chart',
      `helm: {kong: {values: {env: {pg_password: ${readable}}}}}`,
      'helm.kong.values.env.pg_password',
    ],
    [
      'a patch',
      `patches: [{target: {kind: Deployment, name: a}, operations: [{op: add, path: /spec/password, value: ${readable}}]}]`,
      'patches[0].operations[0].value',
    ],
  ])('with a credential in %s is refused before anything is built', (_, more, path) => {
    const parsed = parseClusters([{ name: 'clusters/a.yaml', text: cluster(more) }]);
    const problems = 'problems' in parsed ? parsed.problems : [];
    expect(problems.map(({ path, message }) => [path, message])).toEqual([[path, 'a credential']]);
    expect(JSON.stringify(problems)).not.toContain(readable);
  });

  const application = (value: string) =>
    `namespace: shop\nservices: {shop: {versions: {v1: {env: {DB_PASSWORD: ${value}}}}}}\n`;
  const named = { name: 'clusters/a.yaml', text: cluster('extends: [_base]\napplications: {shop: {}}\n') };

  it.each([
    [
      'application file',
      'applications/shop.yaml',
      [named, { name: 'clusters/_base.yaml', text: 'gateway: {replicas: 3}' }],
      [{ name: 'applications/shop.yaml', text: application(readable) }],
      'services.shop.versions.v1.env.DB_PASSWORD',
    ],
    [
      'application file that no cluster names',
      'applications/other.yaml',
      [{ name: 'clusters/a.yaml', text: cluster('') }],
      [{ name: 'applications/other.yaml', text: application(readable) }],
      'services.shop.versions.v1.env.DB_PASSWORD',
    ],
    [
      'base',
      'clusters/_base.yaml',
      [
        named,
        { name: 'clusters/_base.yaml', text: `helm: {kong: {values: {env: {password: ${readable}}}}}` },
      ],
      [{ name: 'applications/shop.yaml', text: application('a-value') }],
      'helm.kong.values.env.password',
    ],
    [
      'base that no cluster names',
      'clusters/_other.yaml',
      [
        { name: 'clusters/a.yaml', text: cluster('') },
        { name: 'clusters/_other.yaml', text: `helm: {kong: {values: {env: {password: ${readable}}}}}` },
      ],
      [],
      'helm.kong.values.env.password',
    ],
  ])('extends to its neighbours: a credential in an %s is refused', (_, file, files, applications, path) => {
    const parsed = parseClusters(files, applications);
    const problems = 'problems' in parsed ? parsed.problems : [];
    expect(problems.map(({ file, path, message }) => [file, path, message])).toContainEqual([
      file,
      path,
      'a credential',
    ]);
    expect(render(problemDiagnostics(problems), { colour: false })).not.toContain(readable);
  });

  it('with a patch that makes a List is judged as the objects in it', () => {
    const more = `patches: [{target: {kind: Namespace, name: kong}, operations: [{op: replace, path: /kind, value: List}, {op: replace, path: /apiVersion, value: v1}, {op: add, path: /items, value: [${JSON.stringify(secret)}]}]}]`;
    const parsed = parseClusters([{ name: 'clusters/a.yaml', text: cluster(more) }]);
    if (!('clusters' in parsed)) throw new Error(JSON.stringify(parsed.problems));
    const found = parsed.clusters.flatMap((config) => compile(config).diagnostics);
    expect(found.filter(({ code }) => code === 'general/secret-object')).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain(readable);
  });
});

it('check finds a Secret in a List as synth does', () => {
  const folder = mkdtempSync(join(tmpdir(), 'any-way-'));
  try {
    writeFileSync(
      join(folder, 'a.json'),
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [secret, release({ extraObjects: [secret] })],
      }),
    );
    let out = '';
    const stream = {
      write: (part: string) => {
        out += part;
      },
    };
    checkCommand([folder, '--format', 'json'], { environment: {}, stdout: stream, stderr: stream });
    const report: { readonly findings: readonly { readonly rule: string; readonly path: string }[] } =
      JSON.parse(out);
    const paths = report.findings.flatMap(({ rule, path }) =>
      rule === 'general/secret-object' ? [path] : [],
    );
    expect(paths).toEqual(['/stringData/note', '/spec/values/extraObjects/0']);
    expect(out).not.toContain(readable);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('diff hides what would not be written', () => {
  const map = (value: string): Manifest => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', namespace: 'prod', annotations: { note: value } },
    data: { DB_PASSWORD: value, url: ['postgres://', 'shop:', value, '@db'].join('') },
  });
  const before = [
    map('before-the-swordfish'),
    release({
      extraObjects: [{ ...secret, stringData: { note: 'before-the-swordfish' } }],
      args: ['--password', 'before-the-swordfish'],
    }),
  ];
  const after = [map(readable), release({ extraObjects: [secret], args: ['--password', readable] })];
  const difference = diffClusters(new Map([['a', before]]), new Map([['a', after]]));
  for (const report of [
    jsonReport(difference),
    markdownReport(difference),
    textReport(difference, { colour: false, all: true }),
  ]) {
    expect(report).toContain('DB_PASSWORD');
    expect(report).not.toContain(readable);
    expect(report).not.toContain('before-the-swordfish');
  }
});
