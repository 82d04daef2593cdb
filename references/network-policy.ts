import { dig, items, text } from './fields';
import { type Labels, matches, readSelector } from './labels';
import type { Manifest } from './manifest';
import type { PodContainer } from './provision';

/** A pod as a NetworkPolicy sees it. */
export interface NetworkPod {
  readonly namespace: string;
  readonly labels: Labels;
  readonly containers: readonly Pick<PodContainer, 'ports'>[];
}

/** A connection that policies are asked of. `to` is undefined where it is not known who is at the other end: then anybody may be. */
export interface Connection {
  readonly direction: 'Ingress' | 'Egress';
  /** The pod whose policies are asked. */
  readonly of: NetworkPod;
  readonly other: NetworkPod | undefined;
  readonly port: number;
  readonly protocol?: 'TCP' | 'UDP';
}

/** What is known of the cluster beside the policies. */
export interface NetworkFacts {
  readonly namespaceLabels: (namespace: string) => Labels;
  /** Whether a pod may have an address of any range. @default false: a range is of hosts outside the cluster */
  readonly podsInRanges?: boolean;
}

/** The policies that hold for a pod in a direction. Without any, everything passes. */
export function policiesOf(
  policies: readonly Manifest[],
  { direction, of }: Pick<Connection, 'direction' | 'of'>,
): readonly Manifest[] {
  return policies.filter(({ metadata, spec }) => {
    const selector = readSelector(dig(spec, 'podSelector') ?? {});
    return (
      (metadata.namespace ?? 'default') === of.namespace &&
      typesOf(spec).includes(direction) &&
      selector !== undefined &&
      matches(selector, of.labels)
    );
  });
}

/** The directions that a policy is for; where it does not say them, the way out only with a rule for it. */
function typesOf(spec: unknown): readonly unknown[] {
  const said = items(dig(spec, 'policyTypes'));
  if (said.length > 0) return said;
  return items(dig(spec, 'egress')).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

/**
 * Whether the policies of a set let a connection through in one direction: one rule of one policy is enough. Source: Kubernetes'
 * API reference, NetworkPolicy v1.
 */
export function passes(policies: readonly Manifest[], connection: Connection, facts: NetworkFacts): boolean {
  const own = policiesOf(policies, connection);
  if (own.length === 0) return true;
  const { direction, of, other } = connection;
  const [list, peers] =
    direction === 'Ingress' ? (['ingress', 'from'] as const) : (['egress', 'to'] as const);
  return own
    .flatMap(({ spec }) => items(dig(spec, list)))
    .some((rule) => {
      const [named, ports] = [items(dig(rule, peers)), items(dig(rule, 'ports'))];
      return (
        (named.length === 0 ||
          other === undefined ||
          named.some((peer) => isPeer(peer, of.namespace, other, facts))) &&
        (ports.length === 0 || ports.some((each) => isPort(each, connection)))
      );
    });
}

function isPeer(peer: unknown, own: string, { namespace, labels }: NetworkPod, facts: NetworkFacts): boolean {
  if (dig(peer, 'ipBlock') !== undefined) return facts.podsInRanges === true;
  const byNamespace = readSelector(dig(peer, 'namespaceSelector'));
  const byLabels = readSelector(dig(peer, 'podSelector'));
  // The API server writes the name of a namespace among its labels.
  const labelsThere = { ...facts.namespaceLabels(namespace), 'kubernetes.io/metadata.name': namespace };
  const there = byNamespace === undefined ? namespace === own : matches(byNamespace, labelsThere);
  return there && (byLabels === undefined || matches(byLabels, labels));
}

function isPort(entry: unknown, { direction, of, other, port, protocol = 'TCP' }: Connection): boolean {
  if ((text(dig(entry, 'protocol')) ?? 'TCP') !== protocol) return false;
  const from = dig(entry, 'port');
  if (from === undefined) return true;
  if (typeof from === 'string') {
    const called = direction === 'Ingress' ? of : other;
    // Nobody knows here what is called so at an unknown end.
    return called === undefined || namedPorts(called, from).includes(port);
  }
  const last = dig(entry, 'endPort');
  return (
    typeof from === 'number' && (typeof last === 'number' ? from <= port && port <= last : from === port)
  );
}

function namedPorts({ containers }: NetworkPod, name: string): readonly number[] {
  return containers
    .flatMap(({ ports }) => ports)
    .filter((each) => each.name === name)
    .map(({ containerPort }) => containerPort);
}
