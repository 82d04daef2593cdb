import { type CelInput, run } from '@bufbuild/cel';
import { argoCdDelivery } from '../../plan/argo-cd';
import { plan } from '../../plan/plan';
import { dig, items } from '../../references/fields';
import { groupOf, type Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { BuiltCluster } from '../charts/objects';

const cluster = 'eu-west-1-kong-mesh';
const built = BuiltCluster.reference(cluster);
const { engine: _, ...delivery } = built.config.delivery;
const index = buildIndex(built.manifests, { given: built.config.given });
const { bootstrap, stages } = argoCdDelivery(index, plan(index), { ...delivery, cluster });
const policy = bootstrap.find(({ kind }) => kind === 'ValidatingAdmissionPolicy');
const binding = bootstrap.find(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding');

/** As the API server judges an Application of that namespace: what the policy says against it. */
function refusals(object: Manifest): readonly string[] {
  const holds = (expression: unknown) =>
    run(String(expression), { object } as unknown as Record<string, CelInput>) === true;
  const conditions = items(dig(policy, 'spec', 'matchConditions'));
  if (!conditions.every((condition) => holds(dig(condition, 'expression')))) return [];
  return items(dig(policy, 'spec', 'validations'))
    .filter((validation) => !holds(dig(validation, 'expression')))
    .map((validation) => String(dig(validation, 'message')));
}

/** An Application that another one syncs: Argo CD writes the mark when it does. */
function application(name: string, project: string, syncedBy?: string): Manifest {
  const mark = `${syncedBy}:argoproj.io/Application:argocd/${name}`;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace: 'argocd',
      ...(syncedBy === undefined ? {} : { annotations: { 'argocd.argoproj.io/tracking-id': mark } }),
    },
    spec: { project },
  };
}

test('the policy holds in the namespace of Argo CD, for what is made and what is changed, and refuses where it cannot judge', () => {
  expect(dig(binding, 'spec')).toEqual({
    policyName: policy?.metadata.name,
    validationActions: ['Deny'],
    matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'argocd' } } },
  });
  expect(dig(policy, 'spec', 'failurePolicy')).toBe('Fail');
  expect(dig(policy, 'spec', 'matchConstraints', 'resourceRules')).toEqual([
    {
      apiGroups: ['argoproj.io'],
      apiVersions: ['*'],
      resources: ['applications'],
      operations: ['CREATE', 'UPDATE'],
    },
  ]);
});

test('every Application of the output is admitted, synced by the one that syncs it', () => {
  const named = (object: Manifest, by: string) =>
    application(object.metadata.name, String(dig(object, 'spec', 'project')), by);
  const charts = built.manifests.filter(
    ({ apiVersion, kind }) => kind === 'Application' && groupOf(apiVersion) === 'argoproj.io',
  );
  expect(charts.length).toBeGreaterThan(2);
  expect(stages.flatMap((stage) => refusals(named(stage, 'meshwright')))).toEqual([]);
  expect(charts.flatMap((chart) => refusals(named(chart, 'meshwright-10-operators-charts')))).toEqual([]);
});

test.each([
  ['meshwright', 'default'],
  ['meshwright-10-operators-charts', 'default'],
  ['meshwright-30-mesh', 'somebody-elses'],
  ['meshwright-sneaked', 'default'],
])('an Application that %s brings may not name the project %s', (by, project) => {
  expect(refusals(application('sneaked', project, by))).toEqual([
    `what the folder of ${cluster} brings may not name another AppProject`,
  ]);
  // With the mark as a label, where Argo CD is set so.
  const labelled = application('sneaked', project);
  const metadata = { ...labelled.metadata, labels: { 'app.kubernetes.io/instance': by } };
  expect(refusals({ ...labelled, metadata })).toHaveLength(1);
});

test.each([cluster, `${cluster}-delivery`])(
  'an Application in %s is a delivery object by its name, so that what it brings is judged too',
  (project) => {
    const message = `only the delivery objects of ${cluster} may be in the AppProjects that read its folder`;
    expect(refusals(application('sneaked', project, 'meshwright-10-operators-charts'))).toEqual([message]);
    expect(refusals(application('meshwright-more', project, 'meshwright-10-operators-charts'))).toEqual([]);
    expect(refusals(application('sneaked', 'default', 'meshwright-more'))).toHaveLength(1);
  },
);

test.each([undefined, 'others', 'meshwrights', 'not-meshwright'])(
  'Applications of others are not judged: one that %s brings',
  (by) => {
    expect(refusals(application('theirs', 'default', by))).toEqual([]);
  },
);
