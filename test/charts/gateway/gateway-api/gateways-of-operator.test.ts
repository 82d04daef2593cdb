import { libraryOf } from '../../../../config/library';
import { judgeFile } from '../../../../config/parse';
import { compile } from '../../../../main';
import { dig, items, strings } from '../../../../references/fields';
import { type Manifest, manifestsOf } from '../../application/publication/manifests';
import { applicationFile, clusterFile } from '../../application/publication/published';
import { kongRoutes } from './kong-routes';

const teams = ['blog', 'shop'] as const;
const first = '0b8f6a52-1c7d-4e43-8a59-d6e0f3b7c214';

/** The modes in which Kong Operator makes the gateway, as their cluster files say them. */
const modes = {
  'kong-operator': 'mode: kong-operator, version: "3.14", license: {secret: kong/license}',
  'konnect-operator':
    'mode: konnect-operator, version: "3.14", konnect: {region: eu, tokenSecret: konnect/token}',
} as const;
type Mode = keyof typeof modes;
const both = Object.keys(modes) as Mode[];

function applicationOf(team: string, publish = '') {
  return applicationFile(`publish:
  hosts: {${team}.example.com: {tls: {secretName: ${team}-tls}}}
  plugins: {${team}-key: {plugin: key-auth}}
  consumers: {${team}-one: {credentials: {${team}-one-key: {secret: ${team}/one}}}}
  routes:
    ${team}: {host: ${team}.example.com, paths: {/: web}, plugins: [${team}-key]}
    any-${team}: {paths: {/${team}: cart}}
${publish}`).replace('namespace: shop', `namespace: ${team}`);
}

interface Said {
  readonly gateway: string;
  readonly cluster?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly mesh?: 'kong-mesh';
}

function made({ gateway, cluster = '', files = {} }: Said) {
  const applications = teams.map((team) => ({
    name: `applications/${team}.yaml`,
    text: files[team] ?? applicationOf(team),
  }));
  const text = clusterFile({
    gateway: `gateway: {${gateway}}`,
    given: ['prometheus-operator', ...teams.map((team) => `Secret ${team}/${team}-tls`)],
    cluster,
  }).replace('{shop: {}}', '{blog: {}, shop: {}}');
  const { config, problems } = judgeFile({ name: 'clusters/one.yaml', text }, libraryOf([], applications));
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (config === undefined || errors.length > 0) {
    return {
      errors: errors.map(({ path, message }) => `${path}: ${message}`),
      diagnostics: [],
      objects: [],
      text: '',
    };
  }
  const { diagnostics, files: output } = compile(config);
  return {
    errors: [],
    diagnostics: diagnostics.map(({ code, title }) => `${code}: ${title}`),
    objects: manifestsOf(output),
    text: [...output.values()].join('\n'),
  };
}

const own = Object.fromEntries(
  both.map((mode) => [mode, made({ gateway: `${modes[mode]}, gateways: namespace` })]),
) as Record<Mode, ReturnType<typeof made>>;

function ofKind(mode: Mode, kind: string): readonly Manifest[] {
  return own[mode].objects.filter((object) => object.kind === kind);
}

const placeOf = ({ metadata }: Manifest) => `${metadata.namespace}/${metadata.name}`;

describe.each(both)('mode %s', (mode) => {
  test('each namespace that publishes has a Gateway of its own, of which nothing is to be said', () => {
    expect([own[mode].errors, own[mode].diagnostics]).toEqual([[], []]);
    expect(ofKind(mode, 'Gateway').map(placeOf)).toEqual(['blog/kong-blog', 'shop/kong-shop']);
    expect(
      ofKind(mode, 'Gateway').map(({ metadata, spec }) => [
        metadata.annotations,
        dig(spec, 'gatewayClassName'),
      ]),
    ).toEqual(teams.map((team) => [{ 'gateway-operator.konghq.com/static-naming': 'true' }, `kong-${team}`]));
    expect(ofKind(mode, 'GatewayClass').map(({ spec }) => dig(spec, 'parametersRef'))).toEqual(
      teams.map((team) => ({
        group: 'gateway-operator.konghq.com',
        kind: 'GatewayConfiguration',
        name: `kong-${team}`,
        namespace: 'kong',
      })),
    );
  });

  test('its listeners take its own routes alone, and show certificates of its own namespace', () => {
    const listeners = ofKind(mode, 'Gateway').flatMap(({ spec }) => items(dig(spec, 'listeners')));
    expect(new Set(listeners.map((listener) => JSON.stringify(dig(listener, 'allowedRoutes'))))).toEqual(
      new Set(['{"namespaces":{"from":"Same"}}']),
    );
    expect(
      listeners.map((listener) => [dig(listener, 'name'), dig(listener, 'tls', 'certificateRefs')]),
    ).toEqual(
      teams.flatMap((team) => [
        ['http', undefined],
        ['https', [{ name: 'kong-default-tls' }]],
        [`https-${team}-example-com`, [{ name: `${team}-tls` }]],
      ]),
    );
    expect(ofKind(mode, 'ReferenceGrant')).toEqual([]);
  });

  test('a route attaches to the Gateway beside it alone', () => {
    const routes = ofKind(mode, 'HTTPRoute');
    expect(routes).toHaveLength(4);
    for (const { metadata, spec } of routes) {
      const parents = new Set(
        items(dig(spec, 'parentRefs')).map((parent) => `${dig(parent, 'namespace')}/${dig(parent, 'name')}`),
      );
      expect(parents).toEqual(new Set([`undefined/kong-${metadata.namespace}`]));
    }
  });

  test('the same is routed as with one Gateway', () => {
    const shared = made({ gateway: modes[mode] });
    expect(shared.errors).toEqual([]);
    expect(kongRoutes(own[mode].objects)).toEqual(kongRoutes(shared.objects));
    expect(kongRoutes(shared.objects).length).toBeGreaterThan(3);
  });

  test('its pods are members of the mesh in its namespace, whom the services of the namespace let in and nobody else', () => {
    expect(
      ofKind(mode, 'ServiceAccount')
        .filter(({ metadata }) => metadata.name === 'kong-gateway')
        .map(placeOf),
    ).toEqual(['blog/kong-gateway', 'shop/kong-gateway']);
    const permitted = ofKind(mode, 'MeshTrafficPermission').flatMap(({ metadata, spec }) =>
      (JSON.stringify(spec).match(/\/ns\/[a-z]+\/sa\/kong-gateway/g) ?? []).map(
        (id) => `${metadata.namespace} ${id}`,
      ),
    );
    expect(new Set(permitted)).toEqual(new Set(teams.map((team) => `${team} /ns/${team}/sa/kong-gateway`)));
    for (const { metadata, spec } of ofKind(mode, 'GatewayConfiguration')) {
      const template = dig(spec, 'dataPlaneOptions', 'deployment', 'podTemplateSpec');
      expect(dig(template, 'metadata', 'annotations')).toEqual({ 'kuma.io/gateway': 'enabled' });
      const [spread] = items(dig(template, 'spec', 'topologySpreadConstraints'));
      expect(dig(spread, 'labelSelector', 'matchLabels')).toEqual({
        'gateway.networking.k8s.io/gateway-name': metadata.name,
      });
    }
  });
});

test('teams have consumers and paths of any host of their own, and no host in common', () => {
  const files = Object.fromEntries(
    teams.map((team) => [
      team,
      applicationFile(
        'publish: {consumers: {one: {credentials: {k: {secret: a/b}}}}, routes: {any: {paths: {/v1: web}}, host: {host: a.example.com, paths: {/: web}}}}\n',
      ).replace('namespace: shop', `namespace: ${team}`),
    ]),
  );
  expect(made({ gateway: `${modes['kong-operator']}, gateways: namespace`, files }).errors).toEqual([
    'publish.routes.host.paths["/"]: a path that is taken',
  ]);
  expect(made({ gateway: modes['kong-operator'], files }).errors).toEqual([
    'publish.routes.any.paths["/v1"]: a path that is taken',
    'publish.routes.host.paths["/"]: a path that is taken',
    'publish.consumers.one: a consumer that is taken',
  ]);
});

test('the picture has a gateway for each team, with the ways to its own services alone', () => {
  const { text } = own['kong-operator'];
  const ways = [...text.matchAll(/gateway_(\w+?)_2f_\S+ -->\|[^|]+\| service_(\w+?)_2f/g)];
  expect(new Set(ways.map(([, from, to]) => `${from} to ${to}`))).toEqual(
    new Set(teams.map((team) => `${team} to ${team}`)),
  );
  for (const team of teams) expect(text).toContain(`(["gateway ${team}/kong-${team}"])`);
  expect(made({ gateway: modes['kong-operator'] }).text).toContain('(["gateway"])');
});

test('the load balancer of a gateway holds the roll-out of its pods where they are', () => {
  const gate = 'elbv2.k8s.aws/pod-readiness-gate-inject';
  const labelled = (objects: readonly Manifest[]) =>
    objects.flatMap(({ kind, metadata }) =>
      kind === 'Namespace' && metadata.labels?.[gate] === 'enabled' ? [metadata.name] : [],
    );
  expect(labelled(own['kong-operator'].objects)).toEqual(expect.arrayContaining([...teams]));
  expect(labelled(made({ gateway: modes['kong-operator'] }).objects)).toEqual(['kong']);
});

test('a control plane of the cluster reads its own namespace, and the one of what is secret of the plugins of all', () => {
  const watched = (gateway: string) =>
    made({ gateway: `${modes['kong-operator']}, gateways: namespace${gateway}` }).objects.flatMap(
      ({ kind, spec }) => (kind === 'GatewayConfiguration' ? [dig(spec, 'controlPlaneOptions')] : []),
    );
  const reads = (watchNamespaces: unknown) => ({ ingressClass: 'kong', watchNamespaces });
  expect(watched('')).toEqual([reads({ type: 'own' }), reads({ type: 'own' })]);
  expect(watched(', plugins: {all: {plugin: prometheus}}')).toEqual([
    reads({ type: 'own' }),
    reads({ type: 'own' }),
  ]);
  const secret = ', plugins: {all: {plugin: http-log, configFrom: {secret: kong/log}}}';
  expect(watched(secret)).toEqual([
    reads({ type: 'list', list: ['kong'] }),
    reads({ type: 'list', list: ['kong'] }),
  ]);
  const { diagnostics, objects } = made({
    gateway: `${modes['kong-operator']}, gateways: namespace${secret}`,
  });
  expect(diagnostics).toEqual([]);
  expect(
    objects
      .filter(({ kind }) => kind === 'WatchNamespaceGrant')
      .map(({ metadata, spec }) => [metadata, dig(spec, 'from')]),
  ).toEqual([
    [
      { name: 'gateways', namespace: 'kong' },
      teams.map((namespace) => ({ group: 'gateway-operator.konghq.com', kind: 'ControlPlane', namespace })),
    ],
  ]);
});

test('what the kubelet reads for the pods is beside them, by a role of its own; the token of Konnect stays where it is', () => {
  const secrets = (mode: Mode) =>
    ofKind(mode, 'ExternalSecret').filter(({ metadata }) => /^(kong-license|konnect)/.test(metadata.name));
  expect(secrets('kong-operator').map(placeOf)).toEqual(['blog/kong-license', 'shop/kong-license']);
  expect(secrets('konnect-operator').map(placeOf)).toEqual(['kong/konnect-token']);
  const roles = ofKind('kong-operator', 'ServiceAccount').filter(({ metadata }) =>
    /external-secrets/.test(metadata.name),
  );
  expect(roles.map(placeOf)).toContain('blog/kong-external-secrets');
  expect(roles.map(placeOf)).not.toContain('kong/external-secrets');
});

test('each control plane of Konnect is its Gateway’s: made by its name, or found by its id', () => {
  const { diagnostics, errors, objects } = made({
    gateway: `${modes['konnect-operator']}, gateways: namespace, namespaces: {shop: {controlPlaneId: ${first}}}`,
  });
  expect([errors, diagnostics]).toEqual([[], []]);
  const authRef = { name: 'konnect', namespace: 'kong' };
  expect(
    objects.flatMap(({ kind, metadata, spec }) =>
      kind === 'GatewayConfiguration' ? [[metadata.name, dig(spec, 'konnect')]] : [],
    ),
  ).toEqual([
    ['kong-blog', { authRef }],
    ['kong-shop', { authRef, source: 'Mirror', mirror: { konnect: { id: first } } }],
  ]);
  expect(objects.flatMap(({ kind, spec }) => (kind === 'KongReferenceGrant' ? [spec] : []))).toEqual([
    {
      from: [{ group: 'gateway-operator.konghq.com', kind: 'GatewayConfiguration', namespace: 'kong' }],
      to: [{ group: 'konnect.konghq.com', kind: 'KonnectAPIAuthConfiguration' }],
    },
  ]);
  expect(
    objects.flatMap(({ kind, spec }) => (kind === 'KongConsumer' ? [dig(spec, 'controlPlaneRef')] : [])),
  ).toEqual(
    teams.map((team) => ({ type: 'konnectNamespacedRef', konnectNamespacedRef: { name: `kong-${team}` } })),
  );
});

test('a namespace has replicas, and a load balancer with annotations, of its own', () => {
  const name = 'service.beta.kubernetes.io/aws-load-balancer-name';
  const { diagnostics, errors, objects } = made({
    gateway: `${modes['kong-operator']}, gateways: namespace, loadBalancer: {annotations: {team: platform}}, namespaces: {shop: {replicas: 3, autoscaling: {maxReplicas: 6}, loadBalancer: {scheme: internal, annotations: {${name}: shop}}}}`,
  });
  expect([errors, diagnostics]).toEqual([[], []]);
  const options = objects.flatMap(({ kind, spec }) =>
    kind === 'GatewayConfiguration' ? [dig(spec, 'dataPlaneOptions')] : [],
  );
  const scheme = 'service.beta.kubernetes.io/aws-load-balancer-scheme';
  const annotations = options.map((each) =>
    strings(dig(each, 'network', 'services', 'ingress', 'annotations')),
  );
  expect(annotations).toEqual([
    expect.objectContaining({ [scheme]: 'internet-facing', team: 'platform' }),
    expect.objectContaining({ [scheme]: 'internal', team: 'platform', [name]: 'shop' }),
  ]);
  expect(Object.keys(annotations[0] ?? {})).not.toContain(name);
  expect(
    options.map((each) => [
      dig(each, 'deployment', 'replicas'),
      dig(each, 'deployment', 'scaling', 'horizontal', 'maxReplicas'),
    ]),
  ).toEqual([
    [2, undefined],
    [undefined, 6],
  ]);
});

test('the load balancer of a Gateway shows the certificates of its own application alone', () => {
  const arn = (id: number) =>
    `arn:aws:acm:us-west-2:123456789012:certificate/${String(id).repeat(8)}-1111-4111-8111-111111111111`;
  const files = Object.fromEntries(
    teams.map((team, i) => [
      team,
      applicationOf(team).replace(`secretName: ${team}-tls`, `certificateArn: "${arn(i + 1)}"`),
    ]),
  );
  const { diagnostics, errors, objects } = made({
    gateway: `${modes['kong-operator']}, gateways: namespace`,
    files,
  });
  expect([errors, diagnostics]).toEqual([[], []]);
  const shown = objects.flatMap(({ kind, spec }) =>
    kind === 'GatewayConfiguration'
      ? [
          strings(dig(spec, 'dataPlaneOptions', 'network', 'services', 'ingress', 'annotations'))[
            'service.beta.kubernetes.io/aws-load-balancer-ssl-cert'
          ],
        ]
      : [],
  );
  expect(shown).toEqual([arn(1), arn(2)]);
});

test('policies shut a namespace but for its gateway, and metrics are asked of the pods of each', () => {
  const { diagnostics, errors, objects } = made({
    gateway: `${modes['kong-operator']}, gateways: namespace`,
    cluster: 'production: {networkPolicies: true}\nobservability: {prometheus: {}}',
  });
  expect([errors, diagnostics]).toEqual([[], []]);
  const selects = (kind: string, of: string) =>
    objects.flatMap((object) => {
      const selected = JSON.stringify(object.kind === kind ? dig(object.spec, of) : '');
      return selected.includes('gateway-name') ? [`${placeOf(object)} ${selected.match(/kong-[a-z]+/)}`] : [];
    });
  expect(selects('NetworkPolicy', 'podSelector').sort()).toEqual(
    teams.flatMap((team) => [`${team}/kong-${team} kong-${team}`, `${team}/kong-sidecar kong-${team}`]),
  );
  expect(selects('PodMonitor', 'selector')).toEqual(teams.map((team) => `${team}/kong-gateway kong-${team}`));
});

describe('is refused by name:', () => {
  const name = 'service.beta.kubernetes.io/aws-load-balancer-name';
  const long = 'a'.repeat(59);
  test.each<[string, Said, string[]]>([
    [
      'what is said of single Gateways where there is one',
      { gateway: `${modes['kong-operator']}, namespaces: {shop: {replicas: 3}}` },
      ['gateway.namespaces: Gateways that are not there'],
    ],
    [
      'a namespace that publishes nothing',
      { gateway: `${modes['kong-operator']}, gateways: namespace, namespaces: {shpo: {replicas: 3}}` },
      ['gateway.namespaces.shpo: a Gateway that is not there'],
    ],
    [
      'one control plane for all',
      {
        gateway: `${modes['konnect-operator'].replace('region: eu', `region: eu, controlPlaneId: ${first}`)}, gateways: namespace`,
      },
      ['gateway.konnect.controlPlaneId: one control plane for several Gateways'],
    ],
    [
      'one control plane for two',
      {
        gateway: `${modes['konnect-operator']}, gateways: namespace, namespaces: {blog: {controlPlaneId: ${first}}, shop: {controlPlaneId: ${first}}}`,
      },
      ['gateway.namespaces.shop.controlPlaneId: one control plane for several Gateways'],
    ],
    [
      'one name for all load balancers',
      {
        gateway: `${modes['kong-operator']}, gateways: namespace, loadBalancer: {annotations: {${name}: edge}}`,
      },
      [`gateway.loadBalancer.annotations["${name}"]: what one load balancer alone can have`],
    ],
    [
      'one name for two load balancers',
      {
        gateway: `${modes['kong-operator']}, gateways: namespace, namespaces: {blog: {loadBalancer: {annotations: {${name}: edge}}}, shop: {loadBalancer: {annotations: {${name}: edge}}}}`,
      },
      [`gateway.namespaces.shop.loadBalancer.annotations["${name}"]: what one load balancer alone can have`],
    ],
    [
      'an autoscaler that has fewer replicas than there are at least',
      {
        gateway: `${modes['kong-operator']}, gateways: namespace, autoscaling: {maxReplicas: 4}, namespaces: {shop: {replicas: 5}}`,
      },
      ['gateway.namespaces.shop.replicas: fewer replicas than there are at least'],
    ],
    [
      'consumers whom no gateway knows',
      {
        gateway: `${modes['kong-operator']}, gateways: namespace`,
        files: {
          shop: applicationFile(
            'publish: {consumers: {one: {credentials: {one-key: {secret: shop/one}}}}}\n',
          ),
        },
      },
      ['applications.shop: consumers of no gateway'],
    ],
    [
      'a namespace that is too long for the name of its Gateway',
      {
        gateway: `${modes['kong-operator']}, gateways: namespace`,
        files: {
          shop: applicationFile('publish: {routes: {shop: {paths: {/a: web}}}}\n').replace(
            'namespace: shop',
            `namespace: ${long}`,
          ),
        },
      },
      [
        'aws.eksCluster: an IAM role name that is too long',
        'applications.shop: a namespace whose name is too long for its Gateway',
      ],
    ],
    [
      'a service that is called as the gateway',
      {
        gateway: `${modes['kong-operator']}, gateways: namespace`,
        files: {
          shop: applicationFile('publish: {routes: {shop: {paths: {/a: web}}}}\n').replace(
            '  cart: {}',
            '  api-proxy: {}',
          ),
        },
      },
      ['applications.shop: a service that is called as the gateway beside it'],
    ],
  ])('%s', (_, said, expected) => {
    expect(made(said).errors).toEqual(expected);
  });
});
