import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { check } from '../../checks/check';
import { rules } from '../../checks/rules';
import { dig } from '../../references/fields';
import { buildIndex } from '../../references/reference-index';
import { schemaFor, sharedDefinitions } from '../../references/schemas';
import { edited } from '../config/bad-files';
import { manifests } from '../fixtures/load';
import { CompiledEdge } from './compiled-edge';
import { reconcile } from './simulator/flux';
import { World } from './simulator/world';

const commit = '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e';

/** A cluster whose delivery says more. */
function delivered(more: string, repository = 'https://github.com/example/platform') {
  const compiled = new CompiledEdge((text) =>
    edited(text, {
      from: 'repository: https://github.com/example/platform\n',
      to: `repository: ${repository}\n${more}\n`,
    }),
  );
  return { delivery: compiled.in('delivery/flux.yaml'), folders: compiled.folders, said: compiled.said };
}

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(sharedDefinitions());

const said = delivered('').said;
const ssh = 'ssh://git@github.com/example/platform';

test.each([
  [
    'ssh with the key of flux bootstrap',
    ssh,
    '',
    { ref: { branch: 'main' }, secretRef: { name: 'flux-system' } },
  ],
  ['ssh with a key of its own', ssh, '{secretRef: deploy-key}', { secretRef: { name: 'deploy-key' } }],
  ['https with a password', undefined, '{secretRef: git}', { secretRef: { name: 'git' } }],
  [
    'https with a GitHub App',
    undefined,
    '{provider: github, secretRef: github-app}',
    { provider: 'github', secretRef: { name: 'github-app' } },
  ],
  ['a tag', undefined, '{ref: {tag: v1.4.0}}', { ref: { tag: 'v1.4.0' } }],
  [
    'a range of versions',
    undefined,
    '{ref: {semver: ">=1.4.0 <2.0.0"}}',
    { ref: { semver: '>=1.4.0 <2.0.0' } },
  ],
  ['a commit', undefined, `{ref: {commit: ${commit}}}`, { ref: { commit } }],
])('%s is read so, and needs nothing that the output would have to bring', (_, repository, flux, spec) => {
  const result = delivered(flux === '' ? '' : `  flux: ${flux}`, repository);
  const [source] = result.delivery;
  expect(source?.spec).toMatchObject(spec);
  expect(source?.spec).not.toHaveProperty(
    'ref.branch',
    'ref' in spec && !('branch' in spec.ref) ? 'main' : '',
  );
  const validate = ajv.compile(schemaFor(source?.apiVersion ?? '', source?.kind ?? '') ?? false);
  validate(source);
  expect(validate.errors ?? []).toEqual([]);
  expect(result.said).toEqual(said);
  expect(reconcile(result.delivery, result.folders, new World())).toEqual([]);
});

test('a GitRepository that is there already is read by every Kustomization, and none is made', () => {
  const result = delivered('  flux: {gitRepository: {name: platform, namespace: tenants}}');
  expect(result.delivery.map(({ kind }) => kind)).not.toContain('GitRepository');
  for (const object of result.delivery)
    expect(dig(object, 'spec', 'sourceRef')).toEqual({
      kind: 'GitRepository',
      name: 'platform',
      namespace: 'tenants',
    });
  expect(result.said).toEqual(said);
  expect(reconcile(result.delivery, result.folders, new World())).toEqual([]);
});

test('the GitRepository of flux bootstrap is one of the same namespace', () => {
  const { delivery } = delivered('  flux: {gitRepository: {name: flux-system}}');
  expect(dig(delivery[0], 'spec', 'sourceRef')).toEqual({ kind: 'GitRepository', name: 'flux-system' });
});

test('every Kustomization applies with the rights of the ServiceAccount', () => {
  const { delivery } = delivered('  flux: {serviceAccountName: platform}');
  const kustomizations = delivery.filter(({ kind }) => kind === 'Kustomization');
  expect(kustomizations.length).toBeGreaterThan(2);
  for (const object of kustomizations) expect(dig(object, 'spec', 'serviceAccountName')).toBe('platform');
});

test.each([
  ['flux-system', 'flux-system', []],
  ['flux-system', 'another', ['nothing brings Secret flux-system/another: logs in with it']],
  ['team', 'flux-system', ['nothing brings Secret team/flux-system: logs in with it']],
])(
  'of the login in %s called %s, check knows whether flux bootstrap brings it',
  (namespace, secret, expected) => {
    const objects = manifests(`
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: flux-system, namespace: ${namespace}}
spec: {interval: 1m, url: "${ssh}", ref: {branch: main}, secretRef: {name: ${secret}}}
`);
    const { findings } = check({ index: buildIndex(objects), given: [], engine: 'flux' }, rules);
    const missing = findings.filter(({ rule }) => rule === 'secrets/missing-secret');
    expect(missing.map(({ message }) => message)).toEqual(expected);
  },
);
