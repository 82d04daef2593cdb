import { explainCluster } from '../../../config/explain';
import { libraryOf } from '../../../config/library';
import { parseClusters } from '../../../config/parse';

const base = `
aws:
  region: us-west-2
  account: "123456789012"
  eksCluster: base
  oidcIssuer: https://oidc.eks.us-west-2.amazonaws.com/id/D43CF17C27A865933144EA99A26FB128
delivery: {engine: flux, repository: "https://github.com/example/platform"}
mesh: {backend: kong-mesh, license: {secret: mesh/license}}
gateway: {mode: kic, version: "3.9", replicas: 3, egress: [a.example.com]}
given: [aws-load-balancer-controller]
helm: {kong: {values: {gateway: {env: {a: x}}}}}
patches:
  - target: {kind: Namespace, name: kong}
    operations: [{op: add, path: /metadata/labels/a, value: "1"}]
values: {tag: "1.0"}
applications: {shop: {services: {web: {replicas: 2}}}}
`;
const shop = `
image: "registry.example.com/shop:\${tag}"
services:
  web:
    ports: {http: {port: 8080, protocol: http}}
    replicas: 1
    env: {PLACE: "\${cluster} in \${aws.region} of \${aws.account}, $\${HOME}", GONE: x}
`;
const files = (own: string, ...bases: readonly (readonly [string, string])[]) => [
  ...bases.map(([name, text]) => ({ name: `clusters/${name}.yaml`, text })),
  { name: 'clusters/own.yaml', text: own },
];
const applications = (text = shop) => [{ name: 'applications/shop.yaml', text }];

function parsed(own: string, bases: readonly (readonly [string, string])[] = [['_base', base]], file = shop) {
  const result = parseClusters(files(own, ...bases), applications(file));
  const [config] = 'clusters' in result ? result.clusters : [];
  if (config === undefined) throw new Error(JSON.stringify(result));
  return config;
}

function said(own: string, bases: readonly (readonly [string, string])[] = [['_base', base]], file = shop) {
  const result = parseClusters(files(own, ...bases), applications(file));
  const problems = 'problems' in result ? result.problems : result.notices;
  return problems.map(
    ({ file: name, line, column, path, message, found }) =>
      `${name}:${line}:${column} ${path}: ${message} (${found})`,
  );
}

test('a base is no cluster, and a cluster is its bases from left to right, then its own file', () => {
  const other =
    'gateway: {replicas: 5}\nvalues: {tag: "2.0"}\napplications: {shop: {services: {web: {replicas: 3}}}}\n';
  const config = parsed('extends: [_base, _other]\naws: {eksCluster: own}\n', [
    ['_base', base],
    ['_other', other],
  ]);
  expect(config).toMatchObject({
    name: 'own',
    aws: { region: 'us-west-2', eksCluster: 'own' },
    gateway: { replicas: 5, version: '3.9' },
  });
  const web = config.applications.shop?.services.web;
  expect(web?.versions.v1).toMatchObject({
    replicas: 3,
    image: 'registry.example.com/shop:2.0',
  });
});

test('given and patches add up, another list is replaced whole, and a default overrides no base', () => {
  const config = parsed(`extends: [_base]
given: [kong-crds, aws-load-balancer-controller]
gateway: {egress: [b.example.com]}
patches:
  - target: {kind: Namespace, name: kong}
    operations: [{op: add, path: /metadata/labels/b, value: "2"}]
`);
  expect(config.given).toEqual(['aws-load-balancer-controller', 'kong-crds']);
  expect(config.patches).toHaveLength(2);
  expect(config.gateway).toMatchObject({
    egress: ['b.example.com'],
    replicas: 3,
  });
});

test('null removes what a base gave, and stays in the values of a Helm chart, which Helm removes by it', () => {
  const config = parsed(`extends: [_base]
mesh: {license: null}
helm: {kong: {values: {gateway: {env: {a: null}, image: null}}}}
applications: {shop: {services: {web: {replicas: null, env: {GONE: null}}}}}
`);
  expect(config.mesh).not.toHaveProperty('license');
  expect(config.helm.kong?.values).toEqual({
    gateway: { env: { a: null }, image: null },
  });
  const version = config.applications.shop?.services.web?.versions.v1;
  expect(version).not.toHaveProperty('replicas');
  expect(Object.keys(version?.env ?? {})).toEqual(['PLACE']);
});

test('null removes a whole application, and it may come back', () => {
  expect(parsed('extends: [_base]\napplications: {shop: null}\n').applications).toEqual({});
  const again = parsed('extends: [_base, _none]\napplications: {shop: {}}\n', [
    ['_base', base],
    ['_none', 'applications: {shop: null}\n'],
  ]);
  expect(again.applications.shop?.services.web?.versions.v1?.replicas).toBe(1);
});

test('values stand in any text, once, and a dollar before them is one', () => {
  const version = parsed('extends: [_base]\n').applications.shop?.services.web?.versions.v1;
  expect(version?.env?.PLACE).toBe(`own in us-west-2 of 123456789012, \${HOME}`);
});

test.each<[string, string, readonly (readonly [string, string])[], string, readonly string[]]>([
  [
    'a mistake of a base is told at its file and line, once for all clusters',
    'extends: [_base]\n',
    [['_base', base.replace('replicas: 3', 'replicas: many')]],
    shop,
    ['clusters/_base.yaml:9:48 gateway.replicas: wrong type (many)'],
  ],
  [
    'a mistake of an override is told where it stands',
    'extends: [_base]\napplications: {shop: {services: {web: {replicas: lots}}}}\n',
    [['_base', base]],
    shop,
    ['clusters/own.yaml:2:50 applications.shop.services.web.replicas: wrong type (lots)'],
  ],
  [
    'a mistake of the application is told in its file',
    'extends: [_base]\n',
    [['_base', base]],
    shop.replace('protocol: http', 'protocol: htp'),
    ['applications/shop.yaml:5:42 services.web.ports.http.protocol: unknown value (htp)'],
  ],
  [
    'a base that there is not, and not what it would have said',
    'extends: [_bse]\n',
    [['_base', base]],
    shop,
    ['clusters/own.yaml:1:11 extends[0]: a base that there is not (_bse)'],
  ],
  [
    'a base that extends itself',
    'extends: [_base]\n',
    [['_base', `extends: [_base]${base}`]],
    shop,
    ['clusters/_base.yaml:1:11 extends[0]: a base that extends itself (_base)'],
  ],
  [
    'a value that nothing has',
    'extends: [_base]\nvalues: {tag: null}\n',
    [['_base', base]],
    shop,
    [`applications/shop.yaml:2:8 image: a value that nothing has ("registry.example.com/shop:\${tag}")`],
  ],
  [
    'a key without a value, which is no null that somebody wrote',
    'extends: [_base]\nmesh:\n',
    [['_base', base]],
    shop,
    ['clusters/own.yaml:2:1 mesh: an empty value (an empty value)'],
  ],
])('%s', (_title, own, bases, file, expected) => {
  expect(said(own, bases, file)).toEqual(expected);
});

test('the merged file is shown with the origin of each line', () => {
  const own = {
    name: 'clusters/own.yaml',
    text: 'extends: [_base]\ngateway: {replicas: 4}\n',
  };
  const library = libraryOf([{ name: 'clusters/_base.yaml', text: base }], applications());
  const show = (...path: string[]) => {
    const explained = explainCluster(own, library, path);
    return 'text' in explained ? `\n${explained.text}` : explained.problems;
  };
  expect(show('gateway')).toMatchInlineSnapshot(`
   "
   mode: "kic"          # clusters/_base.yaml:9
   version: "3.9"       # clusters/_base.yaml:9
   replicas: 4          # clusters/own.yaml:2
   egress:              # clusters/_base.yaml:9
     - "a.example.com"  # clusters/_base.yaml:9
   "
  `);
  expect(show('applications', 'shop', 'services', 'web', 'replicas')).toMatchInlineSnapshot(`
   "
   2  # clusters/_base.yaml:16
   "
  `);
});
