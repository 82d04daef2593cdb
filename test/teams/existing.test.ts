import { clusterObjects } from '../../charts/cluster';
import { judge } from '../../commands/check/judge';
import { objectsOf, type ReadObject } from '../../commands/manifests/objects';
import { readClusters } from '../../commands/read-clusters';
import { sourceText } from '../../config/problem';

const read = readClusters('test/teams/clusters', { applications: 'test/teams/applications' });
const prod = 'clusters' in read ? read.clusters.find(({ name }) => name === 'prod') : undefined;
if (prod === undefined) throw new Error(JSON.stringify(read));
const component = JSON.stringify(clusterObjects(prod).existing.get('payments'));

function set(text: string) {
  const objects = [...objectsOf(sourceText('theirs.yaml', text), { lenient: false })];
  return {
    objects: objects.filter((object): object is ReadObject => !('severity' in object)),
    given: [],
    open: true,
  };
}

/** What is said of the workloads of others beside the output, which is read from another folder. */
function said(theirs: string): readonly string[] {
  const { findings, objects } = judge([set(component), set(theirs)], {});
  expect(objects).toBe(theirs.split('---').length);
  return findings
    .filter(({ severity, rule }) => severity === 'error' && rule !== 'kong-mesh/namespace-without-injection')
    .map(({ rule, path, found, expected }) => `${rule} ${path}: ${found}; ${expected}`);
}

const theirs = `
apiVersion: v1
kind: Namespace
metadata: {name: payments, labels: {kuma.io/sidecar-injection: enabled, kuma.io/mesh: default}}
---
apiVersion: v1
kind: Service
metadata: {name: ledger, namespace: payments}
spec: {selector: {app: ledger}, ports: [{name: web, port: 8080, appProtocol: http}]}
---
apiVersion: v1
kind: Service
metadata: {name: fraud-check, namespace: payments}
spec: {selector: {app: fraud}, ports: [{name: grpc, port: 9000, appProtocol: grpc}]}
`;

test('workloads that carry what was asked of them pass', () => {
  expect(said(theirs)).toEqual([]);
});

test('each thing that they do not carry is an error at its place', () => {
  const changed = theirs
    .replace('kuma.io/sidecar-injection: enabled, ', '')
    .replace(', appProtocol: http', '')
    .replace('appProtocol: grpc', 'appProtocol: http');
  expect(said(changed)).toEqual([
    'kong-mesh/existing-workload /metadata: no kuma.io/sidecar-injection; kuma.io/sidecar-injection: enabled',
    'kong-mesh/existing-workload /spec/ports/0: no appProtocol, which is tcp; appProtocol: http',
    'kong-mesh/existing-workload /spec/ports/0: http; appProtocol: grpc',
  ]);
});

test('the annotation that Kuma read before appProtocol says a protocol too, and another namespace is not asked', () => {
  const annotated = theirs
    .replace('{name: ledger, ', '{name: ledger, annotations: {8080.service.kuma.io/protocol: http}, ')
    .replace(', appProtocol: http', '');
  expect(said(annotated)).toEqual([]);
  const elsewhere = theirs
    .replaceAll('namespace: payments', 'namespace: other')
    .replace(', appProtocol: http', '');
  expect(said(elsewhere)).toEqual([]);
});

test('a port that is called has to be there', () => {
  expect(said(theirs.replace('port: 8080', 'port: 80'))).toContain(
    'kong-mesh/existing-workload /spec/ports: no port 8080; port 8080',
  );
});
