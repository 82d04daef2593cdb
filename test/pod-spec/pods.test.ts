import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { check } from '../../checks/check';
import { refusedPod } from '../../checks/rules/general/refused-pod';
import { refusalsOf } from '../../pod-spec/definitions';
import { podRefusals } from '../../pod-spec/pod';
import { numbersOf } from '../../pod-spec/workload';
import { buildIndex } from '../../references/reference-index';
import { manifests } from '../fixtures/load';

const pods = z
  .array(z.tuple([z.string(), z.string(), z.record(z.string(), z.unknown())]))
  .parse(parse(readFileSync(join(__dirname, 'pods.yaml'), 'utf8')));

test.each(pods)('%s: refused at "%s", as the API server refuses it', (_title, at, spec) => {
  expect(
    podRefusals(spec, 'running')
      .map((refusal) => refusal.at.join('.'))
      .join(', '),
  ).toBe(at);
});

test('there are pods of many kinds, taken and refused', () => {
  expect(pods.filter(([, at]) => at !== '').length).toBeGreaterThan(90);
  expect(pods.filter(([, at]) => at === '').length).toBeGreaterThan(20);
});

const places = (refusals: Iterable<{ readonly at: readonly (string | number)[] }>) =>
  [...refusals].map(({ at }) => at.join('.'));

test('a Job’s pods end, a single pod may do either, and what runs on does not', () => {
  const containers = [{ name: 'a', image: 'x' }];
  expect(places(podRefusals({ containers }, 'Job'))).toEqual(['']);
  expect(places(podRefusals({ containers, restartPolicy: 'Always' }, 'Job'))).toEqual(['restartPolicy']);
  expect(
    places(podRefusals({ containers, restartPolicy: 'Never', activeDeadlineSeconds: 5 }, 'Job')),
  ).toEqual([]);
  expect(
    places(podRefusals({ containers, restartPolicy: 'Never', activeDeadlineSeconds: 5 }, 'Pod')),
  ).toEqual([]);
});

test('what a webhook may add to a single pod is not missed there', () => {
  const spec = { containers: [{ name: 'a', volumeMounts: [{ name: 'token', mountPath: '/token' }] }] };
  expect(places(podRefusals(spec, 'Pod'))).toEqual([]);
  expect(places(podRefusals(spec, 'running'))).toEqual(['containers.0', 'containers.0.volumeMounts.0.name']);
});

test('a claim of a StatefulSet is a volume of its pods', () => {
  const spec = {
    containers: [{ name: 'a', image: 'x', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
  };
  expect(places(podRefusals(spec, 'running'))).toEqual(['containers.0.volumeMounts.0.name']);
  expect(podRefusals(spec, 'running', ['data'])).toEqual([]);
});

test('what is to be filled in later is not judged', () => {
  const spec = {
    containers: [{ name: 'a', image: 'x', ports: [{ name: `$${'{PORT}'}`, containerPort: 80 }] }],
  };
  expect(podRefusals(spec, 'running')).toEqual([]);
});

test.each([
  [{ type: 'Recreate', rollingUpdate: { maxSurge: 1 } }, ['rollingUpdate']],
  [{ rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } }, ['rollingUpdate.maxUnavailable']],
  [{ rollingUpdate: { maxSurge: 0 } }, []],
  [{ rollingUpdate: { maxUnavailable: '150%' } }, ['rollingUpdate.maxUnavailable']],
  [{ rollingUpdate: { maxUnavailable: 'two' } }, ['rollingUpdate.maxUnavailable']],
])('the strategy %j is refused at %j', (strategy, at) => {
  expect(places(refusalsOf('DeploymentStrategy', strategy))).toEqual(at);
});

test.each([
  [{ progressDeadlineSeconds: 5, minReadySeconds: 10 }, ['progressDeadlineSeconds']],
  [{ replicas: -1 }, ['replicas']],
  [{ minReadySeconds: -1, replicas: 0 }, ['minReadySeconds']],
])('the numbers %j are refused at %j', (spec, at) => {
  expect(places(numbersOf(spec))).toEqual(at);
});

test('the finding names the place in the object, wherever its template is', () => {
  const objects = manifests(`
apiVersion: batch/v1
kind: CronJob
metadata: {name: a, namespace: prod}
spec:
  schedule: "@daily"
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: x, livenessProbe: {}}]}}}}
`);
  const index = buildIndex(objects, { given: [] });
  expect(check({ index, given: [] }, [refusedPod]).findings).toMatchObject([
    {
      path: '/spec/jobTemplate/spec/template/spec/containers/0/livenessProbe',
      message: 'a probe without any of exec, grpc, httpGet, tcpSocket',
    },
  ]);
});
