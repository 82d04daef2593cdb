import { check } from '../../../checks/check';
import { rules } from '../../../checks/rules';
import type { Manifest } from '../../../references/manifest';
import { buildIndex } from '../../../references/reference-index';
import { surroundings } from '../../faults/foreign/surroundings';
import { recordedIn } from './recorded';

const recorded = recordedIn<{ readonly objects: Readonly<Record<string, readonly (readonly unknown[])[]>> }>(
  'kuma-2.14.3.json',
);
const given = [
  'kong-mesh',
  'Mesh default',
  'Namespace prod',
  'Namespace kong-mesh-system',
  'Service prod/jazz',
];

interface Recorded {
  readonly object: Manifest;
  readonly taken: boolean;
}

function objectsOf(kind: string, answers: readonly (readonly unknown[])[]): readonly Recorded[] {
  return answers.map(([taken, system, spec], i) => ({
    taken: taken === 1,
    object: {
      apiVersion: 'kuma.io/v1alpha1',
      kind,
      metadata: {
        name: `object-${i}`,
        namespace: system === 1 ? 'kong-mesh-system' : 'prod',
        labels: { 'kuma.io/mesh': 'default', ...(system === 1 ? { 'kuma.io/origin': 'zone' } : {}) },
      },
      spec,
    },
  }));
}

/** The errors that the rules have about an object by itself. */
function errorsIn(objects: readonly Manifest[]): ReadonlyMap<Manifest, readonly string[]> {
  const found = new Map<Manifest, readonly string[]>();
  for (const { object, rule, path, severity } of check(
    { index: buildIndex(objects, { given }), given },
    rules,
  ).findings) {
    if (severity !== 'error' || surroundings.has(rule)) continue;
    found.set(object, [...(found.get(object) ?? []), `${rule} ${path}`]);
  }
  return found;
}

const byKind = Object.entries(recorded.objects).map(
  ([kind, answers]) => [kind, objectsOf(kind, answers)] as const,
);
const errors = errorsIn(byKind.flatMap(([, all]) => all.map(({ object }) => object)));

describe.each(byKind)('%s, as kuma-cp 2.14.3 judges it', (_, all) => {
  it('has an error wherever kuma-cp refuses it', () => {
    const missed = all.filter(({ object, taken }) => !taken && errors.get(object) === undefined);
    expect(missed.map(({ object }) => JSON.stringify(object.spec))).toEqual([]);
  });

  it('has none where kuma-cp takes it', () => {
    const wrong = all.filter(({ object, taken }) => taken && errors.get(object) !== undefined);
    expect(
      wrong.map(({ object }) => `${errors.get(object)?.join(', ')}: ${JSON.stringify(object.spec)}`),
    ).toEqual([]);
  });
});

test('the recorded answers are of both kinds, for every policy', () => {
  for (const [kind, all] of byKind) {
    expect([kind, new Set(all.map(({ taken }) => taken)).size]).toEqual([kind, 2]);
  }
  expect(byKind.length).toBeGreaterThanOrEqual(15);
});
