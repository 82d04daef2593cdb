import { parseAllDocuments } from 'yaml';
import { check } from '../../checks/check';
import { rules } from '../../checks/rules';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';

const asked = rules.filter(({ id }) => id === 'general/port-without-protocol');

function found(yaml: string): readonly string[] {
  const objects = parseAllDocuments(yaml).map((document) => document.toJS() as Manifest);
  const given = ['Namespace prod'];
  return check({ index: buildIndex(objects, { given }), given }, asked).findings.map(({ path }) => path);
}

const service = (ports: string) =>
  `{apiVersion: v1, kind: Service, metadata: {name: dns, namespace: prod}, spec: {ports: [${ports}]}}`;
const udp = '{name: dns, port: 53, protocol: UDP}';

// What kustomize v5.7.1 does to each under a patch of a label.
it.each<[kept: string, ports: string]>([
  ['where both have a protocol', `${udp}, {port: 53, name: tcp, protocol: TCP}`],
  ['where the one without stands first', `{port: 53, name: tcp}, ${udp}`],
  ['of different numbers', `${udp}, {port: 54, name: tcp}`],
])('two ports are kept %s', (_, ports) => {
  expect(found(service(ports))).toEqual([]);
});

it('a port is dropped before one of its number without a protocol, of a Service and of a container', () => {
  expect(found(service(`${udp}, {port: 80}, {port: 53, name: tcp}`))).toEqual(['/spec/ports/2']);
  const ports = '[{containerPort: 53, protocol: UDP}, {containerPort: 53}]';
  const template = `{spec: {containers: [{name: a, image: a:1}, {name: dns, image: dns:1, ports: ${ports}}]}}`;
  expect(
    found(
      `{apiVersion: apps/v1, kind: Deployment, metadata: {name: dns, namespace: prod}, spec: {template: ${template}}}`,
    ),
  ).toEqual(['/spec/template/spec/containers/1/ports/1']);
});
