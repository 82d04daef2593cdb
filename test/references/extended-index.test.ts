import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { clusterObjects } from '../../charts/cluster';
import { kept } from '../../plan/delivered';
import { plannedFiles } from '../../plan/files';
import { plan } from '../../plan/plan';
import { buildIndex } from '../../references/reference-index';
import { manifests } from '../fixtures/load';
import { times } from '../long';
import { clusterOf as configOf } from '../mesh/clusters';
import { answersOf } from './answers';

const root = join(__dirname, '../..');
const files = [
  'test/reference/clusters/us-west-2-app-mesh',
  'test/reference/clusters/us-west-2-kong-mesh',
  'test/reference/clusters/eu-west-1-kong-mesh',
  'test/reference/clusters/ap-southeast-2-data-plane',
  'test/clusters/bookshop-app-mesh',
  'test/clusters/bookshop-kong-mesh',
];
const engines = ['argo-cd', 'flux'] as const;
const clusters = files.flatMap((file) => engines.map((engine) => ({ file, engine })));

function clusterOf(file: string, engine: (typeof engines)[number]) {
  const text = readFileSync(join(root, `${file}.yaml`), 'utf8').replace(
    /engine: [a-z-]+/,
    `engine: ${engine}`,
  );
  const config = configOf('tested.yaml', text);
  const { given } = config;
  const built = clusterObjects(config).objects.map(({ chart, manifest }) => ({
    chart,
    manifest: kept(manifest, engine),
  }));
  const objects = built.map(({ manifest }) => manifest);
  const index = buildIndex(objects, { given });
  const { engine: _, ...delivery } = config.delivery;
  const planned = plannedFiles(index, plan(index), built, engine, { ...delivery, cluster: config.name });
  const more = planned.filter(({ path }) => path.startsWith('delivery/')).flatMap((each) => each.objects);
  return { given, objects, more, index };
}

describe.each(clusters)('the index of $file with $engine', ({ file, engine }) => {
  const { given, objects, more, index } = clusterOf(file, engine);
  const all = [...objects, ...more];

  test('is with the delivery objects what it would have been with them from the start', () => {
    const before = answersOf(index);
    const extended = index.withObjects(more);
    expect(answersOf(extended)).toBe(answersOf(buildIndex(all, { given })));
    expect(answersOf(index)).toBe(before);
    expect(more.length).toBeGreaterThan(3);
    const [first] = objects;
    if (first === undefined) throw new Error('no object');
    // Not built anew: the references are the very same.
    expect(extended.references(first)).toBe(index.references(first));
  });

  test('is the same whichever objects are added later', () => {
    const some = fc.oneof(
      fc.subarray(all, { minLength: 1, maxLength: 3 }),
      fc.subarray(all),
      fc.constantFrom(...all).map((object) => [object]),
    );
    let reused = 0;
    const runs = times(3, 40);
    fc.assert(
      fc.property(some, (later) => {
        const rest = all.filter((object) => !later.includes(object));
        const base = buildIndex(rest, { given });
        const before = answersOf(base);
        const extended = base.withObjects(later);
        expect(answersOf(extended)).toBe(answersOf(buildIndex([...rest, ...later], { given })));
        expect(answersOf(base)).toBe(before);
        const isReused = (from: (typeof rest)[number]) => extended.references(from) === base.references(from);
        if (rest.some((from) => base.references(from).length > 0 && isReused(from))) reused++;
      }),
      // One whose references stay what they are, and one that leaves nothing to keep.
      { numRuns: runs, examples: [[more.slice(0, 1)], [all]] },
    );
    expect(reused).toBeGreaterThan(0);
    expect(reused).toBeLessThan(runs);
  });
});

const project =
  '{apiVersion: argoproj.io/v1alpha1, kind: AppProject, metadata: {name: p, namespace: argocd}}';
const application = `{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a, namespace: argocd},
  spec: {project: p, destination: {namespace: default}, source: {path: x}}}`;
const service =
  '{apiVersion: v1, kind: Service, metadata: {name: s, namespace: default}, spec: {ports: [{port: 80}]}}';
const plugin =
  '{apiVersion: configuration.konghq.com/v1, kind: KongPlugin, metadata: {name: k, namespace: default}}';
const ingress = `{apiVersion: networking.k8s.io/v1, kind: Ingress,
  metadata: {name: i, namespace: default, annotations: {konghq.com/plugins: k}},
  spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: s, port: {number: 81}}}}]}}]}}`;
const clusterPlugin =
  '{apiVersion: configuration.konghq.com/v1, kind: KongClusterPlugin, metadata: {name: k}}';
const pod = `{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: default, labels: {app: x}}, spec: {containers: []}}`;
const account = '{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: default}}';
const namespace = '{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {a: b}}}';

test.each([
  ['a project that an Application names', application, project],
  ['a Service whose port an Ingress does not find', ingress, service],
  ['the plugin that an Ingress names', `${service}\n---\n${ingress}`, plugin],
  ['a plugin for the whole cluster', ingress, clusterPlugin],
  ['the same object again', service, service],
  ['two objects that are the same one', ingress, `${service}\n---\n${service}`],
  ['a Namespace that was given', ingress, namespace],
  ['a ServiceAccount that was given', pod, account],
  ['a pod', service, pod],
  ['nothing', service, ''],
])('%s added later is as if it had always been there', (_, earlier, later) => {
  const [first, second] = [manifests(earlier), later === '' ? [] : manifests(later)];
  const once = buildIndex(first).withObjects(second);
  expect(answersOf(once)).toBe(answersOf(buildIndex([...first, ...second])));
  const third = manifests(application);
  expect(answersOf(once.withObjects(third))).toBe(answersOf(buildIndex([...first, ...second, ...third])));
});
