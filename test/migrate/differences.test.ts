import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../references/manifest';
import { compare, sidesOf } from './routing/compare-sides';
import { shop } from './shop';

/** The shop with a Service for price that answers, and a caller of each kind. */
const working = shop.replace('port: 80, targetPort: 8080', 'port: 8080');
const objectsOf = (text: string) => parseAllDocuments(text).map((document): Manifest => document.toJS());

const outside = `
---
apiVersion: v1
kind: Namespace
metadata: { name: jobs }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: batch, namespace: jobs }
spec:
  selector: { matchLabels: { app: batch } }
  template: { metadata: { labels: { app: batch } }, spec: { containers: [{ name: app, image: example/app:1 }] } }
`;

/** What a caller's request is answered with on both sides, and whether the report says that they differ. */
function asked(text: string, caller: string, host: string, port = 8080) {
  const sides = sidesOf(objectsOf(text));
  const from = sides.appMesh.callers.find(({ name }) => name === caller);
  if (from === undefined) throw new Error(`no ${caller}`);
  const found = compare(sides, from, { host, port, path: '/price', method: 'GET', headers: {} });
  return {
    before: Object.keys(found.before.shares),
    after: Object.keys(found.after.shares),
    reported: found.reported?.before,
    sides,
  };
}

describe('who has no sidecar', () => {
  it('reaches a Service of all versions today and not after the last step, and the report says so', () => {
    const selecting = working.replace(
      'spec: { ports: [{ port: 8080, name: http }] }',
      'spec: { selector: { app: price }, ports: [{ port: 8080, name: http }] }',
    );
    expect(asked(selecting + outside, 'batch', 'price.shop.svc.cluster.local')).toMatchObject({
      before: ['shop/price-1', 'shop/price-2'],
      after: [],
      reported: 'answered',
    });
  });

  it('reaches pods that no virtual node selects as before', () => {
    const other = outside
      .replace('namespace: jobs', 'namespace: shop')
      .replace(
        'metadata: { labels: { app: batch } }',
        'metadata: { labels: { app: batch }, annotations: { appmesh.k8s.aws/sidecarInjectorWebhook: disabled } }',
      );
    const own = `---\napiVersion: v1\nkind: Service\nmetadata: { name: batch, namespace: shop }\nspec: { selector: { app: batch }, ports: [{ port: 8080 }] }\n`;
    expect(asked(working + other + own + outside, 'batch', 'batch.shop.svc.cluster.local')).toMatchObject({
      before: ['shop/batch'],
      after: ['shop/batch'],
      reported: undefined,
    });
  });
});

describe('names of Cloud Map', () => {
  const cloudMap = working
    .replace('awsName: price.shop.svc.cluster.local', 'awsName: price.shop.local')
    .split('---\n')
    .filter((text) => !/kind: Service\nmetadata: \{ name: price,/.test(text))
    .join('---\n');

  it('get a Service that is made, with the pods of all versions, and a name that callers keep', () => {
    const { after, before, sides } = asked(cloudMap, 'front', 'price.shop.local');
    expect([before, after].map((each) => each.toSorted())).toEqual([
      ['shop/price-1', 'shop/price-2'],
      ['shop/price-1', 'shop/price-2'],
    ]);
    const made = sides.result.objects.find(
      ({ manifest: { kind, metadata } }) => kind === 'Service' && metadata.name === 'price',
    );
    expect(made).toMatchObject({ stage: '10-services', manifest: { spec: { selector: { app: 'price' } } } });
    expect(sides.result.report.notes.join()).not.toContain('Service shop/price is not among the files');
  });

  it('so they do where the files have no Service at all', () => {
    const bare = cloudMap
      .replaceAll(
        /serviceDiscovery: \{ dns: \{ hostname: ([\w-]+)\.shop\.svc\.cluster\.local \} \}/g,
        'serviceDiscovery: { awsCloudMap: { namespaceName: shop.local, serviceName: $1 } }',
      )
      .split('---\n')
      .filter((text) => !text.includes('kind: Service\n'))
      .join('---\n');
    const { sides } = asked(bare, 'front', 'price.shop.local');
    const services = sides.result.objects.filter(({ manifest }) => manifest.kind === 'Service');
    expect(services.map(({ manifest }) => manifest.metadata.name)).toEqual(
      expect.arrayContaining(['price', 'price-1', 'price-2']),
    );
    expect(sides.result.patches.filter(({ manifest }) => manifest.kind === 'Service')).toEqual([]);
  });
});

describe('a virtual node of a Service whose pods have no sidecar', () => {
  const away = `${working.replace(
    'backends: [{',
    'backends: [{ virtualService: { virtualServiceRef: { name: blue } } }, {',
  )}
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualNode
metadata: { name: blue, namespace: shop }
spec:
  listeners: [{ portMapping: { port: 8080, protocol: http } }]
  serviceDiscovery: { dns: { hostname: blue.jobs.svc.cluster.local } }
---
apiVersion: appmesh.k8s.aws/v1beta2
kind: VirtualService
metadata: { name: blue, namespace: shop }
spec:
  awsName: blue.jobs.svc.cluster.local
  provider: { virtualNode: { virtualNodeRef: { name: blue } } }
---
apiVersion: v1
kind: Service
metadata: { name: blue, namespace: jobs }
spec: { selector: { app: batch }, ports: [{ port: 8080 }] }
${outside}`;

  it('is left by a way out for those that call it, and its Service is not taken into the mesh', () => {
    const { before, after, sides } = asked(away, 'front', 'blue.jobs.svc.cluster.local');
    expect([before, after]).toEqual([['jobs/batch'], ['jobs/batch']]);
    expect(JSON.stringify(sides.result.patches)).not.toContain('"namespace":"jobs"');
    expect(asked(away, 'price-1', 'blue.jobs.svc.cluster.local').after).toEqual([]);
  });
});

describe('what App Mesh refuses and Kong Mesh answers is told', () => {
  const tls =
    'tls: { mode: STRICT, certificate: { file: { certificateChain: /a, privateKey: /b } }, validation: { trust: { file: { certificateChain: /c } } } }';

  it('a caller without a certificate, where the listener asks for one', () => {
    const mutual = working.replace(
      /(name: price-1, namespace: shop \}\nspec:\n.*\n) {2}listeners: \[\{ portMapping: \{ port: 8080, protocol: http \} \}\]/,
      `$1  listeners: [{ portMapping: { port: 8080, protocol: http }, ${tls} }]`,
    );
    expect(mutual).toContain('STRICT');
    const { before, reported } = asked(mutual, 'front', 'price.shop.svc.cluster.local');
    expect(before).toEqual(['shop/price-2']);
    expect(reported).toContain('shop/price-1');
  });

  it('a virtual node whose Service selects nothing', () => {
    const empty = working.replace('spec: { selector: { app: price, version: "1" },', 'spec: {');
    const { before, reported } = asked(empty, 'front', 'price.shop.svc.cluster.local');
    expect(before).toEqual(['shop/price-2']);
    expect(reported).toContain('whose Service selects no pods');
  });

  it('pods that the injector refuses, for they match no virtual node', () => {
    const stray = outside.replace('namespace: jobs', 'namespace: shop');
    expect(asked(working + stray, 'batch', 'elsewhere.example.net').reported).toContain('injector refuses');
    expect(asked(working, 'front', 'elsewhere.example.net').reported).toBeUndefined();
  });
});
