import { parseAllDocuments } from 'yaml';
import { check } from '../../checks/check';
import { exampleApplication, exampleKustomization, exampleSource } from '../../checks/delivery/example';
import { exampleConsumer, exampleCredential } from '../../checks/kong/credential-example';
import { rules } from '../../checks/rules';
import { describe as describeObject, type Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';

const given = [
  'external-secrets',
  'kong-crds',
  'cert-manager',
  'Namespace prod',
  'Namespace system',
  'IngressClass kong',
  'SecretStore prod/store',
];

/** What the rules of delivery find, as rule, object and place. */
function found(yaml: string, engine: 'flux' | 'argo-cd', stages?: readonly number[]): readonly string[] {
  const objects = parseAllDocuments(yaml).map((document): Manifest => document.toJS());
  const context = {
    index: buildIndex(objects, { given }),
    given,
    engine,
    ...(stages === undefined ? {} : { stageOf: (object: Manifest) => stages[objects.indexOf(object)] }),
  };
  return check(context, rules)
    .findings.filter(({ rule }) => rule.startsWith('delivery/'))
    .map(({ rule, object, path }) => `${rule} ${describeObject(object)} ${path}`);
}

const credential = exampleCredential(
  'apikey',
  'konghq.com/credential: key-auth',
  '{secretKey: key, remoteRef: {key: dj/consumer1}}',
);
const consumer = exampleConsumer('apikey');
const inWave = (yaml: string, wave: number) =>
  yaml.replace(/annotations: \{/, `annotations: {argocd.argoproj.io/sync-wave: "${wave}", `);

test.each([
  [[2, 6], []],
  [[2, 2], ['delivery/too-early configuration.konghq.com/KongConsumer prod/consumer1 /credentials/0']],
  [[6, 2], ['delivery/too-early configuration.konghq.com/KongConsumer prod/consumer1 /credentials/0']],
])('a credential and its consumer in stages %j', (stages, expected) => {
  expect(found(`${credential}---${consumer}`, 'flux', stages)).toEqual(expected);
});

test('inside a stage Argo CD keeps waves apart, and Flux does not', () => {
  const yaml = `${credential}---${inWave(consumer, 1)}`;
  expect(found(yaml, 'argo-cd', [2, 2])).toEqual([]);
  expect(found(yaml, 'flux', [2, 2])).toHaveLength(1);
});

test('nothing is said of the order of objects whose stages nobody knows', () => {
  expect(found(`${consumer}---${credential}`, 'flux')).toEqual([]);
});

test('a chart whose certificate differs at each render is content with differences that are ignored', () => {
  const ignored =
    'ignoreDifferences: [{group: admissionregistration.k8s.io, kind: MutatingWebhookConfiguration, jqPathExpressions: [".webhooks[].clientConfig.caBundle"]}]';
  expect(found(exampleApplication('appmesh-controller', '{}'), 'argo-cd')).toEqual([
    'delivery/certificate-differs argoproj.io/Application argocd/appmesh-controller /spec/source/helm/valuesObject',
  ]);
  expect(found(exampleApplication('appmesh-controller', '{}', ignored), 'argo-cd')).toEqual([]);
});

test.each([
  ['kong', '{ingressController: {enabled: false}}', []],
  ['kong', '{}', ['/spec/source/helm/valuesObject']],
  ['ingress', '{controller: {ingressController: {admissionWebhook: {enabled: false}}}}', []],
  [
    'ingress',
    '{controller: {ingressController: {admissionWebhook: {certificate: {provided: false}}}}}',
    ['/spec/source/helm/valuesObject/controller/ingressController/admissionWebhook/certificate/provided'],
  ],
] as const)('the webhook of chart %s with %s', (chart, values, places) => {
  const certificates = found(exampleApplication(chart, values), 'argo-cd').filter((line) =>
    line.includes('certificate-differs'),
  );
  expect(certificates.map((line) => line.split(' ').at(-1))).toEqual(places);
});

test('stages wait for each other also through others', () => {
  const stage = (name: string, path: string, dependsOn: string) =>
    exampleKustomization(name, `path: ./dist/dj/${path}\n  wait: true\n  dependsOn: [${dependsOn}]`);
  const [first, middle] = [stage('a', '00-foundation', ''), stage('extra', 'extra', '{name: a}')];
  const through = stage('b', '10-operators', '{name: extra}');
  expect(found([exampleSource, first, middle, through].join('---'), 'flux')).toEqual([]);
  expect(found([exampleSource, first, middle, stage('b', '10-operators', '')].join('---'), 'flux')).toEqual([
    'delivery/stage-order kustomize.toolkit.fluxcd.io/Kustomization flux-system/b /spec/dependsOn',
  ]);
});

test('a misspelt dependency is named with the one that is meant', () => {
  const yaml = `${exampleSource}---${exampleKustomization('infra', 'path: ./infra\n  wait: true')}---${exampleKustomization('apps', 'path: ./apps\n  dependsOn: [{name: infar}]')}`;
  expect(found(yaml, 'flux')).toEqual([
    'delivery/missing-source kustomize.toolkit.fluxcd.io/Kustomization flux-system/apps /spec/dependsOn/0',
  ]);
});

test('variables with a default, escaped ones, and objects that opt out are left alone', () => {
  const kustomization = exampleKustomization(
    'apps',
    'path: ./apps\n  postBuild: {substitute: {region: us-west-2}}',
  );
  const map = (text: string, annotations = '') => `
apiVersion: v1
kind: ConfigMap
metadata: {name: script, namespace: prod, annotations: {${annotations}}}
data: {run.sh: '${text}'}
`;
  const variable = (text: string) => `$\{${text}}`;
  const lines = (config: string) => found(`${exampleSource}---${kustomization}---${config}`, 'flux');
  expect(lines(map(variable('HOSTNAME')))).toEqual([
    'delivery/substitution ConfigMap prod/script /data/run.sh',
  ]);
  expect(lines(map(`$${variable('HOSTNAME')} ${variable('region')} ${variable('HOME:=/root')}`))).toEqual([]);
  expect(lines(map(variable('HOSTNAME'), 'kustomize.toolkit.fluxcd.io/substitute: disabled'))).toEqual([]);
});

const ofProject = (destination: string, allowed: string) => `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: dj, namespace: argocd}
spec:
  sourceRepos: ["https://charts.example.com"]
  destinations: [${allowed}]
---${exampleApplication('podinfo', '{}')
  .replace('project: default', 'project: dj')
  .replace('server: "https://kubernetes.default.svc"', destination)}`;

test.each([
  ['name: shop', '{name: shop, namespace: system}', []],
  ['name: shop', '{name: "s*", namespace: system}', []],
  ['name: shop', '{name: other, namespace: system}', ['/spec/destination/name']],
  ['server: "https://a"', '{server: "https://b", namespace: system}', ['/spec/destination/server']],
  // One of them may be the address of the other.
  ['name: shop', '{server: "https://b", namespace: system}', []],
  ['server: "https://a"', '{name: other, namespace: system}', []],
  ['name: shop', '{name: other, namespace: system}, {server: "https://b", namespace: system}', []],
])('an Application that goes to %s, and a project that allows %s', (destination, allowed, paths) => {
  expect(found(ofProject(destination, allowed), 'argo-cd')).toEqual(
    paths.map((path) => `delivery/project-refuses argoproj.io/Application argocd/podinfo ${path}`),
  );
});
