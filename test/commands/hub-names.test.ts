import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { synth } from '../../commands/synth';
import { compile } from '../../main';
import { edge, edited } from '../config/bad-files';
import { temporaryFolder, tree, write } from '../output/folders';

const folder = temporaryFolder();
afterAll(folder.remove);

/** A gateway that the Argo CD of a cluster called management keeps, with more settings. */
const ofHub = (more = '', hub = 'hub: management') =>
  edited(edge, {
    from: 'engine: flux',
    to: `engine: argo-cd\n  argoCd: {${hub}${more}}`,
  });

/** What synth says of cluster files, from the first error on; and whether it has written anything. */
function said(files: Readonly<Record<string, string>>): string {
  for (const each of ['clusters', 'dist']) rmSync(join(folder.root, each), { recursive: true, force: true });
  write(
    folder.root,
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`clusters/${name}.yaml`, text])),
  );
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
  const written = Object.keys(tree(folder.root)).some((path) => path.startsWith('dist/'));
  expect(written).toBe(status === 0);
  const text = stderr.replaceAll(`${folder.root}/`, '');
  return status === 0 ? '' : text.slice(text.indexOf('error: '));
}

test('clusters of one hub have names of their own by themselves, the one that Argo CD runs in among them', () => {
  expect(said({ a: ofHub(), b: ofHub(), management: ofHub() })).toBe('');
  expect(
    said({
      a: ofHub(),
      management: edited(edge, { from: 'engine: flux', to: 'engine: argo-cd' }),
    }),
  ).toBe('');
});

test('the same prefix twice is an error that shows both places, and nothing is written', () => {
  expect(said({ a: ofHub(', namePrefix: shop'), b: ofHub(', namePrefix: shop') })).toMatchInlineSnapshot(`
   "error: delivery.argoCd.namePrefix: two clusters with one name in the Argo CD that keeps both
    --> clusters/b.yaml:8:41
     |
   8 |   argoCd: {hub: management, namePrefix: shop}
     |                                         ^^^^
     = found:    argoproj.io/Application argocd/shop-cert-manager in dist/b/10-operators/charts/cert-manager.yaml and in dist/a/10-operators/charts/cert-manager.yaml, and 12 more
     = other:    clusters/a.yaml:8:41
     = expected: names of its own for every cluster of the hub management
     = mend:     give one of the two another delivery.argoCd.namePrefix or project; or another hub, where it has another Argo CD

   1 error; nothing was written
   "
  `);
});

test.each([
  [
    'a prefix that is another one’s name',
    { edge: ofHub(), other: ofHub(', namePrefix: edge') },
    'Application argocd/edge',
  ],
  [
    'a prefix that is another one’s stage',
    { edge: ofHub(), other: ofHub(', namePrefix: edge-20-secrets') },
    'argoproj.io/Application argocd/edge-20-secrets',
  ],
  [
    'a prefix that is another one’s chart',
    { edge: ofHub(), other: ofHub(', namePrefix: edge-external-secrets') },
    'argoproj.io/Application argocd/edge-external-secrets',
  ],
  ['a project twice', { a: ofHub(', project: shop'), b: ofHub(', project: shop') }, 'AppProject argocd/shop'],
  [
    'a project that is another one’s for charts',
    { a: ofHub(', project: shop'), b: ofHub(', project: shop-charts') },
    'AppProject argocd/shop-charts',
  ],
  [
    'one destination',
    { a: ofHub(), b: ofHub(', destination: {name: a}') },
    'two clusters with one destination',
  ],
  [
    'a prefix that the policy of the hub’s own cluster takes for its own',
    {
      a: ofHub(', namePrefix: meshwright-a'),
      management: edited(edge, { from: 'engine: flux', to: 'engine: argo-cd' }),
    },
    'a name that the policy of management takes for one of its own',
  ],
  [
    'another configuration of Argo CD itself',
    {
      a: ofHub(),
      b: `${ofHub()}patches:\n- target: {kind: ConfigMap, name: argocd-cm}\n  operations: [{op: add, path: /data/timeout.reconciliation, value: 60s}]\n`,
    },
    'ConfigMap argocd/argocd-cm',
  ],
])('%s is refused', (_, files, found) => {
  expect(said(files)).toContain(found);
});

test('clusters of two hubs, or of an Argo CD each, may have the same names', () => {
  expect(
    said({
      a: ofHub(', namePrefix: shop'),
      b: ofHub(', namePrefix: shop', 'hub: other'),
    }),
  ).toBe('');
  const own = edited(edge, {
    from: 'engine: flux',
    to: 'engine: argo-cd\n  argoCd: {namePrefix: shop}',
  });
  expect(said({ a: own, b: own })).toBe('');
});
