import { describeId } from '../../references/identity';
import { helmReach } from '../../references/kinds/helm';
import type { Manifest } from '../../references/manifest';
import { describeTarget } from '../../references/reference';
import { buildIndex } from '../../references/reference-index';

/** A Helm install as Flux and as Argo CD have it. */
function installs(chart: string, release: string, values: object): readonly Manifest[] {
  return [
    {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: release, namespace: 'here' },
      spec: {
        releaseName: release,
        chart: { spec: { chart, version: '1.0.0' } },
        values,
      },
    },
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'x', namespace: 'argocd' },
      spec: {
        source: {
          chart,
          targetRevision: '1.0.0',
          helm: { releaseName: release, valuesObject: values },
        },
        destination: { namespace: 'here' },
      },
    },
  ];
}

function brought(object: Manifest) {
  const index = buildIndex([object]);
  const objects = [...index.allProvisions()]
    .flat()
    .filter(({ via }) => via === 'helm')
    .map(({ id, parts }) => `${describeId(id)}${parts === undefined ? '' : `: ${[...parts].join(' ')}`}`);
  const pods = index.podsBroughtBy(object).map(({ name, labels, serviceAccount, containers }) => ({
    name,
    serviceAccount,
    labels: Object.entries(labels).map(([key, value]) => `${key}=${value}`),
    ports: containers.map(
      (container) =>
        `${container.name}: ${container.ports.map((port) => `${port.name} ${port.containerPort}`).join(', ')}`,
    ),
  }));
  return { objects, pods };
}

function needed(object: Manifest) {
  return buildIndex([object])
    .references(object)
    .filter(({ path }) => path.includes('alues'))
    .map(
      ({ path, order, target }) =>
        `${path.replace(/.*alues(Object)?\//, '')} ${order}: ${describeTarget(target)}`,
    );
}

test('the release `kong` of the chart `ingress` makes a gateway and a controller, told apart by name', () => {
  const [flux, argoCd] = installs('ingress', 'kong', {});
  if (flux === undefined || argoCd === undefined) throw new Error('no install');
  expect(brought(flux)).toMatchInlineSnapshot(`
   {
     "objects": [
       "ServiceAccount here/kong-controller",
       "networking.k8s.io/IngressClass kong",
       "Service here/kong-controller-validation-webhook: webhook 443",
       "Service here/kong-gateway-proxy: kong-proxy 80 kong-proxy-tls 443",
       "Service here/kong-gateway-admin: kong-admin-tls 8444",
       "Service here/kong-gateway-manager: kong-manager 8002 kong-manager-tls 8445",
       "ServiceAccount here/kong-gateway",
     ],
     "pods": [
       {
         "labels": [
           "app.kubernetes.io/name=controller",
           "app.kubernetes.io/component=app",
           "app.kubernetes.io/instance=kong",
         ],
         "name": "kong-controller",
         "ports": [
           "ingress-controller: webhook 8080, cmetrics 10255, cstatus 10254",
         ],
         "serviceAccount": "kong-controller",
       },
       {
         "labels": [
           "app.kubernetes.io/name=gateway",
           "app.kubernetes.io/component=app",
           "app.kubernetes.io/instance=kong",
         ],
         "name": "kong-gateway",
         "ports": [
           "proxy: admin-tls 8444, proxy 8000, proxy-tls 8443, status 8100",
         ],
         "serviceAccount": "kong-gateway",
       },
     ],
   }
  `);
  expect(brought(argoCd)).toEqual(brought(flux));
});

test('the chart `kong` as a data plane makes no controller, class or webhook, and the admin API only when it is on', () => {
  const values = {
    ingressController: { enabled: false },
    deployment: { serviceAccount: { create: false, name: 'edge' } },
    proxy: { tls: { enabled: false }, http: { servicePort: 8080 } },
    manager: { enabled: false },
    podLabels: { team: 'edge' },
  };
  const [flux] = installs('kong', 'edge', values);
  if (flux === undefined) throw new Error('no install');
  expect(brought(flux)).toMatchInlineSnapshot(`
   {
     "objects": [
       "Service here/edge-kong-proxy: kong-proxy 8080",
     ],
     "pods": [
       {
         "labels": [
           "team=edge",
           "app.kubernetes.io/name=kong",
           "app.kubernetes.io/component=app",
           "app.kubernetes.io/instance=edge",
         ],
         "name": "edge-kong",
         "ports": [
           "proxy: admin-tls 8444, proxy 8000, status 8100",
         ],
         "serviceAccount": "edge",
       },
     ],
   }
  `);
});

test.each([
  ['external-secrets', { serviceAccount: { name: 'eso' } }],
  ['cert-manager', { fullnameOverride: 'certs' }],
  ['appmesh-controller', { serviceAccount: { create: false, name: 'mine' } }],
  ['kong-mesh', {}],
])('what the chart %s brings', (chart, values) => {
  const [flux] = installs(chart, chart, values);
  if (flux === undefined) throw new Error('no install');
  expect(brought(flux).objects).toMatchSnapshot();
});

test('Secrets, ConfigMaps and ServiceAccounts that values name come before the install', () => {
  const kong = {
    controller: {
      ingressController: {
        konnect: {
          enabled: true,
          tlsClientCertSecretName: 'konnect-client-tls',
        },
        admissionWebhook: {
          certificate: { provided: true, secretName: 'webhook-tls' },
        },
        env: {
          kong_admin_token: {
            valueFrom: { secretKeyRef: { name: 'admin', key: 'token' } },
          },
        },
      },
    },
    gateway: {
      secretVolumes: ['konnect-client-tls'],
      env: {
        license_data: {
          valueFrom: { secretKeyRef: { name: 'license', key: 'json' } },
        },
        log_level: {
          valueFrom: {
            configMapKeyRef: { name: 'settings', key: 'level', optional: true },
          },
        },
        database: 'off',
      },
      deployment: { serviceAccount: { create: false, name: 'gateway' } },
    },
  };
  const mesh = {
    kuma: {
      controlPlane: {
        secrets: [{ Env: 'TOKEN', Secret: 'cp-token', Key: 'token' }],
        tls: { general: { secretName: 'tls', certManager: { enabled: true } } },
      },
    },
  };
  const asMap = {
    kuma: {
      controlPlane: {
        secrets: { token: { Env: 'TOKEN', Secret: 'cp-token', Key: 'token' } },
      },
    },
  };
  expect(
    [
      installs('ingress', 'kong', kong),
      installs('kong-mesh', 'kong-mesh', mesh),
      installs('kong-mesh', 'kong-mesh', asMap),
      installs('appmesh-controller', 'appmesh-controller', {
        enableCertManager: true,
        serviceAccount: { create: false, name: 'irsa' },
      }),
    ].map(([flux]) => (flux === undefined ? [] : needed(flux))),
  ).toMatchInlineSnapshot(`
   [
     [
       "controller/ingressController/env/kong_admin_token/valueFrom/secretKeyRef before: Secret here/admin, key token",
       "controller/ingressController/konnect/tlsClientCertSecretName before: Secret here/konnect-client-tls",
       "controller/ingressController/admissionWebhook/certificate/secretName before: Secret here/webhook-tls",
       "gateway/secretVolumes/0 before: Secret here/konnect-client-tls",
       "gateway/env/license_data/valueFrom/secretKeyRef before: Secret here/license, key json",
       "gateway/deployment/serviceAccount/name before: ServiceAccount here/gateway",
     ],
     [
       "kuma/controlPlane/secrets/0 before: Secret here/cp-token, key token",
       "kuma/controlPlane/tls/general/secretName before: Secret here/tls",
       "kuma/controlPlane/tls/general/certManager/enabled before: the kind cert-manager.io/Certificate",
     ],
     [
       "kuma/controlPlane/secrets/token before: Secret here/cp-token, key token",
     ],
     [
       "serviceAccount/name before: ServiceAccount here/irsa",
       "enableCertManager before: the kind cert-manager.io/Certificate",
     ],
   ]
  `);
});

test('a zone has every Mesh of its global control plane; a control plane of its own makes `default` unless told not to', () => {
  const meshes = (controlPlane: object) => {
    const [flux] = installs('kong-mesh', 'kong-mesh', {
      kuma: { controlPlane },
    });
    if (flux === undefined) throw new Error('no install');
    const index = buildIndex([flux]);
    return ['default', 'dj'].map(
      (name) => index.provisions({ group: 'kuma.io', kind: 'Mesh', name }).length > 0,
    );
  };
  expect(meshes({ mode: 'zone', kdsGlobalAddress: 'grpcs://x:443' })).toEqual([true, true]);
  expect(meshes({ mode: 'zone' })).toEqual([true, false]);
  expect(meshes({ defaults: { skipMeshCreation: true } })).toEqual([false, false]);
});

test('a chart whose CRDs are skipped, or not asked for, serves no kind', () => {
  const served = (chart: string, values: object, crds: string) => {
    const object: Manifest = {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: chart, namespace: 'here' },
      spec: {
        chart: { spec: { chart } },
        install: { crds, createNamespace: true },
        values,
      },
    };
    const index = buildIndex([object]);
    const kind = { 'kong-mesh': 'kuma.io', ingress: 'configuration.konghq.com' }[chart] ?? 'cert-manager.io';
    return index.resolve({ type: 'kind', group: kind, kind: 'Anything' }).found;
  };
  expect(served('kong-mesh', {}, 'CreateReplace')).toBe(true);
  expect(served('kong-mesh', {}, 'Skip')).toBe(false);
  expect(served('ingress', {}, 'Skip')).toBe(false);
  expect(served('cert-manager', {}, 'CreateReplace')).toBe(false);
  expect(served('cert-manager', { crds: { enabled: true } }, 'CreateReplace')).toBe(true);
});

test('a chart from an OCI repository is known by the last part of its address', () => {
  const objects: readonly Manifest[] = [
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata: { name: 'charts', namespace: 'here' },
      spec: { url: 'oci://registry.example.com/charts/kong-mesh' },
    },
    {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'mesh', namespace: 'here' },
      spec: {
        targetNamespace: 'there',
        chartRef: { kind: 'OCIRepository', name: 'charts' },
      },
    },
  ];
  const index = buildIndex(objects);
  expect(index.resolve({ type: 'webhook', webhook: 'kuma-injector' }).by).toEqual([objects[1]]);
  expect(
    index.provisions({
      group: '',
      kind: 'Service',
      namespace: 'there',
      name: 'kong-mesh-control-plane',
    }),
  ).toHaveLength(1);
});

test('an unknown chart is taken to make what operators usually make', () => {
  const [flux] = installs('unheard-of', 'x', {});
  if (flux === undefined) throw new Error('no install');
  const kinds = helmReach(flux, { get: () => undefined }).clusterKinds.map(({ kind }) => kind);
  expect(kinds).toEqual([
    'CustomResourceDefinition',
    'ClusterRole',
    'ClusterRoleBinding',
    'MutatingWebhookConfiguration',
    'ValidatingWebhookConfiguration',
  ]);
});
