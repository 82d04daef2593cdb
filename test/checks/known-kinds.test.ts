import { check } from '../../checks/check';
import { rules } from '../../checks/rules';
import { buildIndex } from '../../references/reference-index';
import { manifests } from '../fixtures/load';

/** What the rules of the schema say of objects, as `rule path: expected`. */
function said(text: string): readonly string[] {
  const context = { index: buildIndex(manifests(text)), given: [] };
  return check(context, rules)
    .findings.filter(({ rule }) => rule.startsWith('schema/'))
    .map(({ expected, path, rule }) => `${rule} ${path}: ${expected}`);
}

const bare = (apiVersion: string, kind: string, more = '') =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: x, namespace: a}${more}}`;

test('a kind that went is an error that says when', () => {
  expect(said(bare('gateway-operator.konghq.com/v1alpha1', 'KonnectExtension'))).toEqual([
    'schema/unknown-kind /kind: none: it went with Kong Operator v2.0.0',
  ]);
  expect(said(bare('external-secrets.io/v1beta1', 'SecretStore'))).toEqual([
    'schema/unserved-version /apiVersion: external-secrets.io/v1 (External Secrets v0.17.0)',
  ]);
});

test('where the release is not known an unserved version is a warning, and an error where the component is given', () => {
  const store = manifests(bare('external-secrets.io/v1beta1', 'SecretStore'));
  const severities = (given: readonly string[]) =>
    check({ index: buildIndex(store, { given }), given, open: true }, rules).findings.flatMap(
      ({ rule, severity }) => (rule === 'schema/unserved-version' ? [severity] : []),
    );
  expect([severities([]), severities(['external-secrets'])]).toEqual([['warning'], ['error']]);
});

test('a kind that a completely known group never had is an error', () => {
  expect(said(bare('kuma.io/v1alpha1', 'MeshWeather'))).toEqual([
    'schema/unknown-kind /kind: a kind of Kuma v2.14.3 and Kong Mesh',
  ]);
  expect(said(bare('generators.external-secrets.io/v1alpha1', 'Passwort'))).toEqual([
    'schema/unknown-kind /kind: a kind of External Secrets v2.9.0',
  ]);
});

test('a kind that the set itself defines is no mistake', () => {
  const definition =
    '{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: meshweathers.kuma.io}, spec: {group: kuma.io, names: {kind: MeshWeather, plural: meshweathers}, scope: Namespaced, versions: [{name: v1alpha1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]}}';
  expect(said(`${definition}\n---\n${bare('kuma.io/v1alpha1', 'MeshWeather')}`)).not.toContainEqual(
    expect.stringMatching(/^schema\/unknown-kind/),
  );
});

test('a kind without a schema is said to be unchecked where its group is not all known, or has others', () => {
  for (const [apiVersion, kind] of [
    ['example.com/v1', 'Widget'],
    ['kuma.io/v1alpha1', 'MeshOPA'],
    ['konnect.konghq.com/v1alpha1', 'Portal'],
    ['argoproj.io/v1alpha1', 'Workflow'],
  ] as const)
    expect(said(bare(apiVersion, kind))).toEqual([expect.stringMatching(/^schema\/no-schema/)]);
});

test('the scope of a kind that is known by name is judged', () => {
  const pool = '{apiVersion: karpenter.sh/v1, kind: NodePool, metadata: {name: x, namespace: a}}';
  expect(said(pool)).toContain('schema/scope /metadata/namespace: no namespace');
});

test('a status is refused where the kind has none, and open where it has one', () => {
  const timeout = ', spec: {to: []}, status: {conditions: []}';
  expect(said(bare('kuma.io/v1alpha1', 'MeshTimeout', timeout))).toEqual([
    expect.stringMatching(/^schema\/unknown-field \/status/),
  ]);
  expect(said(bare('kuma.io/v1alpha1', 'MeshService', ', spec: {}, status: {any: thing}'))).toEqual([]);
});

test('a KongConsumer of Kong Operator is taken, and judged by its CRD where the operator is seen', () => {
  const adopted = bare(
    'configuration.konghq.com/v1',
    'KongConsumer',
    ', username: a, spec: {controlPlaneRef: {type: konnectNamespacedRef, konnectNamespacedRef: {name: cp}}, adopt: {from: konnect, konnect: {id: b}}}',
  );
  expect(said(adopted)).toEqual([]);
  const long = bare('configuration.konghq.com/v1', 'KongConsumer', `, username: ${'a'.repeat(200)}`);
  expect(said(long)).toEqual([]);
  const operator = bare(
    'gateway-operator.konghq.com/v1alpha1',
    'DataPlaneMetricsExtension',
    ', spec: {serviceSelector: {matchNames: [{name: a}]}}',
  );
  expect(said(`${long}\n---\n${operator}`)).toEqual([expect.stringMatching(/^schema\/size \/username/)]);
});

test('annotations and labels without anything below them are none', () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: x\n  namespace: a\n  annotations:\n  labels:\nspec: {ports: [{port: 80}]}\n';
  expect(() => said(service)).not.toThrow();
});
