import { join } from 'node:path';
import { checkCommand } from '../../../commands/check';
import { buildKustomization, findBuilder } from '../../../commands/manifests/build-kustomization';
import { FileObjects } from '../../../commands/manifests/file-objects';
import { followKustomization } from '../../../commands/manifests/follow-kustomization';
import { readInputs } from '../../../commands/manifests/inputs';
import { readKustomization } from '../../../commands/manifests/kustomization';
import { substituted } from '../../../commands/manifests/substitute';
import { temporaryFolder, write } from '../../output/folders';

const folder = temporaryFolder();
afterAll(folder.remove);
const at = (path: string) => join(folder.root, path);

const dollar = '$';
const deployment = (name: string, more = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: a, image: "registry.example/${name}:1"}]${more}}
`;
const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cart}\nspec: {replicas: 3}\n';
const flux = (name: string, path: string, more = '') => `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: ${name}, namespace: flux-system}
spec: {interval: 10m, prune: true, path: ${path}, sourceRef: {kind: GitRepository, name: flux-system}${more}}
`;

write(folder.root, {
  'overlays/base/deploy.yaml': deployment('cart', ', volumes: [{name: c, configMap: {name: cart}}]'),
  'overlays/base/ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: _}\n',
  'overlays/base/kustomization.yaml':
    'namespace: shop\nresources: [deploy.yaml, ns.yaml]\nconfigMapGenerator: [{name: cart, literals: [a=b]}]\n',
  'overlays/staging/patch.yaml': patch,
  'overlays/staging/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
  'overlays/prod/patch.yaml': patch,
  'overlays/prod/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
  'flux/clusters/staging.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: flux-system}
data: {host: a.example.com}
${flux('apps', './apps', ', postBuild: {substitute: {count: "2"}, substituteFrom: [{kind: ConfigMap, name: settings}]}, targetNamespace: shop')}`,
  'flux/apps/web.yaml': `${deployment('web').replace('spec:', `spec:\n  replicas: ${dollar}{count}`)}---
apiVersion: v1
kind: ConfigMap
metadata: {name: web}
data: {host: "${dollar}{host}", other: "${dollar}{other:=none}", open: "${dollar}{open}"}
`,
  'argo/app.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  project: default
  destination: {server: https://kubernetes.default.svc, namespace: web}
  source: {repoURL: https://git.example.com/a.git, path: web, targetRevision: v1}
`,
  'argo/web/deploy.yaml': deployment('web'),
  'mixed/chart/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
  'mixed/chart/templates/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}}\n',
  'mixed/chart/values.yaml': 'a: 1\n',
  'mixed/values.yaml': 'replicas: 2\n',
  'mixed/run.yaml': '#!/bin/sh\nif [ "$1" ]; then echo; fi\n',
  'mixed/rendered.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ name }}\n',
  'mixed/broken.yaml': 'apiVersion: v1\nkind: [\n',
  'mixed/good.yaml': deployment('good'),
  'alternatives/a.yaml': deployment('same'),
  'alternatives/b.yaml': deployment('same'),
  'remote/kustomization.yaml':
    'resources: [https://example.com/a.yaml, deploy.yaml]\npatches: [{path: patch.yaml}]\n',
  'remote/deploy.yaml': deployment('cart'),
  'remote/patch.yaml': patch,
  'outside/kustomization.yaml': 'resources: [../../../../etc/hostname, deploy.yaml]\n',
  'outside/deploy.yaml': deployment('cart'),
});

/** Every set by its name, with its objects. */
function sets(path: string) {
  return readInputs([at(path)]).sets.map(({ name, objects, unpatched = false }) => ({
    name,
    unpatched,
    objects: objects.map(
      ({ manifest: { kind, metadata } }) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`,
    ),
  }));
}

describe('kustomizations', () => {
  it('are sets of their own from the top, with their bases, and without their patches as objects', () => {
    const objects = ['Deployment shop/cart', 'Namespace -/shop'];
    expect(sets('overlays')).toEqual([
      { name: 'prod', unpatched: true, objects },
      { name: 'staging', unpatched: true, objects },
    ]);
  });

  it('bring what their generators make, so that nothing is missing', () => {
    const { stdout } = run(at('overlays'), '--no-build', '--format', 'json');
    expect(JSON.parse(stdout).findings).toEqual([]);
    expect(JSON.parse(stdout).problems).toMatchObject([
      { severity: 'notice', message: '2 kustomizations followed and not built: patches are not applied' },
    ]);
  });

  it('are not read outside of their repository, nor from other machines', () => {
    const files = new FileObjects();
    const follow = (name: string) => {
      const kustomization = readKustomization(at(name), files);
      return kustomization === undefined ? undefined : followKustomization(kustomization, files, folder.root);
    };
    expect(follow('remote')).toMatchObject({ refused: 'it has remote bases', problems: [] });
    expect(follow('outside')).toMatchObject({ refused: 'it names files that are not there' });
    expect(follow('outside')?.objects).toHaveLength(1);
  });

  it('are built where there is a program for it, each object at the place that it comes from', () => {
    const builder = findBuilder(process.env.PATH);
    if (builder === undefined) return expect(findBuilder('relative:.')).toBeUndefined();
    const files = new FileObjects();
    const kustomization = readKustomization(at('overlays/prod'), files);
    if (kustomization === undefined) throw new Error('there is one');
    const followed = followKustomization(kustomization, files, folder.root);
    const built = buildKustomization(kustomization, followed, builder) ?? [];
    const found = built.find(({ manifest }) => manifest.kind === 'Deployment');
    expect(found?.manifest.spec).toMatchObject({ replicas: 3 });
    expect(found?.source.file).toBe(at('overlays/base/deploy.yaml'));
  });
});

describe('what an engine delivers', () => {
  it('is a set of its own, with the variables that Flux fills in, and where it puts them', () => {
    const [delivered] = readInputs([at('flux')]).sets.filter(({ name }) => name?.startsWith('Kustomization'));
    expect(delivered?.name).toBe('Kustomization flux-system/apps');
    const [web, settings] = delivered?.objects ?? [];
    expect(web?.manifest).toMatchObject({ metadata: { namespace: 'shop' }, spec: { replicas: 2 } });
    expect(settings?.manifest.data).toEqual({
      host: 'a.example.com',
      other: 'none',
      open: `${dollar}{open}`,
    });
  });

  it('goes to the namespace of its Application', () => {
    expect(readInputs([at('argo')]).sets).toMatchObject([
      { name: 'Application argocd/web', namespace: 'web' },
      { name: '.' },
    ]);
  });
});

describe('variables', () => {
  const values = new Map([['a', '1']]);
  it.each([
    ['a', '{a}', 1],
    ['a in a text', '{a}-x', '1-x'],
    ['a default', '{b:=x}', 'x'],
    ['another sign for it', '{b:-x}', 'x'],
    ['one that is not known', '{b}', `${dollar}{b}`],
  ])('%s', (_what, text, expected) => {
    const object = { apiVersion: 'v1', kind: 'A', metadata: { name: 'a' }, spec: `${dollar}${text}` };
    expect(substituted(object, { values, complete: true }).spec).toBe(expected);
  });

  it('are kept where they are escaped, or switched off', () => {
    const metadata = { name: 'a', annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } };
    const spec = `${dollar}${dollar}{a}`;
    const object = { apiVersion: 'v1', kind: 'A', metadata: { name: 'a' }, spec };
    expect(substituted(object, { values, complete: true }).spec).toBe(`${dollar}{a}`);
    expect(substituted({ ...object, metadata }, { values, complete: true }).spec).toBe(spec);
  });
});

function run(...argv: string[]) {
  let stdout = '';
  const status = checkCommand(argv, {
    environment: {},
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: () => true },
  });
  return { status, stdout: stdout.replaceAll(`${folder.root}/`, '') };
}

describe('a folder of all kinds of files', () => {
  it('is read past what cannot be read, with one line for what was left out, and ends with 2', () => {
    const { status, stdout } = run(at('mixed'), '--format', 'json');
    const { problems, summary } = JSON.parse(stdout);
    expect(status).toBe(2);
    expect(problems).toMatchObject([
      { severity: 'error', file: 'mixed/broken.yaml' },
      {
        severity: 'notice',
        message: 'left out: 3 files of Helm charts, 1 template, 2 files without Kubernetes objects',
      },
    ]);
    expect(summary).toMatchObject({ objects: 1, error: 0 });
  });

  it('that holds alternatives is a set for each of them', () => {
    expect(sets('alternatives').map(({ name }) => name)).toEqual(['a.yaml', 'b.yaml']);
    expect(run(at('alternatives')).status).toBe(0);
  });
});
