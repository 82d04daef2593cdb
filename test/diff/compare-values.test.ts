import fc from 'fast-check';
import { applyPatch } from 'rfc6902';
import { pathText } from '../../diff/change';
import { compareValues } from '../../diff/compare-values';
import { schemaFor } from '../../references/schemas';
import { times } from '../long';

/** Each field that differs, as a line. */
function lines(before: unknown, after: unknown, schema?: ReturnType<typeof schemaFor>): readonly string[] {
  return compareValues(before, after, schema).fields.map(
    ({ path, kind, before: was, after: now }) =>
      `${kind} ${pathText(path)}: ${JSON.stringify(was)} -> ${JSON.stringify(now)}`,
  );
}

test('a field of a list’s item is found by the item’s name, wherever the item stands', () => {
  expect(
    lines(
      {
        routes: [
          { name: 'a', weight: 1 },
          { name: 'b', weight: 2 },
        ],
      },
      { routes: [{ name: 'new' }, { name: 'a', weight: 1 }, { name: 'b', weight: 3 }] },
    ),
  ).toEqual(['changed routes[b].weight: 2 -> 3', 'added routes[new]: undefined -> {"name":"new"}']);
});

test('a Service’s ports are told apart by the keys that Kubernetes gives them', () => {
  const service = (...ports: readonly (readonly [number, string])[]) => ({
    spec: { ports: ports.map(([port, protocol]) => ({ port, protocol, targetPort: 1 })) },
  });
  expect(lines(service([53, 'TCP'], [53, 'UDP']), service([53, 'UDP']), schemaFor('v1', 'Service'))).toEqual([
    'removed spec.ports[53 TCP]: {"port":53,"protocol":"TCP","targetPort":1} -> undefined',
  ]);
});

test.each<[string, unknown, unknown, readonly string[]]>([
  [
    'backends of a Kuma route by name',
    {
      b: [
        { kind: 'MeshService', name: 'v1', weight: 95 },
        { kind: 'MeshService', name: 'v2', weight: 5 },
      ],
    },
    {
      b: [
        { kind: 'MeshService', name: 'v2', weight: 50 },
        { kind: 'MeshService', name: 'v1', weight: 95 },
      ],
    },
    ['changed b[v2].weight: 5 -> 50', 'reordered b: ["v1","v2"] -> ["v2","v1"]'],
  ],
  [
    'targets of App Mesh by their node',
    { t: [{ virtualNodeRef: { name: 'v1' }, weight: 1 }] },
    { t: [{ virtualNodeRef: { name: 'v1' }, weight: 2 }] },
    ['changed t[v1].weight: 1 -> 2'],
  ],
  [
    'targets of a policy by what they target',
    { to: [{ targetRef: { kind: 'MeshService', name: 'a' }, x: 1 }] },
    {
      to: [
        { targetRef: { kind: 'MeshService', name: 'b' }, x: 1 },
        { targetRef: { kind: 'MeshService', name: 'a' }, x: 2 },
      ],
    },
    [
      'changed to[a].x: 1 -> 2',
      'added to[b]: undefined -> {"targetRef":{"kind":"MeshService","name":"b"},"x":1}',
    ],
  ],
  [
    'keys of a secret by their own name',
    { data: [{ secretKey: 'a', remoteRef: { key: 'x' } }] },
    { data: [{ secretKey: 'a', remoteRef: { key: 'y' } }] },
    ['changed data[a].remoteRef.key: "x" -> "y"'],
  ],
  [
    'statements of a policy by Sid',
    { Statement: [{ Sid: 'A', Action: ['x'] }] },
    {
      Statement: [
        { Sid: 'B', Action: ['x'] },
        { Sid: 'A', Action: ['y'] },
      ],
    },
    [
      'removed Statement[A].Action[x]: "x" -> undefined',
      'added Statement[A].Action[y]: undefined -> "y"',
      'added Statement[B]: undefined -> {"Sid":"B","Action":["x"]}',
    ],
  ],
  [
    'items that nothing names by what they hold',
    [[1], [2], [3]],
    [[1], [3]],
    ['removed [1]: [2] -> undefined'],
  ],
  ['a map’s keys in any order', { a: 1, b: 2 }, { b: 2, a: 1 }, []],
  ['a key that looks like a path', { 'a.b/c': 1 }, { 'a.b/c': 2 }, ['changed "a.b/c": 1 -> 2']],
])('it compares %s', (_title, before, after, expected) => {
  expect(lines(before, after)).toEqual(expected);
});

const value = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom('a', 'b', ''),
    fc.boolean(),
    fc.constant(null),
  ),
  item: fc.record(
    { name: fc.constantFrom('a', 'b', 'c', 'd'), value: tie('value') },
    { requiredKeys: ['name'] },
  ),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.array(tie('item'), { maxLength: 4 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'name', '__proto__x', 'a/b', '~'), tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** A copy made of this program's own arrays, which those of `structuredClone` are not under jest. */
function copy<T>(each: T): T {
  return JSON.parse(JSON.stringify(each));
}

test('nothing differs between a value and itself, whatever the order of its keys', () => {
  fc.assert(
    fc.property(value, (each) => {
      const same: unknown = copy(each);
      expect(compareValues(each, same)).toMatchObject({ fields: [], patch: [] });
    }),
  );
});

test('the JSON Patch makes the old value into the new one, for any two values', () => {
  fc.assert(
    fc.property(value, value, (before, after) => {
      const holder = { it: copy(before) };
      const { patch, fields } = compareValues({ it: before }, { it: after });
      expect(applyPatch(holder, [...patch].map(copy)).filter((error) => error !== null)).toEqual([]);
      expect(holder.it).toEqual(after);
      expect(fields.length === 0).toBe(patch.length === 0);
    }),
    { numRuns: times(300, 10_000) },
  );
});
