import { plan } from '../../plan/plan';
import { describe as nameOf } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { fixture } from '../fixtures/load';

const appMesh = fixture('app-mesh.yaml');

test('every object of the App Mesh cluster has the stage that its references ask for', () => {
  const index = buildIndex(appMesh, { given: ['ack-iam'] });
  const result = plan(index);
  expect(result.problems).toEqual([]);
  const names = result.stages.map(({ stage, objects }) => [stage, ...objects.map(nameOf)]);
  expect(names).toMatchInlineSnapshot(`
   [
     [
       "00-foundation",
       "Namespace appmesh-system",
       "Namespace external-secrets",
       "Namespace kong",
       "Namespace prod",
       "source.toolkit.fluxcd.io/HelmRepository appmesh-system/eks",
       "source.toolkit.fluxcd.io/HelmRepository external-secrets/external-secrets",
       "source.toolkit.fluxcd.io/HelmRepository kong/kong",
       "iam.services.k8s.aws/Policy appmesh-system/appmesh-controller",
       "iam.services.k8s.aws/Role prod/jazz-v1",
       "ServiceAccount kong/kong-gateway",
       "ServiceAccount kong/secrets",
       "ServiceAccount prod/secrets",
       "iam.services.k8s.aws/Role appmesh-system/appmesh-controller",
       "ServiceAccount prod/jazz-v1",
       "ServiceAccount appmesh-system/appmesh-controller",
     ],
     [
       "10-operators",
       "helm.toolkit.fluxcd.io/HelmRelease appmesh-system/appmesh-controller",
       "helm.toolkit.fluxcd.io/HelmRelease external-secrets/external-secrets",
     ],
     [
       "20-secrets",
       "appmesh.k8s.aws/Mesh dj-app",
       "external-secrets.io/SecretStore kong/aws",
       "external-secrets.io/SecretStore prod/aws",
       "external-secrets.io/ExternalSecret kong/kong-license",
       "external-secrets.io/ExternalSecret prod/consumerapikey",
     ],
     [
       "30-mesh",
       "appmesh.k8s.aws/VirtualNode kong/kong",
       "appmesh.k8s.aws/VirtualNode prod/jazz-v1",
       "appmesh.k8s.aws/VirtualNode prod/jazz-v2",
       "appmesh.k8s.aws/VirtualRouter prod/jazz-router",
       "appmesh.k8s.aws/VirtualService prod/jazz",
     ],
     [
       "50-workloads",
       "apps/Deployment prod/jazz-v1",
       "apps/Deployment prod/jazz-v2",
       "helm.toolkit.fluxcd.io/HelmRelease kong/kong",
       "Service prod/jazz",
       "Service prod/jazz-v1",
       "Service prod/jazz-v2",
     ],
     [
       "60-routes",
       "configuration.konghq.com/KongConsumer prod/consumer1",
       "configuration.konghq.com/KongPlugin prod/apikey",
       "configuration.konghq.com/KongPlugin prod/rl-by-minute",
       "networking.k8s.io/Ingress prod/djingress",
     ],
   ]
  `);
});

test('the App Mesh cluster has no dangling reference', () => {
  const index = buildIndex(appMesh, { given: ['ack-iam'] });
  expect(index.dangling().map(({ from, path }) => [nameOf(from), path])).toEqual([]);
});
