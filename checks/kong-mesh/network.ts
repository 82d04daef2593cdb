import { dig, items } from '../../references/fields';
import { isInKongMesh } from '../../references/kinds/kuma-pods';
import type { Manifest } from '../../references/manifest';
import {
  type Connection,
  type NetworkFacts,
  type NetworkPod,
  passes,
  policiesOf,
} from '../../references/network-policy';
import type { PodTemplate } from '../../references/provision';
import type { ReferenceIndex } from '../../references/reference-index';
import type { Draft } from '../finding';
import { perIndex } from '../per-index';
import { podsOf } from '../pods';
import type { CheckContext } from '../rule';

const networking = 'networking.k8s.io';

/** Whether the set has policies of another kind, such as Cilium's or an administrator's, which let through what these do not. */
const hasOthers = perIndex((index) =>
  index.objects.some(
    ({ apiVersion, kind }) => /Network(?:Policy|Set)$/.test(kind) && !apiVersion.startsWith(`${networking}/`),
  ),
);

/**
 * The NetworkPolicies of a namespace, where they are sure to be all of them; undefined otherwise. Policies add up, so that one from
 * elsewhere opens what those of the set shut. What is said of a set that may be a part has to say so: {@link otherPolicies}.
 */
export function allPolicies(
  { index, given }: CheckContext,
  namespace: string,
): readonly Manifest[] | undefined {
  if (hasOthers(index)) return undefined;
  if (given.some((entry) => /^\w*NetworkPolicy /.test(entry))) return undefined;
  return index.ofKind(networking, 'NetworkPolicy').filter(({ metadata }) => metadata.namespace === namespace);
}

/** What is known of the cluster: a pod's address may be in any range. */
export function networkFacts(index: ReferenceIndex): NetworkFacts {
  return {
    podsInRanges: true,
    namespaceLabels: (namespace) => index.namespaceLabels(namespace),
  };
}

/** Whether a pod has its node's address, of which policies of pods say nothing. */
export function isOnHost({ by, path }: PodTemplate): boolean {
  return dig(by, ...path.split('/').slice(1), 'spec', 'hostNetwork') === true;
}

/** The ports at which a pod may be called: those that its containers declare, and those that Services lead to. */
export function calledPorts(index: ReferenceIndex, pod: PodTemplate): readonly number[] {
  const declared = pod.containers.flatMap(({ ports }) => ports.map(({ containerPort }) => containerPort));
  const targets = index
    .referrers(pod.by)
    .filter(({ from, target }) => from.kind === 'Service' && target.type === 'pods')
    .flatMap(({ from }) => items(dig(from, 'spec', 'ports')))
    .map((port) => dig(port, 'targetPort') ?? dig(port, 'port'));
  return [...new Set([...declared, ...targets.filter((port) => typeof port === 'number')])];
}

/** That a set of policies is not all that a namespace has, where the set may be a part of what the cluster gets. */
export function otherPolicies(namespace: string): Pick<Draft, 'absent'> {
  return { absent: { id: { group: networking, kind: 'NetworkPolicy', namespace }, kin: false } };
}

/**
 * The policy by which a port of pods is shut to everybody: no policy of their namespace opens it, for whichever pods and callers, by its
 * number or by any name. Undefined where one does, or where nothing shuts the pods at all.
 */
export function shutBy(context: CheckContext, pod: NetworkPod, port: number): Manifest | undefined {
  const policies = allPolicies(context, pod.namespace) ?? [];
  const [policy] = policiesOf(policies, { direction: 'Ingress', of: pod });
  return policies.some((each) => opens(each, port)) ? undefined : policy;
}

/** The pods of the mesh that may call nobody at any of some ports, and for each a policy that shuts it in. */
export function* shutIn(
  context: CheckContext,
  ports: readonly Pick<Connection, 'port' | 'protocol'>[],
): Generator<{ readonly pod: PodTemplate; readonly policy: Manifest; readonly path: string }> {
  const { index } = context;
  const facts = networkFacts(index);
  for (const pod of podsOf(index)) {
    const policies = allPolicies(context, pod.namespace) ?? [];
    if (policies.length === 0 || !isInKongMesh(pod, index) || isOnHost(pod)) continue;
    const [policy] = policiesOf(policies, { direction: 'Egress', of: pod });
    const leaves = (at: Pick<Connection, 'port' | 'protocol'>) =>
      passes(policies, { direction: 'Egress', of: pod, other: undefined, ...at }, facts);
    if (policy === undefined || ports.some(leaves)) continue;
    const path = items(dig(policy, 'spec', 'egress')).length === 0 ? '/spec' : '/spec/egress';
    yield { pod, policy, path };
  }
}

function opens({ spec }: Manifest, port: number): boolean {
  return items(dig(spec, 'ingress')).some((rule) => {
    const ports = items(dig(rule, 'ports'));
    return (
      ports.length === 0 ||
      ports.some((entry) => {
        const [first, last] = [dig(entry, 'port'), dig(entry, 'endPort')];
        if (typeof first !== 'number') return true;
        return first <= port && port <= (typeof last === 'number' ? last : first);
      })
    );
  });
}
