import { parseAllDocuments } from 'yaml';
import { check } from '../../checks/check';
import { rules } from '../../checks/rules';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';

function said(yaml: string): readonly string[] {
  const objects = parseAllDocuments(yaml).map((document): Manifest => document.toJS());
  const context = { index: buildIndex(objects, { given: [] }), given: [], profiles: ['production'] };
  return check(context, rules)
    .findings.filter(({ rule }) => rule === 'production/single-failure')
    .map(({ severity, message, found }) => `${severity}: ${message}: ${found}`);
}

const jazz = (spec: string, more = '') => `
apiVersion: v1
kind: Service
metadata: {name: jazz, namespace: prod}
spec: {selector: {app: jazz}, ports: [{port: 9080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: jazz, namespace: prod}
spec:
  replicas: 3
  selector: {matchLabels: {app: jazz}}
  template:
    metadata: {labels: {app: jazz}}
    spec:
      ${spec}
      containers: [{name: jazz, image: "jazz:1.0"}]
${more}`;

const zone = 'topology.kubernetes.io/zone';
const nodes = (...terms: string[]) =>
  `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${terms.join(', ')}]}}}`;
const inZones = (...zones: string[]) =>
  `{matchExpressions: [{key: ${zone}, operator: In, values: [${zones.join(', ')}]}]}`;
const claim = (mode: string) => `---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: prod}
spec: {accessModes: [${mode}], resources: {requests: {storage: 1Gi}}}
`;
const data = 'volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]';

test.each([
  ['a zone by its label', `nodeSelector: {${zone}: eu-west-1a}`, 'zone'],
  ['a node by its name', 'nodeName: ip-10-0-0-1', 'node'],
  ['the same zone, whichever way', nodes(inZones('eu-west-1a'), inZones('eu-west-1a')), 'zone'],
  [
    'each other',
    'affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: jazz}}}]}}',
    'node',
  ],
])('pods that want %s are gone with it', (_what, spec, unit) => {
  const found = said(jazz(spec));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`the loss of one ${unit} takes down jazz`);
});

test.each([
  ['one of two zones', nodes(inZones('eu-west-1a', 'eu-west-1b'))],
  ['one zone or another', nodes(inZones('eu-west-1a'), inZones('eu-west-1b'))],
  ['a zone where there is room', nodes(inZones('eu-west-1a')).replace('required', 'preferred')],
  [
    'what other pods want',
    'affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: cache}}}]}}',
  ],
  ['nothing', 'restartPolicy: Always'],
])('of pods that want %s nothing is said', (_what, spec) => {
  expect(said(jazz(spec))).toEqual([]);
});

test('a claim that one node has at a time keeps all pods there; one of several nodes, and one that is not in the set, do not', () => {
  expect(said(jazz(data, claim('ReadWriteOnce')))).toEqual([
    'warning: the loss of one node takes down jazz: the claim data, which one node has at a time (ReadWriteOnce)',
  ]);
  expect(said(jazz(data, claim('ReadWriteMany')))).toEqual([]);
  expect(said(jazz(data))).toEqual([]);
});

test('a gateway of one pod takes every route with it, and a mesh is without its control plane', () => {
  const release = (chart: string, values: string) => `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: ${chart}, namespace: kong}
spec:
  interval: 10m
  chart: {spec: {chart: ${chart}, version: 1.0.0, sourceRef: {kind: HelmRepository, name: kong}}}
  values: ${values}
`;
  expect(said(release('ingress', '{gateway: {replicaCount: 1}}'))).toEqual([
    'warning: the loss of one node takes down the gateway ingress, and with it every route: replicaCount 1',
  ]);
  expect(said(release('ingress', '{gateway: {replicaCount: 2}}'))).toEqual([]);
  expect(said(release('ingress', '{gateway: {autoscaling: {enabled: true}}}'))).toEqual([]);
  expect(said(release('kong-mesh', '{kuma: {controlPlane: {replicas: 1}}}'))).toHaveLength(1);
  expect(said(release('kong-mesh', '{kuma: {controlPlane: {replicas: 3}}}'))).toEqual([]);
});
