import { violationsOf } from '../../pod-spec/pod-security';
import { BuiltCluster } from './objects';

const enforced = 'pod-security.kubernetes.io/enforce';

/** What each namespace enforces, of those that are made. */
function levels(
  name: string,
  change: (text: string) => string = (text) => text,
): Readonly<Record<string, unknown>> {
  const cluster = BuiltCluster.reference(name, change);
  return Object.fromEntries(
    cluster
      .names('Namespace')
      .map((each) => [each, cluster.field('Namespace', each, 'metadata', 'labels', enforced)]),
  );
}

const withCni = (text: string) =>
  text.replace('  backend: kong-mesh\n', '  backend: kong-mesh\n  cni: true\n');

test('where the mesh redirects traffic by an init container its namespaces let NET_ADMIN in, and no other does', () => {
  expect(levels('us-west-2-kong-mesh')).toEqual({
    'external-secrets': 'restricted',
    'kong-mesh-system': 'restricted',
    kong: 'privileged',
    prod: 'privileged',
  });
  // Its proxies between zones are members of the mesh.
  expect(levels('eu-west-1-kong-mesh')).toMatchObject({ 'kong-mesh-system': 'privileged' });
  expect(levels('us-west-2-app-mesh')).toMatchObject({
    'appmesh-system': 'baseline',
    kong: 'privileged',
    prod: 'privileged',
  });
  expect(levels('ap-southeast-2-data-plane')).toMatchObject({ kong: 'restricted' });
});

test('with the CNI plugin only its own namespace does, and an application enforces what its pods fit', () => {
  const strict = '    canary:';
  expect(levels('eu-west-1-kong-mesh', withCni)).toMatchObject({
    kong: 'restricted',
    'kong-mesh-system': 'restricted',
    'kong-mesh-cni': 'privileged',
    // Its pods do not say that they are not root.
    prod: 'baseline',
  });
  expect(
    levels('eu-west-1-kong-mesh', (text) =>
      withCni(text).replace(
        strict,
        `    defaults: {pod: {securityContext: {runAsNonRoot: true}}}\n${strict}`,
      ),
    ),
  ).toMatchObject({ prod: 'restricted' });
});

test('the pods that Kong Operator makes fit the namespace of the gateway, and that of an application beside whose pods they are', () => {
  const strict = '    canary:';
  const cluster = (more: string) =>
    BuiltCluster.reference('us-west-2-kong-mesh', (text) =>
      withCni(text)
        .replace(/gateway:[\s\S]*?(?=^\w)/m, `gateway:\n  mode: kong-operator\n  version: "3.9"\n${more}`)
        .replace(strict, `    defaults: {pod: {securityContext: {runAsNonRoot: true}}}\n${strict}`),
    );
  const level = (built: BuiltCluster, namespace: string) =>
    built.field('Namespace', namespace, 'metadata', 'labels', enforced);
  const template = ['dataPlaneOptions', 'deployment', 'podTemplateSpec', 'spec'];
  for (const [more, configuration, namespace] of [
    ['', 'kong/kong', 'kong'],
    ['  gateways: namespace\n', 'kong/kong-prod', 'prod'],
  ] as const) {
    const built = cluster(more);
    expect(level(built, namespace)).toBe('restricted');
    const pod = built.field('GatewayConfiguration', configuration, 'spec', ...template);
    expect(violationsOf(pod, 'restricted')).toEqual([]);
  }
});

test('the plugin is chained after the one of the VPC, in a namespace of ours', () => {
  const cluster = BuiltCluster.reference('us-west-2-kong-mesh', withCni);
  const values = cluster.field('HelmRelease', 'kong-mesh-system/kong-mesh', 'spec', 'values', 'kuma', 'cni');
  expect(values).toEqual({
    enabled: true,
    chained: true,
    namespace: 'kong-mesh-cni',
    netDir: '/etc/cni/net.d',
    binDir: '/opt/cni/bin',
    confName: '10-aws.conflist',
  });
});

test('no pod that an init container of the mesh joins says that all of it is not root', () => {
  const gateway = (change?: (text: string) => string) =>
    BuiltCluster.reference('us-west-2-kong-mesh', change).field(
      'HelmRelease',
      'kong/kong',
      'spec',
      'values',
      'gateway',
      'securityContext',
    );
  expect(gateway()).toEqual({ seccompProfile: { type: 'RuntimeDefault' } });
  expect(gateway(withCni)).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
});

test('podSecurity: none labels no namespace', () => {
  const off = levels('us-west-2-kong-mesh', (text) => `${text}production: {podSecurity: none}\n`);
  expect(Object.values(off)).toEqual(Object.values(off).map(() => undefined));
});
