import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { filesOf } from '../../commands/leave-app-mesh/folder';
import { lacking } from '../../migrate/check-step';
import { documentOf } from '../../migrate/document';
import { leaveAppMesh } from '../../migrate/leave';
import type { LeaveOptions } from '../../migrate/options';
import { resourceOf } from '../../migrate/runbook-words';
import { stepsOf } from '../../migrate/steps';
import type { Manifest } from '../../references/manifest';
import { recordedKinds } from '../../tools/import/custom-kinds';
import { times } from '../long';
import { leavingSets } from './leaving-sets';
import { drawnSet, setOf } from './routing/draw';
import { shop } from './shop';

const objectsOf = (text: string) => parseAllDocuments(text).map((document): Manifest => document.toJS());

function converted(objects: readonly Manifest[], options: LeaveOptions = {}) {
  const documents = objects.map((object) => documentOf(object));
  const result = leaveAppMesh(documents, options);
  const files = filesOf(result, documents);
  return { result, files, runbook: files.get('runbook.md') ?? '' };
}

/** The step's commands, without those of its check and way back. */
const forward = (runbook: string, title: string) =>
  runbook
    .split(/^## \d+\. /m)
    .find((step) => step.startsWith(title))
    ?.split('\nCheck:')[0] ?? '';

test('the runbook applies every patch and every folder of objects', () => {
  fc.assert(
    fc.property(drawnSet, (drawn) => {
      const { result, files, runbook } = converted(setOf(drawn));
      if (result.findings.length > 0) return;
      const lines = runbook.split('\n').filter((line) => /^kubectl (apply|patch) /.test(line));
      for (const file of files.keys()) {
        const [folder = ''] = file.split('/');
        const whole = folder === 'patches' ? file : `${folder}/`;
        if (!/^(\d\d-|patches\/)/.test(file) || file.endsWith('kustomization.yaml')) continue;
        expect(
          lines.filter((line) => line.includes(`${whole} `) || line.endsWith(` -f ${whole}`)).length,
        ).toBeGreaterThan(0);
      }
    }),
    { numRuns: times(15, 500) },
  );
});

describe('a Service', () => {
  const { result, runbook } = converted(objectsOf(shop));

  it('becomes the mesh’s with its last pods: those of one version with that version, the service’s own with the last', () => {
    const joined = (title: string) =>
      [...forward(runbook, title).matchAll(/--filename patches\/service\.shop\.(\S+)\.yaml/g)]
        .map(([, name]) => name)
        .toSorted();
    expect(joined('Move Deployment shop/price-2')).toEqual(['price-2']);
    expect(joined('Move Deployment shop/price-1')).toEqual(['price', 'price-1']);
    expect(joined('Move Deployment shop/front')).toEqual(['front']);
  });

  it('is looked for by the check of that step', () => {
    const step = stepsOf(result).find(({ title }) => title === 'Move Deployment shop/price-2');
    if (step === undefined) throw new Error('no such step');
    const service = objectsOf(shop).find(
      ({ kind, metadata }) => kind === 'Service' && metadata.name === 'price-2',
    );
    if (service === undefined) throw new Error('no such Service');
    const { metadata } = service;
    const of = (labels: Readonly<Record<string, string>>) =>
      lacking(step, result, [{ ...service, metadata: { ...metadata, labels } }]).filter((line) =>
        line.startsWith('Service'),
      );
    expect(of({})).toEqual(['Service shop/price-2 is not as its patch says']);
    expect(of({ 'kuma.io/mesh': 'shop' })).toEqual([]);
  });

  it('has a step of its own where its pods are not among the files', () => {
    const alone = objectsOf(shop).filter(({ kind }) => kind !== 'Deployment');
    const { files, runbook: text } = converted(alone, { permissions: 'later' });
    const step = forward(text, 'Move the pods that were not among the files');
    for (const name of ['price', 'price-1', 'price-2', 'front'])
      expect(step).toContain(`--filename patches/service.shop.${name}.yaml `);
    expect(files.has('patches/service.shop.price.yaml')).toBe(true);
  });

  it('goes back to what is recorded of it, in every namespace', () => {
    const apart = `${shop
      .replaceAll('name: front, namespace: shop', 'name: front, namespace: web')
      .replace('front.shop.svc', 'front.web.svc')
      .replace('virtualServiceRef: { name: price }', 'virtualServiceRef: { name: price, namespace: shop }')}
---
apiVersion: v1
kind: Namespace
metadata: { name: web, labels: { mesh: shop } }
`;
    const text = converted(objectsOf(apart)).runbook;
    const [, back = ''] = (text.split(/^## \d+\. /m)[2] ?? '').split('\nBack: ');
    for (const namespace of ['shop', 'web']) {
      expect(text).toContain(`-n ${namespace} -o yaml > before-services-${namespace}.yaml`);
      expect(back).toContain(`before-services-${namespace}.yaml | kubectl replace -f -`);
    }
  });
});

test.each([
  [
    'Rollout',
    'argoproj.io/v1alpha1',
    "kubectl wait rollout/front --namespace shop --for=jsonpath='{.status.phase}'=Healthy",
  ],
  ['DaemonSet', 'apps/v1', 'kubectl rollout status daemonset/front --namespace shop'],
  ['Job', 'batch/v1', 'The template of a Job cannot be changed'],
  [
    'CronJob',
    'batch/v1',
    'kubectl patch cronjob front --namespace shop --type merge --patch \'{"spec":{"jobTemplate"',
  ],
])('a %s is moved as its kind allows', (kind, apiVersion, words) => {
  const objects = objectsOf(shop).map((object): Manifest => {
    if (object.kind !== 'Deployment' || object.metadata.name !== 'front') return object;
    const { metadata, spec } = object;
    const own = kind === 'CronJob' ? { schedule: '0 0 * * *', jobTemplate: { spec } } : spec;
    return { apiVersion, kind, metadata, spec: own };
  });
  const { runbook } = converted(objects);
  const [, rest = ''] = runbook.split(`Move ${kind} shop/front\n`);
  const step = rest.split(/^## /m)[0] ?? '';
  expect(step).toContain(words);
  expect(step.includes('rollout status')).toBe(kind === 'DaemonSet');
});

test('nothing of the user’s own is applied by kubectl, which would take away what a partial object does not say', () => {
  for (const { text, flags } of leavingSets) {
    const { runbook } = converted(objectsOf(text), {
      gateway: flags.includes('gateway-api') ? 'gateway-api' : 'ingress',
    });
    expect(runbook).not.toMatch(/kubectl apply [^\n]*patches\//);
    expect(runbook).toContain('kubectl patch --filename patches/');
  }
});

test('kinds are named as kubectl knows them', () => {
  for (const { kind, group, version, plural } of recordedKinds()) {
    const apiVersion = group === '' ? version : `${group}/${version}`;
    expect(resourceOf(kind, apiVersion)).toBe(group === '' ? plural : `${plural}.${group}`);
  }
});

test('nothing that other sets run in the cluster keeps the first step from being done', () => {
  const { result } = converted(objectsOf(shop));
  const [step] = stepsOf(result);
  if (step === undefined) throw new Error('no step');
  const running = objectsOf(shop)
    .filter(({ kind }) => kind === 'Deployment')
    .map((object) => ({ ...object, status: { availableReplicas: 1 } }));
  const broken: Manifest = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace: 'other', name: 'broken' },
    spec: { replicas: 2 },
  };
  expect(lacking(step, result, [...running, broken])).toEqual([]);
  expect(lacking(step, result, running.slice(1))).toEqual([expect.stringContaining('is not there')]);
});
