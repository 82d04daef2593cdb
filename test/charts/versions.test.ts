import { helmChartVersions, kongMeshChart } from '../../charts/versions';
import { versionedCharts } from '../../config/versions';
import { compile } from '../../main';
import { dig } from '../../references/fields';
import { said } from '../config/bad-files';
import { draftOf, textOf } from '../config/options/cluster-options';
import { manifests } from '../fixtures/load';
import { clusterOf } from '../mesh/clusters';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** What a cluster of a mesh, a gateway and an engine installs, with versions: charts by name, and its whole text. */
function built(mesh: string, gateway: string, engine: string, versions?: object) {
  const draft = draftOf({ mesh, gateway, engine });
  const text = textOf(versions === undefined ? draft : { ...draft, versions });
  const { files, diagnostics } = compile(clusterOf('one.yaml', text));
  const objects = [...files].flatMap(([path, yaml]) => (/^\d.*\.yaml$/.test(path) ? manifests(yaml) : []));
  const charts = objects.flatMap((object): [string, string][] => {
    const flux = dig(object, 'spec', 'chart', 'spec');
    const argo = dig(object, 'spec', 'source');
    if (object.kind === 'HelmRelease') return [[String(dig(flux, 'chart')), String(dig(flux, 'version'))]];
    return object.kind === 'Application'
      ? [[String(dig(argo, 'chart')), String(dig(argo, 'targetRevision'))]]
      : [];
  });
  return {
    charts: Object.fromEntries(charts),
    text: [...files.values()].join('---\n'),
    errors: diagnostics.filter(({ severity }) => severity === 'error').map(({ title }) => title),
    notices: said({ name: 'clusters/one.yaml', text }),
  };
}

const newer = {
  'appmesh-controller': '1.13.9',
  'cert-manager': 'v1.21.9',
  'external-secrets': '2.9.9',
  ingress: '0.24.9',
  kong: '3.4.9',
  'kong-mesh': '2.14.9',
  'kong-operator': '1.3.9',
};

test.each([
  ['app-mesh', 'kic', 'flux'],
  ['kong-mesh', 'kic', 'argo-cd'],
  ['none', 'konnect-data-plane', 'flux'],
  ['kong-mesh', 'kong-operator', 'argo-cd'],
] as const)(
  'with %s, %s and %s each chart has the version that the cluster says, and no other moves',
  (mesh, gateway, engine) => {
    const of = [mesh, gateway, engine] as const;
    const [before, after] = [built(...of), built(...of, { charts: newer })];
    expect(after.errors).toEqual([]);
    expect(after.notices).toBe(before.notices);
    const expected = Object.entries(newer).filter(([chart]) => chart in before.charts);
    expect(after.charts).toEqual(Object.fromEntries(expected));
    const [[one, version] = ['', '']] = expected;
    expect(built(...of, { charts: { [one]: version } }).charts).toEqual({ ...before.charts, [one]: version });
  },
);

test.each([
  ['kic', 'flux', 'kong-gateway', '3.10.0.9', 'tag: 3.10.0.9'],
  ['konnect-data-plane', 'argo-cd', 'kong-gateway', `3.10.0.9@${digest}`, `tag: 3.10.0.9@${digest}`],
  [
    'kong-operator',
    'flux',
    'kong-gateway',
    `3.14.0.1@${digest}`,
    `image: kong/kong-gateway:3.14.0.1@${digest}`,
  ],
  ['kic', 'argo-cd', 'kong-ingress-controller', '3.5.12', 'tag: 3.5.12'],
] as const)('with %s and %s the image %s is %s', (gateway, engine, image, tag, found) => {
  const { text, errors, notices } = built('none', gateway, engine, { images: { [image]: tag } });
  expect(errors).toEqual(built('none', gateway, engine).errors);
  expect(notices).toBe(built('none', gateway, engine).notices);
  expect(text).toContain(`${found}\n`);
});

test('the sidecars of App Mesh are the Envoy that the cluster says', () => {
  const { text } = built('app-mesh', 'kic', 'flux', { images: { 'app-mesh-envoy': 'v1.34.12.1-prod' } });
  expect(text).toContain('tag: v1.34.12.1-prod\n');
});

test('the defaults are of the lines that a cluster may stay on without a notice', () => {
  const charts = Object.fromEntries(
    versionedCharts.map((chart) => [
      chart,
      chart === 'kong-mesh' ? kongMeshChart('2.14').version : helmChartVersions[chart].version,
    ]),
  );
  expect(built('kong-mesh', 'kic', 'flux', { charts }).notices).toBe(
    built('kong-mesh', 'kic', 'flux').notices,
  );
});

test.each([
  [
    'kong-mesh',
    'kic',
    { charts: { 'kong-mesh': '2.13.2' } },
    'error: versions.charts.kong-mesh: a version of another profile',
  ],
  [
    'none',
    'kic',
    { images: { 'kong-gateway': '3.11.0.1' } },
    'error: versions.images.kong-gateway: an image of another version than the gateway’s',
  ],
  ['none', 'kic', { images: { 'kong-gateway': '3.10' } }, 'error: versions.images.kong-gateway: malformed'],
  ['none', 'kic', { charts: { kong: '^3.4.0' } }, 'error: versions.charts.kong: malformed'],
  [
    'none',
    'kic',
    { charts: { 'external-secrets': '0.15.1' } },
    'error: versions.charts.external-secrets: a version that does not serve',
  ],
  [
    'none',
    'kic',
    { charts: { 'external-secrets': '0.20.4' } },
    'notice: versions.charts.external-secrets: a version that Meshwright has not been tried with',
  ],
  ['none', 'kic', { charts: { ingress: '0.25.0' } }, 'notice: versions.charts.ingress: '],
  [
    'none',
    'kic',
    { images: { 'kong-ingress-controller': '3.4.1' } },
    'notice: versions.images.kong-ingress-controller: ',
  ],
  ['none', 'kic', { charts: { kuma: '1.0.0' } }, 'error: versions.charts.kuma: '],
] as const)('on %s with %s, %j: %s', (mesh, gateway, versions, words) => {
  const draft = draftOf({ mesh, gateway, engine: 'flux' });
  expect(said({ name: 'clusters/one.yaml', text: textOf({ ...draft, versions }) })).toContain(words);
});
