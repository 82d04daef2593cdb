import { applyPatches, PatchError } from '../../charts/patch';
import type { Manifest } from '../../references/manifest';

const service = (name: string, namespace: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace, labels: { app: name } },
  spec: { ports: [{ port: 80 }] },
});
const objects = [service('jazz', 'prod'), service('metal', 'prod'), service('jazz', 'test')];

/** The message of the error that a patch ends in. */
function refusal(patch: Parameters<typeof applyPatches>[1][number]): string {
  try {
    applyPatches(objects, [patch]);
  } catch (error) {
    if (error instanceof PatchError) return error.message;
  }
  throw new Error('the patch was not refused');
}

test('a patch changes the one object that it names, and leaves what it was given as it is', () => {
  const before = structuredClone(objects);
  const patched = applyPatches(objects, [
    {
      target: { kind: 'Service', name: 'jazz', namespace: 'test' },
      operations: [
        { op: 'add', path: '/metadata/labels/team', value: 'platform' },
        { op: 'replace', path: '/spec/ports/0/port', value: 8080 },
        { op: 'remove', path: '/metadata/labels/app' },
      ],
    },
  ]);
  expect(patched[2]).toEqual({
    ...service('jazz', 'test'),
    metadata: { name: 'jazz', namespace: 'test', labels: { team: 'platform' } },
    spec: { ports: [{ port: 8080 }] },
  });
  expect(patched.slice(0, 2)).toEqual(objects.slice(0, 2));
  expect(objects).toEqual(before);
});

test('two patches of one object follow each other', () => {
  const target = { kind: 'Service', name: 'metal' };
  const [, metal] = applyPatches(objects, [
    { target, operations: [{ op: 'add', path: '/spec/type', value: 'ClusterIP' }] },
    { target, operations: [{ op: 'test', path: '/spec/type', value: 'ClusterIP' }] },
  ]);
  expect(metal).toMatchObject({ spec: { type: 'ClusterIP' } });
});

test.each([
  [
    'an object that the output has not',
    {
      target: { kind: 'Service', name: 'rock', namespace: 'prod' },
      operations: [{ op: 'remove' as const, path: '/spec' }],
    },
    "a patch names Service prod/rock, which this cluster's output has not; it has Service prod/jazz, Service prod/metal, Service test/jazz",
  ],
  [
    'an object of a kind that the output has not',
    { target: { kind: 'Gateway', name: 'kong' }, operations: [{ op: 'remove' as const, path: '/spec' }] },
    "a patch names Gateway kong, which this cluster's output has not; it has no Gateway at all",
  ],
  [
    'more than one object',
    { target: { kind: 'Service', name: 'jazz' }, operations: [{ op: 'remove' as const, path: '/spec' }] },
    'a patch names Service jazz, which is 2 objects: Service prod/jazz, Service test/jazz; name its namespace',
  ],
  [
    'a field that the object has not',
    {
      target: { kind: 'Service', name: 'metal' },
      operations: [
        { op: 'test' as const, path: '/spec/ports/0/port', value: 80 },
        { op: 'replace' as const, path: '/spec/type', value: 'NodePort' },
      ],
    },
    'patch of Service prod/metal: operation 2 (replace /spec/type) does not fit the object: Value required at path: /spec/type',
  ],
])('a patch of %s is refused by name', (_, patch, message) => {
  expect(refusal(patch)).toBe(message);
});
