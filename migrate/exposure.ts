import { dig, items, text } from '../references/fields';
import type { Context } from './context';
import type { InputDocument } from './document';
import type { Node } from './nodes';
import { keyOf, namespaceOf, serviceView } from './world';

/** What calls pods from outside the mesh, and the field that says so. */
export interface Exposure {
  readonly by: string;
  readonly document: InputDocument;
  /** JSON pointer. */
  readonly field: string;
}

/** What calls the pods of a virtual node from outside the mesh, as far as the input shows it: a load balancer, or an Ingress. */
export function exposureOf({ world }: Context, node: Node): Exposure | undefined {
  for (const document of world.all('Service')) {
    const { manifest } = document;
    if (namespaceOf(manifest) !== node.namespace) continue;
    const { selector, type } = serviceView(document);
    const selects =
      Object.keys(selector).length > 0 &&
      node.workloads.some(({ labels }) =>
        Object.entries(selector).every(([key, value]) => labels[key] === value),
      );
    if (!selects) continue;
    const name = keyOf(node.namespace, manifest.metadata.name);
    if (type === 'LoadBalancer' || type === 'NodePort')
      return { by: `the load balancer of Service ${name}`, document, field: '/spec/type' };
    const ingress = world
      .all('networking.k8s.io/Ingress')
      .find(
        ({ manifest: each }) =>
          namespaceOf(each) === node.namespace && backends(each.spec).has(manifest.metadata.name),
      );
    if (ingress !== undefined)
      return {
        by: `Ingress ${keyOf(node.namespace, ingress.manifest.metadata.name)}`,
        document: ingress,
        field: '/spec/rules',
      };
    const binding = world
      .all('elbv2.k8s.aws/TargetGroupBinding')
      .find(
        ({ manifest: each }) =>
          namespaceOf(each) === node.namespace &&
          dig(each, 'spec', 'serviceRef', 'name') === manifest.metadata.name,
      );
    if (binding !== undefined)
      return {
        by: `TargetGroupBinding ${keyOf(node.namespace, binding.manifest.metadata.name)}`,
        document: binding,
        field: '/spec/serviceRef/name',
      };
  }
  return undefined;
}

function backends(spec: unknown): ReadonlySet<string> {
  const names = [
    text(dig(spec, 'defaultBackend', 'service', 'name')),
    ...items(dig(spec, 'rules')).flatMap((rule) =>
      items(dig(rule, 'http', 'paths')).map((path) => text(dig(path, 'backend', 'service', 'name'))),
    ),
  ];
  return new Set(names.flatMap((name) => name ?? []));
}
