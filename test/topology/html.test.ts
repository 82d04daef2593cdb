import fc from 'fast-check';
import { clustersOf, objectsOf } from '../../commands/output-objects';
import { readFolder } from '../../commands/output-texts';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { graphOf, partOf } from '../../topology/html/graph';
import { htmlPage } from '../../topology/html/html-page';
import { layout } from '../../topology/html/layout';
import { topologyOf } from '../../topology/topology';
import { referenceOutput } from '../reference/reference';

const parts = { style: 'a{}', script: 'b()' };
const clusters = [...clustersOf(readFolder(referenceOutput))].map(([name, files]) => ({
  name,
  objects: objectsOf(files, name),
}));

function graph(objects: readonly Manifest[]) {
  const index = buildIndex(objects);
  return graphOf(topologyOf(index), index);
}

test.each(clusters)('every box of $name that a cluster has an object for opens it', ({ objects }) => {
  const { nodes } = graph(objects);
  expect(nodes.length).toBeGreaterThan(1);
  const closed = nodes.filter((node) => node.objects.length === 0).map(({ kind }) => kind);
  expect(closed.filter((kind) => kind !== 'gateway' && kind !== 'host' && kind !== 'caller')).toEqual([]);
});

test.each(clusters)('no two boxes of $name overlap, and every arrow leads to the right', ({ objects }) => {
  const whole = graph(objects);
  const pictures = (['calls', 'secrets'] as const).map((about) => layout(partOf(whole, about)));
  for (const { nodes, edges, width, height } of pictures) {
    for (const [index, a] of nodes.entries()) {
      expect(a.x + a.width).toBeLessThanOrEqual(width);
      expect(a.y + a.height).toBeLessThanOrEqual(height);
      for (const b of nodes.slice(index + 1)) {
        const apart =
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart).toBe(true);
      }
    }
    expect(edges.filter(({ start, end }) => end[0] <= start[0])).toEqual([]);
  }
  expect(pictures.flatMap(({ nodes }) => nodes)).toHaveLength(whole.nodes.length);
  expect(pictures.flatMap(({ edges }) => edges)).toHaveLength(whole.edges.length);
});

test('the page names no address that a browser would ask, and forbids itself every connection', () => {
  const page = htmlPage(
    clusters.map(({ name, objects }) => ({
      name,
      objects: objects.map((object) => ({ object, yaml: 'a' })),
    })),
    parts,
  );
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<(link|img|iframe|script[^>]+src)|@import|url\((?!#)/);
});

test('no name and no YAML can become markup of the page', () => {
  const shape = (name: string) => {
    const object: Manifest = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name, namespace: 'n', annotations: { 'konghq.com/plugins': 'p' } },
      spec: {
        rules: [
          {
            host: name,
            http: { paths: [{ path: name, backend: { service: { name, port: { number: 1 } } } }] },
          },
        ],
      },
    };
    const page = htmlPage([{ name, objects: [{ object, yaml: name }] }], parts);
    return page.match(/<\/?[a-z!][^\s>]*/gi);
  };
  const tame = shape('tame');
  const hostile = fc.oneof(
    fc.constantFrom(
      '</script><script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "'",
      '<!--',
      '&lt;',
      '</title>',
    ),
    fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '!', '-', 'a', ' '), minLength: 1 }),
  );
  fc.assert(fc.property(hostile, (name) => expect(shape(name.trim() === '' ? 'a' : name)).toEqual(tame)));
});
