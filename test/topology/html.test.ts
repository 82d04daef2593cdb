import fc from 'fast-check';
import { clustersOf, objectsOf } from '../../commands/output-objects';
import { readFolder } from '../../commands/output-texts';
import { type Manifest, describe as named } from '../../references/manifest';
import { htmlPage } from '../../topology/html/html-page';
import { differingPictures, picturesOf, readingOf } from '../../topology/html/picture-data';
import { referenceOutput } from '../reference/reference';
import { drawnCluster } from './drawn-cluster';

const parts = { style: 'a{}', scripts: ['b()'] };
const clusters = [...clustersOf(readFolder(referenceOutput))].map(([name, files]) => ({
  name,
  objects: objectsOf(files, name),
}));

test.each(clusters)('every box of $name that a cluster has an object for opens it', ({ objects }) => {
  const { calls, secrets } = picturesOf(readingOf(objects));
  const boxes = [...calls.boxes, ...secrets.boxes];
  const closed = boxes.filter((box) => box.objects.length === 0).map(({ kind }) => kind);
  expect(closed.filter((kind) => !['host', 'caller', 'user'].includes(kind))).toEqual([]);
  const names = new Set(objects.map(named));
  expect(boxes.flatMap((box) => box.objects).filter((name) => !names.has(name))).toEqual([]);
});

test('a secret is followed from AWS to the service that reads it', () => {
  const { secrets } = picturesOf(
    readingOf(clusters.find(({ name }) => name === 'eu-west-1-kong-mesh')?.objects ?? []),
  );
  const arrows = secrets.arrows.map(({ from, to, says }) => [from, to, ...says]);
  expect(arrows).toContainEqual([
    'source konnect/mesh/eu-west-1/token',
    'secret kong-mesh-system/cp-token',
    'token',
  ]);
  expect(arrows).toContainEqual(['secret kong/konnect-client-tls', 'gateway', 'Application argocd/kong']);
});

test('of two revisions a new service is added, one that is gone removed, and one with a changed object changed', () => {
  const [before, after] = [drawnCluster(5, 1), drawnCluster(6, 1)].map((objects) =>
    picturesOf(readingOf(objects)),
  );
  if (before === undefined || after === undefined) throw new Error('two revisions were drawn');
  const states = (pictures: typeof after) =>
    Object.fromEntries(pictures.calls.boxes.map(({ name, state }) => [name, state]));
  const changed = new Set(['kuma.io/MeshTrafficPermission team-0/service-2']);
  expect(states(differingPictures(before, after, changed))).toMatchObject({
    'service-0': 'same',
    'service-2': 'changed',
    'service-5': 'added',
  });
  expect(states(differingPictures(after, before, changed))).toMatchObject({
    'service-0': 'same',
    'service-5': 'removed',
  });
  expect(differingPictures(before, after, changed).calls.arrows.some(({ state }) => state === 'added')).toBe(
    true,
  );
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
    const change = {
      before: [],
      changed: new Set([name]),
      risks: [{ level: 'high', text: name, object: name }],
    };
    const cluster = { name, objects: [{ object, yaml: name }], change };
    const page = htmlPage([cluster, { ...cluster, name: `${name}2` }], parts);
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
