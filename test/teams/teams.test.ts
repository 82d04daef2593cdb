import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterObjects } from '../../charts/cluster';
import { readClusters } from '../../commands/read-clusters';
import type { ClusterConfig } from '../../config/cluster';
import { compile } from '../../main';
import type { Manifest } from '../../references/manifest';
import { at } from '../charts/objects';

/** Three teams' applications, twelve services, on three stages. */
const folder = (name: string) => join(__dirname, name);
const read = readClusters(folder('clusters'), { applications: folder('applications') });
const clusters: readonly ClusterConfig[] = 'clusters' in read ? read.clusters : [];
const cluster = (name: string): ClusterConfig => {
  const found = clusters.find((each) => each.name === name);
  if (found === undefined) throw new Error(JSON.stringify(read));
  return found;
};
const objects = (name: string) => clusterObjects(cluster(name)).objects.map(({ manifest }) => manifest);
const find = (all: readonly Manifest[], kind: string, name: string) =>
  all.find((object) => object.kind === kind && object.metadata.name === name);

test.each(['dev', 'stage', 'prod'])('%s goes the whole path without a finding', (name) => {
  const { diagnostics, files } = compile(cluster(name));
  expect(diagnostics).toEqual([]);
  for (const application of ['storefront', 'orders', 'payments'])
    expect([...files.keys()].filter((path) => path.endsWith(`/${application}.yaml`)).length).toBeGreaterThan(
      1,
    );
});

test('the cluster that is still on App Mesh goes it too, without what its Envoys cannot do', () => {
  const { diagnostics } = compile(cluster('legacy'));
  expect(diagnostics).toEqual([]);
  const all = objects('legacy');
  expect(all.some(({ kind }) => kind === 'CronJob')).toBe(false);
  // The injector would take it away, and leave a hook that the API server refuses.
  expect(JSON.stringify(all)).not.toContain('"sleep"');
  const backends = (node: string) =>
    (at(find(all, 'VirtualNode', node)?.spec, ['backends']) as readonly { virtualService: object }[]).map(
      ({ virtualService }) => at(virtualService, ['virtualServiceRef', 'name']),
    );
  expect(backends('web-v1')).toEqual(['catalogue', 'search', 'checkout']);
  expect(backends('checkout-v1')).toContain('stock');
});

test('a stage differs from another in ten lines at most', () => {
  const lines = (name: string) =>
    readFileSync(folder(`clusters/${name}.yaml`), 'utf8')
      .trim()
      .split('\n');
  for (const name of ['dev', 'stage', 'prod']) expect(lines(name).length).toBeLessThanOrEqual(10);
});

describe('on prod', () => {
  const all = objects('prod');
  const spec = (kind: string, name: string, ...path: readonly (string | number)[]) =>
    at(find(all, kind, name)?.spec, path);
  const container = (kind: string, name: string) =>
    spec(kind, name, 'template', 'spec', 'containers', 0) as Record<string, unknown>;

  it('has the canary of the cluster file, the values and the limits of the stage', () => {
    expect(spec('MeshHTTPRoute', 'web', 'to', 0, 'rules', 0, 'default', 'backendRefs')).toMatchObject([
      { name: 'web-v1', weight: 95 },
      { name: 'web-v2', weight: 5 },
    ]);
    expect(spec('HorizontalPodAutoscaler', 'web-v1')).toMatchObject({ minReplicas: 2, maxReplicas: 20 });
    expect(spec('Deployment', 'web-v1')).not.toHaveProperty('replicas');
    expect(spec('Ingress', 'shop', 'rules', 0, 'host')).toBe('shop.example.com');
    expect(container('Deployment', 'web-v1').env).toContainEqual({
      name: 'PUBLIC_URL',
      value: 'https://shop.example.com/',
    });
  });

  it('reads secrets of AWS as variables and files, by a role that may read just these', () => {
    expect(container('Deployment', 'web-v1').env).toContainEqual({
      name: 'SESSION_KEY',
      valueFrom: { secretKeyRef: { name: 'prod-storefront-session', key: 'key' } },
    });
    expect(spec('ExternalSecret', 'prod-storefront-session', 'data', 0)).toMatchObject({
      secretKey: 'key',
      remoteRef: { key: 'prod/storefront/session', property: 'key' },
    });
    expect(spec('ExternalSecret', 'prod-orders-settings-keys', 'dataFrom', 0, 'extract')).toMatchObject({
      key: 'prod/orders/settings',
    });
    expect(container('Deployment', 'checkout-v1').envFrom).toEqual([
      { prefix: 'ORDERS_', secretRef: { name: 'prod-orders-settings-keys' } },
    ]);
    expect(container('Deployment', 'checkout-v1').volumeMounts).toEqual([
      {
        name: 'secret-prod-orders-signing-key',
        mountPath: '/var/run/checkout/signing.pem',
        subPath: 'var_run_checkout_signing.pem',
        readOnly: true,
      },
    ]);
    const { roles } = clusterObjects(cluster('prod'));
    const orders = roles.find(({ name }) => name === 'prod-orders-external-secrets');
    expect(orders?.permissions.Statement[0]?.Resource).toEqual(
      ['database', 'settings', 'signing-key'].map(
        (name) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/orders/${name}-??????`,
      ),
    );
  });

  it('lets a worker out to AWS by its own role, scales it by its queue, and lets a CronJob run without a port', () => {
    expect(find(all, 'ServiceAccount', 'fulfilment-v1')?.metadata.annotations).toEqual({
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/prod-orders-fulfilment-v1',
    });
    expect(find(all, 'Service', 'fulfilment')).toBeUndefined();
    expect(spec('ScaledObject', 'fulfilment-v1')).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name: 'fulfilment-v1' },
      maxReplicaCount: 10,
      triggers: [{ type: 'aws-sqs-queue', authenticationRef: { name: 'orders-queue' } }],
    });
    const restarted = { 'reloader.stakater.com/auto': 'true' };
    expect(spec('Deployment', 'checkout-v1', 'template', 'metadata', 'annotations')).toEqual(restarted);
    // Reloader would run it out of turn.
    expect(spec('CronJob', 'report-v1', 'jobTemplate', 'spec', 'template', 'metadata')).not.toHaveProperty(
      'annotations',
    );
    expect(spec('CronJob', 'report-v1')).toMatchObject({ schedule: '0 6 * * 1', timeZone: 'Europe/Berlin' });
    expect(spec('MeshPassthrough', 'fulfilment', 'default', 'appendMatch')).toEqual([
      { type: 'Domain', value: 'sqs.eu-central-1.amazonaws.com', port: 443, protocol: 'tls' },
    ]);
  });

  it('reaches a database by its addresses alone', () => {
    expect(spec('MeshPassthrough', 'stock', 'default', 'appendMatch')).toEqual([
      { type: 'CIDR', value: '10.60.0.0/16', port: 5432, protocol: 'tcp' },
    ]);
  });

  it('lets another application in by the exact identity of its pods', () => {
    const allowed = (name: string) =>
      spec('MeshTrafficPermission', name, 'rules', 0, 'default', 'allow') as readonly unknown[];
    const id = (path: string) => ({
      spiffeID: { type: 'Exact', value: `spiffe://default.default.mesh.local/ns/${path}` },
    });
    expect(allowed('checkout')).toEqual([id('storefront/sa/web-v1'), id('storefront/sa/web-v2')]);
    expect(allowed('ledger')).toEqual([id('payments/sa/statements'), id('orders/sa/checkout-v1')]);
  });

  it('makes of workloads that are there already what is ours, and no more', () => {
    const own = all
      .filter(({ metadata }) => metadata.namespace === 'payments' || metadata.name === 'payments')
      .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(own.sort()).toEqual([
      'MeshHTTPRoute ledger',
      'MeshPassthrough ledger',
      'MeshTimeout ledger',
      'MeshTrafficPermission fraud',
      'MeshTrafficPermission ledger',
      'Service ledger-next',
      'Service ledger-stable',
    ]);
  });

  it('says what theirs have to carry, as a component of kustomize', () => {
    const { existing } = clusterObjects(cluster('prod'));
    expect([...existing.keys()]).toEqual(['payments']);
    const patches = existing.get('payments')?.patches ?? [];
    expect(patches.map(({ target, patch }) => [target.kind, JSON.parse(patch)])).toEqual([
      [
        'Namespace',
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: {
            name: 'payments',
            labels: { 'kuma.io/sidecar-injection': 'enabled', 'kuma.io/mesh': 'default' },
          },
        },
      ],
      ...[
        ['ledger', 8080, 'http'],
        ['fraud-check', 9000, 'grpc'],
      ].map(([name, port, appProtocol]) => [
        'Service',
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name },
          spec: { ports: [{ port, appProtocol }] },
        },
      ]),
    ]);
  });

  it('routes each port of a service', () => {
    const targets = spec('MeshHTTPRoute', 'checkout', 'to') as readonly {
      targetRef: unknown;
      rules: unknown[];
    }[];
    expect(targets.map(({ targetRef, rules }) => [targetRef, rules.length])).toEqual([
      [{ kind: 'MeshService', name: 'checkout', sectionName: 'http' }, 3],
      [{ kind: 'MeshService', name: 'checkout', sectionName: 'metrics' }, 1],
    ]);
  });

  it('puts the labels of the application on every object and pod', () => {
    const unlabelled = all.filter(
      ({ metadata }) => metadata.namespace === 'orders' && metadata.labels?.team !== 'orders',
    );
    expect(unlabelled).toEqual([]);
    expect(spec('Deployment', 'stock-v1', 'template', 'metadata', 'labels')).toMatchObject({
      team: 'orders',
    });
  });
});

test('dev has no autoscaler, for null removes what the application has', () => {
  const all = objects('dev');
  expect(find(all, 'HorizontalPodAutoscaler', 'web-v1')).toBeUndefined();
  expect(at(find(all, 'Deployment', 'web-v1')?.spec, ['replicas'])).toBe(1);
});
