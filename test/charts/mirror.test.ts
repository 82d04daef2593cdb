import { mirroredImage } from '../../charts/mirror';
import { type VersionedChart, versionedCharts } from '../../config/versions';
import { compile } from '../../main';
import { dig } from '../../references/fields';
import { said } from '../config/bad-files';
import { draftOf, meshes, textOf } from '../config/options/cluster-options';
import { manifests } from '../fixtures/load';
import { clusterOf } from '../mesh/clusters';

const mirror = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

/** What a cluster installs: where each chart comes from and its values, images of objects, and what the checks say. */
function built(mesh: string, gateway: string, engine: string, versions?: object, ofMesh?: object) {
  const draft = draftOf({ mesh, gateway, engine });
  const own = ofMesh === undefined ? {} : { mesh: { ...Object(meshes[mesh]), ...ofMesh } };
  const text = textOf({ ...draft, ...own, ...(versions === undefined ? {} : { versions }) });
  const { files, diagnostics } = compile(clusterOf('one.yaml', text));
  const objects = [...files].flatMap(([path, yaml]) => (path.endsWith('.yaml') ? manifests(yaml) : []));
  const repositories = new Map(
    objects.flatMap(({ kind, metadata, ...rest }) =>
      kind === 'HelmRepository' ? [[metadata.name, dig(rest, 'spec')] as const] : [],
    ),
  );
  const charts = objects.flatMap((object): [string, { from: unknown; values: unknown }][] => {
    const flux = dig(object, 'spec', 'chart', 'spec');
    const argo = dig(object, 'spec', 'source');
    const name = String(dig(flux, 'sourceRef', 'name'));
    if (object.kind === 'HelmRelease')
      return [
        [String(dig(flux, 'chart')), { from: repositories.get(name), values: dig(object, 'spec', 'values') }],
      ];
    return object.kind === 'Application' && dig(argo, 'chart') !== undefined
      ? [
          [
            String(dig(argo, 'chart')),
            { from: dig(argo, 'repoURL'), values: dig(argo, 'helm', 'valuesObject') },
          ],
        ]
      : [];
  });
  const images = objects
    .filter(({ kind }) => kind !== 'Application' && kind !== 'HelmRelease')
    .flatMap((object) =>
      [...JSON.stringify(object).matchAll(/"image":"([^"]+)"/g)].map(([, image]) => image),
    );
  return {
    charts: new Map(charts),
    images: [...new Set(images)],
    findings: diagnostics.map(({ severity, title }) => `${severity}: ${title}`),
  };
}

interface ChartImages {
  readonly cluster: readonly [mesh: string, gateway: string, engine: string];
  readonly ofMesh?: object;
  /** Where the chart says its images, and what the mirror has them as. */
  readonly images: Readonly<Record<string, string>>;
  /** Values that are written without a mirror too. */
  readonly always?: readonly string[];
}

const kongMesh = {
  'kuma.global.image.registry': 'docker-hub/kong',
  'kuma.kubectl.image.registry': 'kubernetes',
};

/**
 * Every value that names an image which the chart starts with our values. Sources, each with `helm template` of it: cert-manager v1.21.0,
 * external-secrets v2.9.0 and Kuma 2.13.9 and 2.14.3 (values.yaml of each chart's folder under deploy/ or deployments/), Kong/charts
 * kong-operator-1.3.1, kong 3.2.0 and ingress 0.24.0, eks-charts appmesh-controller 1.13.3.
 */
const table: readonly (readonly [VersionedChart, ChartImages])[] = [
  [
    'cert-manager',
    {
      cluster: ['kong-mesh', 'kic', 'argo-cd'],
      images: {
        'image.repository': 'quay/jetstack/cert-manager-controller',
        'webhook.image.repository': 'quay/jetstack/cert-manager-webhook',
        'cainjector.image.repository': 'quay/jetstack/cert-manager-cainjector',
        'acmesolver.image.repository': 'quay/jetstack/cert-manager-acmesolver',
        'startupapicheck.image.repository': 'quay/jetstack/cert-manager-startupapicheck',
      },
    },
  ],
  [
    'external-secrets',
    {
      cluster: ['none', 'kic', 'flux'],
      images: {
        'image.repository': 'github/external-secrets/external-secrets',
        'webhook.image.repository': 'github/external-secrets/external-secrets',
        'certController.image.repository': 'github/external-secrets/external-secrets',
      },
    },
  ],
  [
    'appmesh-controller',
    {
      cluster: ['app-mesh', 'kic', 'flux'],
      images: {
        'image.repository': 'ecr-public/appmesh/appmesh-controller',
        'sidecar.image.repository': 'ecr-public/appmesh/aws-appmesh-envoy',
        'init.image.repository': 'app-mesh/aws-appmesh-proxy-route-manager',
        'xray.image.repository': 'ecr-public/xray/aws-xray-daemon',
      },
    },
  ],
  ['kong-mesh', { cluster: ['kong-mesh', 'kic', 'flux'], ofMesh: { profile: '2.13' }, images: kongMesh }],
  [
    'kong-mesh',
    {
      cluster: ['kong-mesh', 'kic', 'argo-cd'],
      ofMesh: { profile: '2.14' },
      images: { ...kongMesh, 'kuma.zoneProxyImage.registry': 'kubernetes' },
    },
  ],
  [
    'kong-operator',
    {
      cluster: ['none', 'kong-operator', 'flux'],
      images: { 'image.repository': 'docker-hub/kong/kong-operator' },
    },
  ],
  [
    'ingress',
    {
      cluster: ['none', 'kic', 'flux'],
      images: {
        'gateway.image.repository': 'docker-hub/kong/kong-gateway',
        'controller.ingressController.image.repository': 'docker-hub/kong/kubernetes-ingress-controller',
      },
      always: ['gateway.image.repository'],
    },
  ],
  [
    'ingress',
    {
      cluster: ['none', 'kic, open source', 'flux'],
      images: { 'gateway.image.repository': 'docker-hub/library/kong' },
      always: ['gateway.image.repository'],
    },
  ],
  [
    'kong',
    {
      cluster: ['none', 'konnect-data-plane', 'argo-cd'],
      images: { 'image.repository': 'docker-hub/kong/kong-gateway' },
      always: ['image.repository'],
    },
  ],
];

test('the table has every chart', () => {
  expect([...new Set(table.map(([chart]) => chart))].sort()).toEqual([...versionedCharts].sort());
});

test.each(table)(
  'all images of chart %s come from the mirror, %j',
  (chart, { cluster, ofMesh, images, always }) => {
    const valuesOf = (versions?: object) => {
      const { charts, findings } = built(...cluster, versions, ofMesh);
      const values = charts.get(chart)?.values;
      return {
        findings,
        found: Object.fromEntries(Object.keys(images).map((key) => [key, dig(values, ...key.split('.'))])),
      };
    };
    const [before, after] = [valuesOf(), valuesOf({ mirror })];
    const expected = Object.entries(images).map(([key, image]) => [key, `${mirror}/${image}`]);
    expect(after.found).toEqual(Object.fromEntries(expected));
    expect(after.findings).toEqual(before.findings);
    const said = Object.keys(images).filter((key) => before.found[key] !== undefined);
    expect(said).toEqual(always ?? []);
  },
);

test('charts of registries come through the mirror, and those of HTTP repositories from where somebody pushes them', () => {
  const fromOf = (engine: string, versions: object) => {
    const { charts } = built('kong-mesh', 'kic', engine, versions);
    return ['external-secrets', 'kong-mesh'].map((chart) => charts.get(chart)?.from);
  };
  const oci = (path: string) => ({
    url: `oci://${mirror}/${path}`,
    type: 'oci',
    provider: 'aws',
    interval: '1h0m0s',
  });
  const http = 'https://kong.github.io/kong-mesh-charts';
  expect(fromOf('flux', { mirror })).toEqual([
    oci('github/external-secrets/charts'),
    { url: http, interval: '1h0m0s' },
  ]);
  expect(fromOf('flux', { mirror, mirrorCharts: 'helm' })).toEqual([
    oci('github/external-secrets/charts'),
    oci('helm'),
  ]);
  expect(fromOf('argo-cd', { mirror })).toEqual([`${mirror}/github/external-secrets/charts`, http]);
  expect(fromOf('argo-cd', { mirror, mirrorCharts: 'helm' })).toEqual([
    `${mirror}/github/external-secrets/charts`,
    `${mirror}/helm`,
  ]);
  expect(fromOf('flux', { mirror: 'harbor.example.com/proxy' })[0]).toEqual({
    url: 'oci://harbor.example.com/proxy/github/external-secrets/charts',
    type: 'oci',
    interval: '1h0m0s',
  });
});

test('gateways of the operator and applications of public registries come from the mirror', () => {
  const { images } = built('kong-mesh', 'kong-operator', 'flux', { mirror });
  expect(images.length).toBeGreaterThan(1);
  expect(images.filter((image) => !image?.startsWith(`${mirror}/`))).toEqual([]);
});

test.each([
  ['nginx:1.27', `${mirror}/docker-hub/library/nginx:1.27`],
  ['kong/kong-gateway:3.10.0.10@sha256:0a', `${mirror}/docker-hub/kong/kong-gateway:3.10.0.10@sha256:0a`],
  ['docker.io/kong:3.9.3', `${mirror}/docker-hub/library/kong:3.9.3`],
  ['quay.io/a/b/c@sha256:0a', `${mirror}/team/quay/a/b/c@sha256:0a`],
  ['registry.k8s.io/pause:3.10', `${mirror}/kubernetes/pause:3.10`],
  ['registry.example.com:5000/app:v1', 'registry.example.com:5000/app:v1'],
  ['gitlab.example.com/app:v1', `${mirror}/gitlab/app:v1`],
  [
    '672518094988.dkr.ecr.us-west-2.amazonaws.com/hello-world:v1.0',
    '672518094988.dkr.ecr.us-west-2.amazonaws.com/hello-world:v1.0',
  ],
])('%s is %s', (image, there) => {
  const mirrorPrefixes = { 'quay.io': 'team/quay', 'gitlab.example.com': 'gitlab' };
  expect(mirroredImage({ versions: { mirror, mirrorPrefixes } }, image)).toBe(there);
  expect(mirroredImage({ versions: { mirror: undefined, mirrorPrefixes } }, image)).toBe(image);
});

test.each([
  [{ mirror: `https://${mirror}` }, 'error: versions.mirror: malformed'],
  [{ mirror: `${mirror}/` }, 'error: versions.mirror: malformed'],
  [{ mirror, mirrorPrefixes: { 'quay.io': '/quay' } }, 'error: versions.mirrorPrefixes'],
  [{ mirror }, 'notice: versions.mirror: a registry caches no chart of an HTTP repository'],
  [{ mirrorCharts: 'helm' }, 'notice: versions.mirrorCharts: nothing comes from a mirror'],
  [{ mirrorPrefixes: { 'quay.io': 'quay' } }, 'notice: versions.mirrorPrefixes: nothing comes from a mirror'],
])('%j: %s', (versions, words) => {
  const draft = draftOf({ mesh: 'none', gateway: 'kic', engine: 'flux' });
  expect(said({ name: 'clusters/one.yaml', text: textOf({ ...draft, versions }) })).toContain(words);
});

test('nothing is said of a mirror that has everything', () => {
  const draft = draftOf({ mesh: 'none', gateway: 'kic', engine: 'flux' });
  const text = textOf({ ...draft, versions: { mirror, mirrorCharts: 'helm' } });
  expect(said({ name: 'clusters/one.yaml', text })).not.toContain('versions.');
});
