import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseClusters } from '../../config/parse';

/** What is said of an application that no cluster names, or of a base that none extends. */
function said(name: string, text: string): readonly string[] {
  const file = { name, text };
  const isBase = name.startsWith('clusters/');
  const parsed = parseClusters(isBase ? [file] : [], isBase ? [] : [file]);
  const problems = 'problems' in parsed ? parsed.problems : parsed.notices;
  return problems.map(
    ({ severity, line, path, message, found }) => `${severity} ${line} ${path}: ${message}; ${found}`,
  );
}

test('each mistake of an application that no cluster names is said', () => {
  const text = `image: shop:1.0
services:
  web:
    ports: {http: {port: 80800, protocol: http}}
    replicas: many
    readinesProbe: {httpGet: {path: /, port: 8080}}
  cart:
    ports: {http: {port: 8080, protocol: http}}
    resources: {requests: {cpu: 100 m}}
`;
  expect(said('applications/shop.yaml', text)).toEqual([
    'error 4 services.web.ports.http.port: too large; 80800',
    'error 5 services.web.replicas: wrong type; many',
    expect.stringMatching(/^error 6 services\.web\.readinesProbe: unknown key/),
    expect.stringMatching(/^error 9 services\.cart\.resources\.requests\.cpu: /),
  ]);
});

test('once its parts are right, what contradicts itself in it is said too', () => {
  const text = `image: shop:1.0
services:
  web: {calls: [crat, till/ledger]}
  cart: {ports: {http: {port: 8080, protocol: http}}}
`;
  expect(said('applications/shop.yaml', text)).toEqual([
    'error 3 services.web.calls[0]: a call to nobody; crat',
    expect.stringMatching(/^error 3 services\.web\.calls\[1\]: a call to an application that there is not/),
  ]);
});

test('what a cluster would add or say, nobody misses', () => {
  const text = `services:
  web:
    image: "\${registry}/web:1.0"
    replicas: "\${replicas}"
    ports: {http: {port: 8080, protocol: http}}
  cart:
    ports: {http: {port: 8080, protocol: http}}
external:
  db: {host: "db.\${domain}", port: 5432, protocol: tcp}
`;
  expect(said('applications/shop.yaml', text)).toEqual([]);
  expect(said('clusters/_base.yaml', 'mesh: {name: shop}\ngateway: {version: "3.9"}\n')).toEqual([]);
});

test('each mistake of a base that no cluster extends is said', () => {
  expect(
    said('clusters/_base.yaml', 'aws: {region: mars-1}\ngatway: {version: "3.9"}\ngiven: [kong]\n'),
  ).toEqual([
    expect.stringMatching(/^error 1 aws\.region: /),
    expect.stringMatching(/^error 2 gatway: unknown key/),
    expect.stringMatching(/^error 3 given\[0\]: /),
  ]);
});

test('nothing is wrong with the applications of this repository and of its tests, by themselves', () => {
  for (const folder of ['test/teams/applications', 'test/cluster/ways-out/applications']) {
    const files = readdirSync(folder).map((name) => ({
      name: `applications/${name}`,
      text: readFileSync(join(folder, name), 'utf8'),
    }));
    const parsed = parseClusters([], files);
    expect('problems' in parsed ? parsed.problems : parsed.notices).toEqual([]);
  }
});
