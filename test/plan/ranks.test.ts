import { plan, pureRanks } from '../../plan/plan';
import { describe as nameOf } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { BuiltCluster } from '../charts/objects';
import { manifests } from '../fixtures/load';

/** Ranks of a cluster's objects that follow from references alone, by `Kind name` or `Kind namespace/name`. */
function ranksOf(cluster: string, engine: string) {
  const built = BuiltCluster.reference(cluster, (text) =>
    text.replace(/engine: [a-z-]+/, `engine: ${engine}`),
  );
  const ranks = pureRanks(buildIndex(built.manifests, { given: built.config.given }));
  const byName = new Map([...ranks].map(([object, rank]) => [nameOf(object).replace(/^[^ ]*\//, ''), rank]));
  return (name: string) => {
    const rank = byName.get(name);
    if (rank === undefined) throw new Error(`no object ${name} among ${[...byName.keys()].join(', ')}`);
    return rank;
  };
}

/** Chains of the order that works in production: each strictly before the next, by references alone. */
const chains: readonly (readonly [string, ...string[]])[] = [
  [
    'us-west-2-app-mesh',
    'flux',
    'Namespace appmesh-system',
    'HelmRelease appmesh-system/appmesh-controller',
    'Mesh dj-app',
    'VirtualNode prod/jazz-v1',
    'Deployment prod/jazz-v1',
  ],
  [
    'us-west-2-app-mesh',
    'flux',
    'Mesh dj-app',
    'VirtualNode kong/kong',
    'HelmRelease kong/kong',
    'KongConsumer prod/consumer1',
  ],
  ['us-west-2-app-mesh', 'flux', 'Mesh dj-app', 'VirtualRouter prod/jazz-router'],
  ['us-west-2-app-mesh', 'flux', 'Mesh dj-app', 'VirtualService prod/jazz'],
  [
    'us-west-2-app-mesh',
    'flux',
    'Namespace external-secrets',
    'HelmRelease external-secrets/external-secrets',
    'SecretStore prod/prod-secretstore',
  ],
  [
    'us-west-2-app-mesh',
    'flux',
    'HelmRelease external-secrets/external-secrets',
    'ExternalSecret kong/kong-license',
    'HelmRelease kong/kong',
    'KongPlugin prod/apikey',
  ],
  ['us-west-2-app-mesh', 'flux', 'ExternalSecret prod/consumerapikey', 'KongConsumer prod/consumer1'],
  ['us-west-2-app-mesh', 'flux', 'HelmRelease kong/kong', 'Ingress prod/djingress'],
  [
    'us-west-2-app-mesh',
    'argo-cd',
    'Application argocd/cert-manager',
    'Application argocd/appmesh-controller',
    'Mesh dj-app',
    'VirtualNode kong/kong',
    'Application argocd/kong',
    'Ingress prod/djingress',
  ],
  [
    'eu-west-1-kong-mesh',
    'argo-cd',
    'Namespace external-secrets',
    'Application argocd/external-secrets',
    'ExternalSecret kong-mesh-system/cp-token',
    'Application argocd/kong-mesh',
    'MeshIdentity kong-mesh-system/identity',
    'Application argocd/kong',
    'KongConsumer prod/consumer1',
  ],
  ['eu-west-1-kong-mesh', 'argo-cd', 'MeshTrafficPermission prod/jazz', 'Deployment prod/jazz-v1'],
  ['eu-west-1-kong-mesh', 'argo-cd', 'MeshPassthrough kong/kong', 'Application argocd/kong'],
  ['eu-west-1-kong-mesh', 'argo-cd', 'Service prod/jazz-v1', 'MeshHTTPRoute prod/jazz'],
  [
    'eu-west-1-kong-mesh',
    'flux',
    'ExternalSecret kong-mesh-system/cp-token',
    'HelmRelease kong-mesh-system/kong-mesh',
    'MeshIdentity kong-mesh-system/identity',
    'Deployment prod/jazz-v1',
  ],
  [
    'us-west-2-kong-mesh',
    'flux',
    'HelmRelease kong-mesh-system/kong-mesh',
    'Mesh dj-app',
    'MeshIdentity kong-mesh-system/identity',
    'HelmRelease kong/kong',
    'KongPlugin prod/apikey',
  ],
  [
    'ap-southeast-2-data-plane',
    'argo-cd',
    'Namespace external-secrets',
    'Application argocd/external-secrets',
    'ExternalSecret kong/konnect-client-tls',
    'Application argocd/kong',
  ],
];

test.each(chains)(
  '%s with %s: the references alone put %s strictly before the next',
  (cluster, engine = '', ...objects) => {
    const rank = ranksOf(cluster, engine);
    const ranks = objects.map(rank);
    expect(ranks).toEqual([...new Set(ranks)].toSorted((a, b) => a - b));
  },
);

test('objects that need each other, one of them before, are a problem that names them and why', () => {
  const objects = manifests(`
apiVersion: v1
kind: Namespace
metadata: {name: a}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: first, namespace: a}
spec: {chart: {spec: {chart: x, sourceRef: {kind: HelmRepository, name: r}}}, valuesFrom: [{kind: Secret, name: made, valuesKey: k}]}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: made, namespace: a}
spec: {secretStoreRef: {name: store}, data: [{secretKey: k}]}
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: store, namespace: a}
spec: {provider: {x: {auth: {secretRef: {name: login, key: k}}}}}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: second, namespace: a}
spec: {chart: {spec: {chart: external-secrets}}, valuesFrom: [{kind: Secret, name: made, valuesKey: k}]}
`);
  const { problems } = plan(buildIndex(objects));
  expect(problems.map(({ kind, message }) => `${kind}: ${message}`)).toMatchInlineSnapshot(`
   [
     "cycle: No order exists: these 3 objects need each other
     external-secrets.io/SecretStore a/store, /kind: needs before it helm.toolkit.fluxcd.io/HelmRelease a/second (the kind external-secrets.io/SecretStore): its CRD has to be served
     helm.toolkit.fluxcd.io/HelmRelease a/second, /spec/valuesFrom/0: needs before it external-secrets.io/ExternalSecret a/made (Secret a/made, key k): Helm reads values from it
     external-secrets.io/ExternalSecret a/made, /spec/secretStoreRef: needs external-secrets.io/SecretStore a/store: the operator reads the value through it",
   ]
  `);
});

test('objects that refer to each other without an order between them share a stage', () => {
  const objects = manifests(`
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: a, namespace: default}
spec: {chart: {spec: {chart: x}}, dependsOn: [{name: b}]}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: b, namespace: default}
spec: {chart: {spec: {chart: y}}, dependsOn: [{name: a}]}
`);
  const result = plan(buildIndex(objects));
  expect(result.problems).toEqual([]);
  expect(result.stages.map(({ stage, objects }) => [stage, objects.length])).toEqual([['10-operators', 2]]);
});

test('an object that would need a stage after the last is a problem that says what pushes it there', () => {
  const objects = manifests(`
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: kong, namespace: default}
spec: {chart: {spec: {chart: ingress}}}
---
apiVersion: configuration.konghq.com/v1
kind: KongConsumer
metadata: {name: c, namespace: default}
credentials: [last]
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: after, namespace: default}
spec: {chart: {spec: {chart: cert-manager}}, values: {crds: {enabled: true}}, dependsOn: [{name: kong}]}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: last, namespace: default}
spec: {secretName: last, issuerRef: {name: i}}
`);
  const { problems } = plan(buildIndex(objects));
  expect(problems.map(({ kind, message }) => `${kind}: ${message}`)).toMatchInlineSnapshot(`
   [
     "too-late: configuration.konghq.com/KongConsumer default/c would need a stage after 60-routes, because
     configuration.konghq.com/KongConsumer default/c, /credentials/0: needs before it cert-manager.io/Certificate default/last (Secret default/last): the webhook refuses a consumer whose credential does not exist
     cert-manager.io/Certificate default/last, /kind: needs before it helm.toolkit.fluxcd.io/HelmRelease default/after (the kind cert-manager.io/Certificate): its CRD has to be served
     helm.toolkit.fluxcd.io/HelmRelease default/after, /spec/dependsOn/0: needs helm.toolkit.fluxcd.io/HelmRelease default/kong: Flux waits for it",
   ]
  `);
});
