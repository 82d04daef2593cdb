import { clusterObjects } from '../../charts/cluster';
import { check } from '../../checks/check';
import { rules } from '../../checks/rules';
import { dig, items } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { referenceConfig } from '../charts/objects';

const config = referenceConfig(
  'us-west-2-kong-mesh',
  (text) => `${text}production: {networkPolicies: true}\n`,
);
const objects = clusterObjects(config).objects.map(({ manifest }) => manifest);
const asked = rules.filter(({ id }) => ['kong-mesh/blocked-call', 'kong-mesh/closed-proxy'].includes(id));

/** What the two rules say of a set: each rule, and the policy that it names. */
function said(set: readonly Manifest[], more: { given?: readonly string[]; open?: boolean } = {}) {
  const given = [...config.given, ...(more.given ?? [])];
  const context = { index: buildIndex(set, { given }), given, open: more.open ?? false };
  return [
    ...new Set(
      check(context, asked).findings.map(
        ({ rule, severity, object: { metadata } }) =>
          `${severity} ${rule} ${metadata.namespace ?? ''}/${metadata.name}`,
      ),
    ),
  ].toSorted();
}

/** The set with the rules of the policies of a namespace that something holds for taken away. */
function without(
  direction: 'ingress' | 'egress',
  namespace: string,
  goes: (rule: unknown, policy: Manifest) => boolean,
): readonly Manifest[] {
  return objects.map((object) => {
    if (object.kind !== 'NetworkPolicy' || object.metadata.namespace !== namespace) return object;
    const kept = items(dig(object, 'spec', direction)).filter((rule) => !goes(rule, object));
    return { ...object, spec: { ...(object.spec ?? {}), [direction]: kept } };
  });
}

const opens = (rule: unknown, port: number) =>
  items(dig(rule, 'ports')).some((each) => dig(each, 'port') === port);

test('nothing is said of the policies that are generated', () => {
  expect(objects.filter(({ kind }) => kind === 'NetworkPolicy').length).toBeGreaterThan(8);
  expect(said(objects)).toEqual([]);
});

test('a rule that is missing on the way in, or on the way out, is a call that is shut out', () => {
  const jazz = (_rule: unknown, { metadata }: Manifest) => metadata.name === 'jazz';
  const shut = without('ingress', 'prod', (rule, policy) => jazz(rule, policy) && opens(rule, 9080));
  expect(said(shut)).toEqual(['warning kong-mesh/blocked-call prod/jazz']);
  expect(said(without('egress', 'kong', (rule) => opens(rule, 9080)))).toContainEqual(
    expect.stringMatching(/^warning kong-mesh\/blocked-call kong\//),
  );
});

test('a pod of the mesh that may not ask for names is told of', () => {
  const found = said(without('egress', 'prod', (rule) => opens(rule, 53)));
  expect(found).not.toEqual([]);
  expect(found.every((line) => line.startsWith('warning kong-mesh/closed-proxy prod/'))).toBe(true);
});

test('where other policies may open what these shut, nothing is accused', () => {
  const shut = without('ingress', 'prod', (rule) => opens(rule, 9080));
  expect(said(shut)).not.toEqual([]);
  expect(said(shut, { given: ['NetworkPolicy prod/more'] })).toEqual([]);
  expect(said(shut, { given: ['Pods prod'] })).toEqual([]);
  const cilium: Manifest = {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'more', namespace: 'prod' },
  };
  expect(said([...shut, cilium])).toEqual([]);
  expect(said(shut, { open: true }).every((line) => line.startsWith('notice '))).toBe(true);
});
