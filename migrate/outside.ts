import { dig, strings } from '../references/fields';
import { matches, readSelector } from '../references/labels';
import type { Context } from './context';
import { exposureOf } from './exposure';
import type { Node } from './nodes';
import { keyOf, namespaceOf, serviceView } from './world';

const injector = 'appmesh.k8s.aws/sidecarInjectorWebhook';

/**
 * Callers without a sidecar reach a Service whose pods are virtual nodes, whatever its name, as long as their listeners take
 * plain text; after the last step those pods take the mesh's TLS alone.
 */
export function tellOutside(context: Context): void {
  const locked = new Map<string, Node[]>();
  for (const node of context.nodes.values())
    if (isLocked(context, node)) locked.set(node.namespace, [...(locked.get(node.namespace) ?? []), node]);
  const told = new Set(
    context.requests.flatMap(({ outside, host, port }) => (outside === true ? [`${host}:${port}`] : [])),
  );
  for (const document of context.world.all('Service')) {
    const namespace = namespaceOf(document.manifest);
    const { name } = document.manifest.metadata;
    const { selector, ports } = serviceView(document);
    const led =
      Object.keys(selector).length > 0 &&
      (locked.get(namespace) ?? []).some(({ workloads }) =>
        workloads.some(({ labels }) => matches({ matchLabels: selector, matchExpressions: [] }, labels)),
      );
    if (!led) continue;
    const host = `${name}.${namespace}.svc.cluster.local`;
    for (const { port } of ports)
      if (!told.has(`${host}:${port}`))
        context.requests.push({
          outside: true,
          service: keyOf(namespace, name),
          host,
          port,
          match: {},
          before: 'answered',
          after: 'refused',
          reason:
            'callers without a sidecar show no certificate, and after the last step the pods take no call without one',
        });
  }
}

/** Whether pods take plain text today, and none after the last step. */
function isLocked(context: Context, node: Node): boolean {
  return (
    exposureOf(context, node) === undefined &&
    node.listeners.some(({ value }) => dig(value, 'tls', 'mode') === undefined)
  );
}

/** Pods that App Mesh's injector refuses, for they match no virtual node or several, run without a mesh from now on. */
export function tellRefusedPods({ world, requests }: Context): void {
  const members = ['VirtualNode', 'VirtualGateway'].flatMap((kind) =>
    world.all(`appmesh/${kind}`).map(({ manifest }) => ({
      namespace: namespaceOf(manifest),
      selector: readSelector(dig(manifest, 'spec', 'podSelector')),
    })),
  );
  for (const { namespace, name, labels, annotations } of world.workloads) {
    const place = strings(dig(world.namespace(namespace)?.manifest, 'metadata', 'labels'));
    if ((annotations[injector] ?? place[injector]) !== 'enabled') continue;
    const own = members.filter(
      (each) => each.namespace === namespace && each.selector !== undefined && matches(each.selector, labels),
    );
    if (own.length === 1) continue;
    requests.push({
      caller: [keyOf(namespace, name)],
      service: own.length === 0 ? 'selected by no virtual node' : 'selected by several virtual nodes',
      host: '*',
      match: {},
      before: 'nobody: App Mesh’s injector refuses the pods',
      after: own.length === 0 ? 'what pods without a mesh reach' : 'as the routes say',
      reason:
        'pods of a namespace with sidecars have to match one virtual node; Kong Mesh asks no such thing',
    });
  }
}
