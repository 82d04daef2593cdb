import { delivered } from '../../plan/delivered';
import { dig } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { manifests } from '../fixtures/load';

function one(text: string): Manifest {
  const [object] = manifests(text);
  if (object === undefined) throw new Error('no object');
  return object;
}

const namespace = one('{apiVersion: v1, kind: Namespace, metadata: {name: prod, annotations: {team: dj}}}');
const crd = one('{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: x}}');
const deployment = one('{apiVersion: apps/v1, kind: Deployment, metadata: {name: x, namespace: prod}}');

test.each([namespace, crd])('Flux never prunes a $kind', (object) => {
  const annotations = delivered(object, 'flux', false).metadata.annotations;
  expect(annotations).toMatchObject({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled' });
});

test.each([namespace, crd])(
  'Argo CD neither prunes a $kind nor deletes it with its Application',
  (object) => {
    const annotations = delivered(object, 'argo-cd', false).metadata.annotations;
    expect(annotations).toMatchObject({ 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' });
  },
);

test.each([
  one('{apiVersion: appmesh.k8s.aws/v1beta2, kind: VirtualNode, metadata: {name: x, namespace: prod}}'),
  one(
    '{apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: {name: x}, spec: {chart: {spec: {chart: appmesh-controller}}}}',
  ),
  one(
    '{apiVersion: source.toolkit.fluxcd.io/v1, kind: HelmRepository, metadata: {name: appmesh-controller, namespace: x}}',
  ),
])('App Mesh stays in the cluster when it goes from Git: $kind', (object) => {
  expect(delivered(object, 'flux', false).metadata.annotations).toMatchObject({
    'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  });
});

test('annotations that are there stay', () => {
  expect(delivered(namespace, 'flux', false).metadata.annotations).toMatchObject({ team: 'dj' });
});

test('other objects are delivered as they are', () => {
  expect(delivered(deployment, 'flux', false)).toBe(deployment);
  expect(delivered(deployment, 'argo-cd', false)).toBe(deployment);
});

test('Argo CD does not count the health of an object that only a later stage makes healthy', () => {
  expect(delivered(deployment, 'argo-cd', true).metadata.annotations).toEqual({
    'argocd.argoproj.io/ignore-healthcheck': 'true',
  });
  expect(delivered(deployment, 'flux', true)).toBe(deployment);
});

function install(chart: string, syncOptions: readonly string[] = [], skipCrds = false): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'x', namespace: 'argocd' },
    spec: {
      source: { chart, helm: { skipCrds } },
      destination: { namespace: 'x' },
      syncPolicy: { syncOptions },
    },
  };
}

const options = (object: Manifest) =>
  dig(delivered(object, 'argo-cd', false), 'spec', 'syncPolicy', 'syncOptions');

test('an Application that brings CRDs asks a person before it prunes or deletes', () => {
  expect(options(install('kong-mesh', ['ServerSideApply=true']))).toEqual([
    'ServerSideApply=true',
    'Prune=confirm',
    'Delete=confirm',
  ]);
});

test('what a person chose for pruning stands', () => {
  expect(options(install('kong-mesh', ['Prune=false']))).toEqual(['Prune=false', 'Delete=confirm']);
});

test('an Application without CRDs of its own does not ask', () => {
  expect(options(install('ingress', [], true))).toEqual([]);
});
