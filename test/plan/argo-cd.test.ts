import { argoCdDelivery } from '../../plan/argo-cd';
import { plan } from '../../plan/plan';
import { dig, items } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { BuiltCluster } from '../charts/objects';
import { fixture, manifests } from '../fixtures/load';

const delivery = {
  cluster: 'eu-west-1-kong-mesh',
  repository: 'https://github.com/example/platform',
  revision: 'main',
  path: 'dist',
};

function deliveryOf(objects: readonly Manifest[], given: readonly string[] = []) {
  const index = buildIndex(objects, { given });
  return argoCdDelivery(index, plan(index), delivery);
}

const kongMesh = BuiltCluster.reference('eu-west-1-kong-mesh');

test('what lies in the repository may be of the kinds in use, and cluster-scoped by name; charts bring what they make, by kind', () => {
  const [project, applications, charts] = deliveryOf(kongMesh.manifests, kongMesh.config.given).bootstrap;
  expect([project, applications, charts]).toMatchInlineSnapshot(`
   [
     {
       "apiVersion": "argoproj.io/v1alpha1",
       "kind": "AppProject",
       "metadata": {
         "name": "eu-west-1-kong-mesh",
         "namespace": "argocd",
       },
       "spec": {
         "clusterResourceWhitelist": [
           {
             "group": "",
             "kind": "Namespace",
             "name": "cert-manager",
           },
           {
             "group": "",
             "kind": "Namespace",
             "name": "external-secrets",
           },
           {
             "group": "",
             "kind": "Namespace",
             "name": "kong",
           },
           {
             "group": "",
             "kind": "Namespace",
             "name": "kong-mesh-system",
           },
           {
             "group": "",
             "kind": "Namespace",
             "name": "prod",
           },
         ],
         "description": "What Meshwright delivers to eu-west-1-kong-mesh",
         "destinations": [
           {
             "namespace": "kong",
             "server": "https://kubernetes.default.svc",
           },
           {
             "namespace": "kong-mesh-system",
             "server": "https://kubernetes.default.svc",
           },
           {
             "namespace": "prod",
             "server": "https://kubernetes.default.svc",
           },
         ],
         "namespaceResourceWhitelist": [
           {
             "group": "",
             "kind": "Service",
           },
           {
             "group": "",
             "kind": "ServiceAccount",
           },
           {
             "group": "apps",
             "kind": "Deployment",
           },
           {
             "group": "cert-manager.io",
             "kind": "Certificate",
           },
           {
             "group": "cert-manager.io",
             "kind": "Issuer",
           },
           {
             "group": "configuration.konghq.com",
             "kind": "KongConsumer",
           },
           {
             "group": "configuration.konghq.com",
             "kind": "KongPlugin",
           },
           {
             "group": "external-secrets.io",
             "kind": "ExternalSecret",
           },
           {
             "group": "external-secrets.io",
             "kind": "SecretStore",
           },
           {
             "group": "iam.services.k8s.aws",
             "kind": "Policy",
           },
           {
             "group": "iam.services.k8s.aws",
             "kind": "Role",
           },
           {
             "group": "kuma.io",
             "kind": "MeshHTTPRoute",
           },
           {
             "group": "kuma.io",
             "kind": "MeshHealthCheck",
           },
           {
             "group": "kuma.io",
             "kind": "MeshIdentity",
           },
           {
             "group": "kuma.io",
             "kind": "MeshPassthrough",
           },
           {
             "group": "kuma.io",
             "kind": "MeshTimeout",
           },
           {
             "group": "kuma.io",
             "kind": "MeshTrafficPermission",
           },
           {
             "group": "networking.k8s.io",
             "kind": "Ingress",
           },
           {
             "group": "policy",
             "kind": "PodDisruptionBudget",
           },
         ],
         "sourceRepos": [
           "https://github.com/example/platform",
         ],
       },
     },
     {
       "apiVersion": "argoproj.io/v1alpha1",
       "kind": "AppProject",
       "metadata": {
         "name": "eu-west-1-kong-mesh-delivery",
         "namespace": "argocd",
       },
       "spec": {
         "clusterResourceWhitelist": [],
         "description": "The Applications of eu-west-1-kong-mesh",
         "destinations": [
           {
             "namespace": "argocd",
             "server": "https://kubernetes.default.svc",
           },
         ],
         "namespaceResourceWhitelist": [
           {
             "group": "argoproj.io",
             "kind": "Application",
           },
         ],
         "sourceRepos": [
           "https://github.com/example/platform",
         ],
       },
     },
     {
       "apiVersion": "argoproj.io/v1alpha1",
       "kind": "AppProject",
       "metadata": {
         "name": "eu-west-1-kong-mesh-charts",
         "namespace": "argocd",
       },
       "spec": {
         "clusterResourceWhitelist": [
           {
             "group": "admissionregistration.k8s.io",
             "kind": "MutatingWebhookConfiguration",
           },
           {
             "group": "admissionregistration.k8s.io",
             "kind": "ValidatingWebhookConfiguration",
           },
           {
             "group": "apiextensions.k8s.io",
             "kind": "CustomResourceDefinition",
           },
           {
             "group": "networking.k8s.io",
             "kind": "IngressClass",
             "name": "kong",
           },
           {
             "group": "rbac.authorization.k8s.io",
             "kind": "ClusterRole",
           },
           {
             "group": "rbac.authorization.k8s.io",
             "kind": "ClusterRoleBinding",
           },
         ],
         "description": "The Helm charts of eu-west-1-kong-mesh",
         "destinations": [
           {
             "namespace": "cert-manager",
             "server": "https://kubernetes.default.svc",
           },
           {
             "namespace": "external-secrets",
             "server": "https://kubernetes.default.svc",
           },
           {
             "namespace": "kong",
             "server": "https://kubernetes.default.svc",
           },
           {
             "namespace": "kong-mesh-system",
             "server": "https://kubernetes.default.svc",
           },
           {
             "namespace": "kube-system",
             "server": "https://kubernetes.default.svc",
           },
         ],
         "sourceRepos": [
           "https://charts.external-secrets.io",
           "https://charts.jetstack.io",
           "https://charts.konghq.com",
           "https://kong.github.io/kong-mesh-charts",
         ],
       },
     },
   ]
  `);
});

test('what lies in the repository cannot widen what may be synced, nor leave what is allowed', () => {
  const [project, applications, charts] = deliveryOf(kongMesh.manifests, kongMesh.config.given).bootstrap;
  const kinds = (object: Manifest | undefined, field: string) =>
    items(dig(object, 'spec', field)).map((entry) => `${dig(entry, 'group')}/${dig(entry, 'kind')}`);
  for (const kind of [
    'argoproj.io/AppProject',
    'argoproj.io/Application',
    'argoproj.io/ApplicationSet',
    '/ConfigMap',
    '/Secret',
    'rbac.authorization.k8s.io/RoleBinding',
  ])
    expect(kinds(project, 'namespaceResourceWhitelist')).not.toContain(kind);
  // What goes where Argo CD is are Applications, and nothing else.
  expect(kinds(applications, 'namespaceResourceWhitelist')).toEqual(['argoproj.io/Application']);
  expect(dig(applications, 'spec', 'clusterResourceWhitelist')).toEqual([]);
  for (const entry of items(dig(project, 'spec', 'clusterResourceWhitelist')))
    expect(dig(entry, 'name')).toEqual(expect.any(String));
  expect(kinds(project, 'clusterResourceWhitelist')).not.toContain('ClusterRoleBinding');
  // A chart is no way to what the repository may not bring: it is not read by that project, nor does it write to Argo CD.
  expect(dig(project, 'spec', 'sourceRepos')).toEqual(['https://github.com/example/platform']);
  expect(dig(charts, 'spec', 'sourceRepos')).not.toContain('https://github.com/example/platform');
  for (const each of [project, charts])
    expect(JSON.stringify(dig(each, 'spec', 'destinations'))).not.toContain('argocd');
  expect(JSON.stringify([project, applications, charts])).not.toContain('"*"');
});

test('a data plane without a controller may make no role and no webhook for Kong', () => {
  const dataPlane = BuiltCluster.reference('ap-southeast-2-data-plane');
  const index = buildIndex(
    dataPlane.manifests.filter(({ metadata }) => metadata.name.startsWith('kong')),
    { given: ['external-secrets'] },
  );
  const [project, , charts] = argoCdDelivery(index, plan(index), delivery).bootstrap;
  expect(dig(project, 'spec', 'clusterResourceWhitelist')).toEqual([
    { group: '', kind: 'Namespace', name: 'kong' },
  ]);
  expect(dig(charts, 'spec', 'clusterResourceWhitelist')).toEqual([]);
});

test('the stages are waves of a root Application that never gives up', () => {
  const { bootstrap, stages } = deliveryOf(kongMesh.manifests, kongMesh.config.given);
  expect(bootstrap.at(-1)).toMatchInlineSnapshot(`
   {
     "apiVersion": "argoproj.io/v1alpha1",
     "kind": "Application",
     "metadata": {
       "finalizers": [
         "resources-finalizer.argocd.argoproj.io",
       ],
       "name": "meshwright",
       "namespace": "argocd",
     },
     "spec": {
       "destination": {
         "namespace": "argocd",
         "server": "https://kubernetes.default.svc",
       },
       "project": "eu-west-1-kong-mesh-delivery",
       "source": {
         "path": "dist/eu-west-1-kong-mesh/delivery/stages",
         "repoURL": "https://github.com/example/platform",
         "targetRevision": "main",
       },
       "syncPolicy": {
         "automated": {
           "enabled": true,
           "prune": true,
           "selfHeal": true,
         },
         "retry": {
           "backoff": {
             "duration": "10s",
             "factor": 2,
             "maxDuration": "5m",
           },
           "limit": -1,
           "refresh": true,
         },
       },
     },
   }
  `);
  expect(
    stages.map(({ metadata }) => [metadata.name, metadata.annotations?.['argocd.argoproj.io/sync-wave']]),
  ).toMatchInlineSnapshot(`
   [
     [
       "meshwright-00-foundation",
       "0",
     ],
     [
       "meshwright-10-operators-charts",
       "1",
     ],
     [
       "meshwright-20-secrets",
       "2",
     ],
     [
       "meshwright-30-mesh-charts",
       "3",
     ],
     [
       "meshwright-40-mesh-policies",
       "4",
     ],
     [
       "meshwright-50-workloads",
       "5",
     ],
     [
       "meshwright-50-workloads-charts",
       "5",
     ],
     [
       "meshwright-60-routes",
       "6",
     ],
   ]
  `);
});

test('a stage syncs itself, prunes, heals, and tries again for more than an hour', () => {
  const { stages } = deliveryOf(kongMesh.manifests, kongMesh.config.given);
  expect(stages[0]).toMatchInlineSnapshot(`
   {
     "apiVersion": "argoproj.io/v1alpha1",
     "kind": "Application",
     "metadata": {
       "annotations": {
         "argocd.argoproj.io/sync-wave": "0",
       },
       "finalizers": [
         "resources-finalizer.argocd.argoproj.io",
       ],
       "name": "meshwright-00-foundation",
       "namespace": "argocd",
     },
     "spec": {
       "destination": {
         "namespace": "kong",
         "server": "https://kubernetes.default.svc",
       },
       "project": "eu-west-1-kong-mesh",
       "source": {
         "path": "dist/eu-west-1-kong-mesh/00-foundation",
         "repoURL": "https://github.com/example/platform",
         "targetRevision": "main",
       },
       "syncPolicy": {
         "automated": {
           "enabled": true,
           "prune": true,
           "selfHeal": true,
         },
         "retry": {
           "backoff": {
             "duration": "10s",
             "factor": 2,
             "maxDuration": "5m",
           },
           "limit": 20,
           "refresh": true,
         },
         "syncOptions": [
           "ServerSideApply=true",
         ],
       },
     },
   }
  `);
  const waits = Array.from({ length: 20 }, (_, i) => Math.min(10 * 2 ** i, 300));
  expect(waits.reduce((sum, seconds) => sum + seconds)).toBeGreaterThan(3600);
});

test.each([
  'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler',
  'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject',
])('replicas that an autoscaler sets are left to it: %s', (autoscaler) => {
  const objects = [
    ...fixture('app-mesh.yaml'),
    ...manifests(`
${autoscaler}
metadata: {name: jazz-v1, namespace: prod}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: jazz-v1}}
`),
  ];
  const { stages } = deliveryOf(objects, ['ack-iam', 'keda']);
  const workloads = stages.find(({ metadata }) => metadata.name === 'meshwright-50-workloads');
  expect(dig(workloads, 'spec', 'ignoreDifferences')).toEqual([
    {
      group: 'apps',
      kind: 'Deployment',
      name: 'jazz-v1',
      namespace: 'prod',
      jsonPointers: ['/spec/replicas'],
    },
  ]);
  expect(items(dig(workloads, 'spec', 'syncPolicy', 'syncOptions'))).toContain(
    'RespectIgnoreDifferences=true',
  );
  const others = stages.filter((stage) => stage !== workloads);
  expect(
    others.map(({ spec }) => dig(spec, 'ignoreDifferences')).filter((value) => value !== undefined),
  ).toEqual([]);
});
