import { clusterObjects } from '../../charts/cluster';
import { check } from '../../checks/check';
import { rules } from '../../checks/rules';
import { dig, items } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import { buildIndex } from '../../references/reference-index';
import { referenceConfig } from '../charts/objects';
import { withObservability } from '../charts/observability/clusters';

const asked = rules.filter(({ id }) =>
  ['general/closed-webhook', 'kong-mesh/closed-control-plane', 'kong-mesh/closed-traces'].includes(id),
);

/** A gateway that Kong Operator makes, and configures itself. */
const byOperator = (text: string) =>
  text.replace(
    /gateway:\n( .*\n)+/,
    'gateway:\n  mode: kong-operator\n  version: "3.14"\n  license: {secret: kong/license}\n',
  );

/** What a cluster is made of, with its policies; `operator` is one with Kong Operator. */
function clusterOf(name: string, change: (text: string) => string = (text) => text) {
  const config = referenceConfig(
    name === 'operator' ? 'us-west-2-kong-mesh' : name,
    (text) =>
      `${change(name === 'operator' ? byOperator(text) : text).replace(/^production:\n( .*\n)*/m, '')}production: {networkPolicies: true}\n`,
  );
  return { given: config.given, objects: clusterObjects(config).objects.map(({ manifest }) => manifest) };
}

/** What the rules say: each rule, the policy or plugin that it names, and its message. */
function said(objects: readonly Manifest[], given: readonly string[], open = false): readonly string[] {
  return check({ index: buildIndex(objects, { given }), given, open }, asked).findings.map(
    ({ rule, severity, object: { metadata }, message }) =>
      `${severity} ${rule} ${metadata.namespace ?? ''}/${metadata.name}: ${message}`,
  );
}

/** The objects with the rules of a direction taken away that open a port. */
function without(
  objects: readonly Manifest[],
  direction: 'ingress' | 'egress',
  port: number,
): readonly Manifest[] {
  return objects.map((object) => {
    if (object.kind !== 'NetworkPolicy') return object;
    const rulesOf = items(dig(object, 'spec', direction));
    const kept = rulesOf.filter(
      (rule) => !items(dig(rule, 'ports')).some((each) => dig(each, 'port') === port),
    );
    return kept.length === rulesOf.length
      ? object
      : { ...object, spec: { ...(object.spec ?? {}), [direction]: kept } };
  });
}

test.each(['us-west-2-kong-mesh', 'us-west-2-app-mesh', 'operator', 'eu-west-1-kong-mesh'])(
  'nothing is said of the policies that are generated for %s',
  (name) => {
    const { objects, given } = clusterOf(name);
    expect(objects.filter(({ kind }) => kind === 'NetworkPolicy').length).toBeGreaterThan(5);
    expect(said(objects, given)).toEqual([]);
  },
);

test.each([
  ['us-west-2-kong-mesh', 5443, "the webhook of the mesh's control plane at port 5443"],
  ['us-west-2-kong-mesh', 8080, "the webhook of Kong's controller at port 8080"],
  ['us-west-2-kong-mesh', 10_250, 'the webhook of External Secrets at port 10250'],
  ['operator', 5443, 'the webhook of Kong Operator at port 5443'],
  ['operator', 10_250, 'the webhook of cert-manager at port 10250'],
  ['us-west-2-app-mesh', 9443, "the webhook of App Mesh's controller at port 9443"],
])('on %s a webhook whose port %s is shut is told of', (name, port, webhook) => {
  const { objects, given } = clusterOf(name);
  const found = said(without(objects, 'ingress', port), given);
  expect(found).toContainEqual(expect.stringMatching(/^warning general\/closed-webhook /));
  expect(found.filter((each) => each.includes(`nobody may call ${webhook}`))).toHaveLength(1);
  // Of a set that may be a part another policy may be there, and of one in which a policy opens the port it is.
  expect(
    said(without(objects, 'ingress', port), given, true).filter((each) => each.startsWith('warning')),
  ).toEqual([]);
  const opened = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    spec: {
      podSelector: { matchLabels: { 'helm.sh/chart': 'any' } },
      ingress: [{ ports: [{ port: port - 3, endPort: port + 3 }] }],
    },
  };
  const everywhere = objects
    .filter(({ kind }) => kind === 'Namespace')
    .map(({ metadata }) => ({ ...opened, metadata: { name: 'opened', namespace: metadata.name } }));
  expect(said([...without(objects, 'ingress', port), ...everywhere], given)).toEqual([]);
});

test('nothing is said of a control plane that has its node’s address, of which policies of pods say nothing', () => {
  const { objects, given } = clusterOf('us-west-2-kong-mesh', (text) =>
    text.replace(
      /^given:/m,
      'helm: {kong-mesh: {values: {kuma: {controlPlane: {hostNetwork: true}}}}}\ngiven:',
    ),
  );
  const shut = without(without(objects, 'ingress', 5678), 'ingress', 5443);
  expect(said(shut, given)).toEqual([]);
});

test('a webhook of somebody else is known by its configuration, Service and pods', () => {
  const set = (port: number): readonly Manifest[] => [
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'judge' },
      webhooks: [{ name: 'a.b.c', clientConfig: { service: { name: 'judge', namespace: 'a' } } }],
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'judge', namespace: 'a' },
      spec: { selector: { app: 'judge' }, ports: [{ port: 443, targetPort: 'https' }] },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'judge', namespace: 'a', labels: { app: 'judge' } },
      spec: {
        containers: [{ name: 'judge', image: 'a:1', ports: [{ name: 'https', containerPort: 9443 }] }],
      },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'judge', namespace: 'a' },
      spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ ports: [{ port }] }] },
    },
  ];
  expect(said(set(443), [])).toEqual([
    'warning general/closed-webhook a/judge: nobody may call the webhook of judge at port 9443 of its pods',
  ]);
  expect(said(set(9443), [])).toEqual([]);
});

test('a control plane that its proxies may not call is told of, on either side', () => {
  const { objects, given } = clusterOf('us-west-2-kong-mesh');
  const start = 'warning kong-mesh/closed-control-plane';
  const inward = said(without(objects, 'ingress', 5678), given);
  expect(inward).toContainEqual(
    expect.stringMatching(new RegExp(`^${start} kong-mesh-system/.*no proxy may call`)),
  );
  const outward = said(without(objects, 'egress', 5678), given);
  for (const namespace of ['kong', 'prod'])
    expect(outward).toContainEqual(expect.stringMatching(new RegExp(`^${start} ${namespace}/`)));
});

test('traces of a gateway that Kong Operator makes need a way out, too', () => {
  const { objects, given } = clusterOf('operator', (text) =>
    withObservability(text, '\n  collectors: {adot: {host: adot.example.com}}\n  traces: {}\n'),
  );
  expect(objects.filter(({ kind }) => kind === 'KongClusterPlugin')).not.toEqual([]);
  expect(said(objects, given)).toEqual([]);
  const closed = objects.filter(({ kind }) => kind !== 'MeshPassthrough');
  expect(said(closed, given)).toEqual([
    expect.stringMatching(/^warning kong-mesh\/closed-traces \/opentelemetry: .*adot\.example\.com/),
  ]);
});
