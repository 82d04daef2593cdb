import { BuiltCluster } from './objects';

/** The values of the gateway's pods, with a change to the text of the cluster file. */
function gatewayValues(change: (text: string) => string): unknown {
  return BuiltCluster.reference('us-west-2-app-mesh', change).field(
    'HelmRelease',
    'kong/kong',
    'spec',
    'values',
    'gateway',
  );
}

const license = '  license:\n    secret: kong/license\n';

test('the open-source gateway takes its own image and needs no licence', () => {
  const cluster = BuiltCluster.reference('us-west-2-app-mesh', (text) =>
    text.replace('version: "3.10"', 'version: "3.9"').replace(license, ''),
  );
  expect(cluster.field('HelmRelease', 'kong/kong', 'spec', 'values', 'gateway')).toMatchObject({
    image: { repository: 'kong', tag: '3.9.3' },
  });
  expect(JSON.stringify(cluster.field('HelmRelease', 'kong/kong', 'spec'))).not.toContain('license_data');
  expect(cluster.names('ExternalSecret')).toEqual(['prod/consumerapikey']);
  expect(cluster.names('SecretStore')).toEqual(['prod/prod-secretstore']);
});

test('gateway 3.15 takes a tag with a shell, which an init container of the chart needs', () => {
  expect(gatewayValues((text) => text.replace('"3.10"', '"3.15"'))).toMatchObject({
    image: { repository: 'kong/kong-gateway', tag: '3.15.0.5-ubuntu' },
  });
});

test('a certificate of ACM ends TLS at the load balancer, which calls Kong by TLS again, so that it knows https from http', () => {
  const arn = 'arn:aws:acm:us-west-2:123456789012:certificate/0f2b1c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';
  expect(
    gatewayValues((text) =>
      text.replace(
        '  version: "3.10"\n',
        `  version: "3.10"\n  loadBalancer: {scheme: internal, certificate: "${arn}", annotations: {team: platform}}\n`,
      ),
    ),
  ).toMatchObject({
    proxy: {
      annotations: {
        'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal',
        'service.beta.kubernetes.io/aws-load-balancer-ssl-cert': arn,
        'service.beta.kubernetes.io/aws-load-balancer-ssl-ports': '443',
        'service.beta.kubernetes.io/aws-load-balancer-ssl-negotiation-policy':
          'ELBSecurityPolicy-TLS13-1-2-2021-06',
        'service.beta.kubernetes.io/aws-load-balancer-backend-protocol': 'ssl',
        'service.beta.kubernetes.io/aws-load-balancer-alpn-policy': 'HTTP2Preferred',
        team: 'platform',
      },
    },
  });
});

test('a gateway of one replica has no disruption budget that would block every drain', () => {
  expect(
    gatewayValues((text) => text.replace('  version: "3.10"\n', '  version: "3.10"\n  replicas: 1\n')),
  ).toMatchObject({
    replicaCount: 1,
    podDisruptionBudget: { enabled: false },
  });
});

test("values of the cluster file win over Meshwright's, key by key", () => {
  expect(
    gatewayValues((text) =>
      text.replace(
        'applications:',
        'helm:\n  kong:\n    values: {gateway: {resources: {limits: {memory: 4Gi}}, env: {log_level: debug}}}\napplications:',
      ),
    ),
  ).toMatchObject({
    resources: { requests: { cpu: '250m', memory: '1Gi' }, limits: { memory: '4Gi' } },
    env: { log_level: 'debug', anonymous_reports: 'off' },
  });
});

test('CRDs of Kong that the cluster has already are left alone', () => {
  const cluster = BuiltCluster.reference('us-west-2-app-mesh', (text) =>
    text.replace('given: [', 'given: [kong-crds, '),
  );
  expect(cluster.field('HelmRelease', 'kong/kong', 'spec', 'install', 'crds')).toBe('Skip');
  expect(cluster.field('HelmRelease', 'kong/kong', 'spec', 'upgrade', 'crds')).toBe('Skip');
});

test.each([
  ['external-secrets', 'Namespace', 'external-secrets'],
  ['app-mesh-controller', 'Namespace', 'appmesh-system'],
])('the given component %s is not installed', (component, kind, name) => {
  const cluster = BuiltCluster.reference('us-west-2-app-mesh', (text) =>
    text.replace('given: [', `given: [${component}, `),
  );
  expect(cluster.names(kind)).not.toContain(name);
  expect(cluster.names('Mesh')).toEqual(['dj-app']);
});

test('a gateway without a mesh and without applications is a gateway alone', () => {
  const cluster = BuiltCluster.reference('us-west-2-app-mesh', (text) =>
    text.replace(/mesh:\n {2}name: dj-app\n {2}backend: app-mesh\n/, '').replace(/applications:[\s\S]*/, ''),
  );
  expect(cluster.names('Namespace')).toEqual(['external-secrets', 'kong']);
  expect(cluster.field('Namespace', 'kong', 'metadata', 'labels')).toEqual({
    'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled',
    'pod-security.kubernetes.io/enforce': 'restricted',
  });
});

test('a pod of the gateway is ready once its load balancer calls it, for which Flux gives its release the time', () => {
  const cluster = BuiltCluster.reference('us-west-2-kong-mesh');
  const gate = 'elbv2.k8s.aws/pod-readiness-gate-inject';
  expect(cluster.field('Namespace', 'kong', 'metadata', 'labels', gate)).toBe('enabled');
  expect(cluster.field('Namespace', 'prod', 'metadata', 'labels', gate)).toBeUndefined();
  expect(cluster.field('HelmRelease', 'kong/kong', 'spec', 'timeout')).toBe('20m0s');
  expect(cluster.field('HelmRelease', 'kong-mesh-system/kong-mesh', 'spec', 'timeout')).toBe('10m0s');
});

test('a standalone Kong Mesh takes its licence from External Secrets', () => {
  const cluster = BuiltCluster.reference('us-west-2-kong-mesh', (text) =>
    text.replace('backend: kong-mesh\n', 'backend: kong-mesh\n  license: {secret: kong-mesh/license}\n'),
  );
  expect(
    cluster.field(
      'HelmRelease',
      'kong-mesh-system/kong-mesh',
      'spec',
      'values',
      'kuma',
      'controlPlane',
      'secrets',
    ),
  ).toEqual([{ Env: 'KMESH_LICENSE_INLINE', Secret: 'kong-mesh-license', Key: 'license.json' }]);
  expect(cluster.get('ExternalSecret', 'kong-mesh-system/kong-mesh-license')).toMatchObject({
    spec: { data: [{ secretKey: 'license.json', remoteRef: { key: 'kong-mesh/license' } }] },
  });
});

test('in another partition every ARN begins with it', () => {
  const cluster = BuiltCluster.reference('us-west-2-app-mesh', (text) =>
    text
      .replaceAll('us-west-2', 'cn-north-1')
      .replace('amazonaws.com/id', 'amazonaws.com.cn/id')
      .replace(
        'delivery:',
        '  secretsKmsKey: arn:aws-cn:kms:cn-north-1:123456789012:key/1b9b1d3a-5f0e-4c8a-9d5e-2f6a7c8b9d0e\ndelivery:',
      ),
  );
  const text = JSON.stringify([cluster.manifests, cluster.built.roles]);
  expect(text).not.toMatch(/arn:aws:/);
  expect(text).toContain('secretsmanager.cn-north-1.amazonaws.com.cn');
});

test('a Konnect data plane stays outside the mesh, whose injector would refuse its pods', () => {
  const cluster = BuiltCluster.reference('ap-southeast-2-data-plane', (text) =>
    text.replace('gateway:\n', 'mesh: {backend: app-mesh, name: dj-app}\ngateway:\n'),
  );
  expect(cluster.field('Namespace', 'kong', 'metadata', 'labels')).toEqual({
    'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled',
    'pod-security.kubernetes.io/enforce': 'restricted',
  });
  expect(cluster.names('VirtualNode')).toEqual([]);
});
