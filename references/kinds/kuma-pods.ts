import { text } from '../fields';
import { idOf, objectId } from '../identity';
import type { PodRule, ReferenceContext } from '../kind-rule';
import type { PodTemplate } from '../provision';
import { type ReferenceDraft, refer, toObject } from '../reference';
import { kumaGroup, meshOf } from './kuma';

const label = 'kuma.io/sidecar-injection';
const injection = 'kumahq/kuma pkg/plugins/runtime/k8s/webhooks/injector';
const on = new Set(['enabled', 'true']);

/** Whether Kuma's injector adds a proxy to these pods: the pod's own label wins over the namespace's. */
export function isInKongMesh(
  pod: Pick<PodTemplate, 'namespace' | 'labels'>,
  context: Pick<ReferenceContext, 'namespaceLabels'>,
): boolean {
  const namespace = text(context.namespaceLabels(pod.namespace)[label]);
  // The injector's webhook looks only at namespaces that carry the label at all (Kuma 2.11 and later).
  return namespace !== undefined && on.has(pod.labels[label] ?? namespace);
}

/** What an injected pod needs before it is created. */
export const kumaPods: PodRule = (pod, context) => {
  if (!isInKongMesh(pod, context)) return [];
  const mesh =
    pod.labels['kuma.io/mesh'] ?? text(context.namespaceLabels(pod.namespace)['kuma.io/mesh']) ?? 'default';
  const extra = { source: injection };
  return [
    refer(
      pod.path,
      { type: 'webhook', webhook: 'kuma-injector' },
      'before',
      'pods created before the injector never get a proxy',
      extra,
    ),
    refer(
      pod.path,
      toObject(objectId('', 'Namespace', undefined, pod.namespace)),
      'before',
      'the injector reads the namespace’s labels',
      extra,
    ),
    refer(
      pod.path,
      toObject(objectId(kumaGroup, 'Mesh', undefined, mesh)),
      'before',
      'the injector refuses a pod whose Mesh does not exist',
      { source: `${injection}/precheck.go` },
    ),
    ...policiesOf(pod, mesh, context),
  ];
};

/** With an identity everything is denied unless allowed, and egress is closed: the policies come before the pods. */
const reasons = Object.entries({
  MeshIdentity: 'a proxy that starts before its identity is Ready speaks plain text, without permissions',
  MeshTrafficPermission: 'calls to the pod are denied until it is there',
  MeshPassthrough: 'calls out of the mesh are closed until it is there',
});

function policiesOf(pod: PodTemplate, mesh: string, context: ReferenceContext): readonly ReferenceDraft[] {
  return reasons.flatMap(([kind, reason]) =>
    context
      .selecting(kumaGroup, kind, pod.namespace, pod.labels)
      .filter((policy) => meshOf(policy) === mesh)
      // Proxies take such a policy later, too: until then they are more open, or more closed, than they should be.
      .map((policy) => refer(pod.path, toObject(idOf(policy)), 'before', reason, { yields: true })),
  );
}
