import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { synth } from '../../commands/synth';
import { compile } from '../../main';
import { temporaryFolder, tree, write } from '../output/folders';
import { referenceApplications, referenceText } from '../reference/reference';

const CLUSTER = referenceText('us-west-2-app-mesh');
const folder = temporaryFolder();
afterAll(folder.remove);

/** A patch that gives a virtual router a protocol that App Mesh does not have. */
const PATCH = `patches:
  - target: {kind: VirtualRouter, name: jazz-router}
    operations:
      - {op: replace, path: /spec/listeners/0/portMapping/protocol, value: htttp}
`;

it('prints a finding with its rule, line, object, path and mend, and leaves dist/ untouched', () => {
  write(folder.root, {
    'clusters/us-west-2-app-mesh.yaml': `${CLUSTER}${PATCH}`,
    'dist/us-west-2-app-mesh/mine.yaml': 'mine\n',
  });
  const before = tree(join(folder.root, 'dist'));
  let stderr = '';
  const world = {
    environment: {},
    stdout: { write: () => true },
    stderr: { write: (text: string) => (stderr += text) },
  };
  const status = synth(
    ['--clusters', join(folder.root, 'clusters'), '--out', join(folder.root, 'dist')],
    compile,
    world,
  );
  expect(status).toBe(1);
  expect(
    stderr
      .replaceAll(`${folder.root}/`, '')
      .replaceAll(/\b\d{3}\b/g, 'NNN')
      .split('\n\n')
      .at(1),
  ).toMatchInlineSnapshot(`
   "error[schema/enum]: spec.listeners[0].portMapping.protocol has a value that it cannot have
      --> dist/us-west-2-app-mesh/30-mesh/dj.yaml:NNN:19
       |
   NNN |         protocol: htttp
       |                   ^^^^^
       = object:   appmesh.k8s.aws/VirtualRouter prod/jazz-router
       = path:     /spec/listeners/0/portMapping/protocol
       = found:    "htttp"
       = expected: one of grpc, http, http2, tcp
       = nearest:  http
       = mend:     write http
       = source:   k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/validation/validation.go; k8s.io/kubernetes v1.35.4 pkg/apis"
  `);
  expect(stderr).toMatch(/\n\d+ errors?, .*; nothing was written\n$/);
  expect(tree(join(folder.root, 'dist'))).toEqual(before);
});

/** A patch that gives a namespace a field that it does not have, and nothing else wrong. */
const FIELD = `patches:
  - target: {kind: Namespace, name: kong}
    operations: [{op: add, path: /spec, value: {finalizer: [a]}}]
`;

describe('what meshwright.yaml says of severities holds for synth too', () => {
  const before = process.cwd();
  afterAll(() => process.chdir(before));

  /** What synth says of a field that is not one, where the settings say more of it. */
  function said(change: string): { readonly status: number; readonly titles: readonly string[] } {
    const root = join(folder.root, 'platform');
    rmSync(root, { recursive: true, force: true });
    write(root, {
      'clusters/us-west-2-app-mesh.yaml': `${CLUSTER}${FIELD}`,
      'meshwright.yaml': `check: {severities: [{rule: schema/unknown-field, reason: known, ${change}}]}\n`,
    });
    mkdirSync(join(root, 'below'), { recursive: true });
    // Paths are those of the file's folder, wherever the command is called.
    process.chdir(join(root, 'below'));
    let stderr = '';
    const world = {
      environment: {},
      stdout: { write: () => true },
      stderr: { write: (text: string) => (stderr += text) },
    };
    const status = synth(['--applications', referenceApplications], compile, world);
    return { status, titles: stderr.match(/^\w+\[schema\/unknown-field\]/gm) ?? [] };
  }

  it.each([
    ['severity: warning', 0, ['warning[schema/unknown-field]']],
    ['severity: off', 0, []],
    ['severity: notice, kind: Namespace', 0, ['notice[schema/unknown-field]']],
    ['severity: notice, kind: VirtualNode', 1, ['error[schema/unknown-field]']],
    ['severity: off, path: dist/us-west-2-app-mesh/**', 0, []],
    ['severity: off, path: dist/elsewhere/**', 1, ['error[schema/unknown-field]']],
  ])('%s', (change, status, titles) => {
    expect(said(change)).toEqual({ status, titles });
  });
});
