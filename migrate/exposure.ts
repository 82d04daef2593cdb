import { dig, items, text } from '../references/fields';
import type { Context } from './context';
import type { InputDocument } from './document';
import type { Node } from './nodes';
import { keyOf, namespaceOf, serviceView, type World } from './world';

/** What calls pods from outside the mesh, and the field that says so. */
export interface Exposure {
  readonly by: string;
  readonly document: InputDocument;
  /** JSON pointer. */
  readonly field: string;
}

/** A Service that something outside the mesh calls. */
interface Exposed extends Exposure {
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;
}

const known = new WeakMap<World, readonly Exposed[]>();

/** What calls the pods of a virtual node from outside the mesh, as far as the input shows it: a load balancer, or an Ingress. */
export function exposureOf({ world }: Pick<Context, 'world'>, node: Node): Exposure | undefined {
  const exposed = known.get(world) ?? exposedIn(world);
  known.set(world, exposed);
  return exposed.find(
    ({ namespace, selector }) =>
      namespace === node.namespace &&
      node.workloads.some(({ labels }) =>
        Object.entries(selector).every(([key, value]) => labels[key] === value),
      ),
  );
}

function exposedIn(world: World): readonly Exposed[] {
  return world.all('Service').flatMap((document): readonly Exposed[] => {
    const { manifest } = document;
    const namespace = namespaceOf(manifest);
    const { name } = manifest.metadata;
    const { selector, type } = serviceView(document);
    if (Object.keys(selector).length === 0) return [];
    if (type === 'LoadBalancer' || type === 'NodePort') {
      const by = `the load balancer of Service ${keyOf(namespace, name)}`;
      return [{ by, document, field: '/spec/type', namespace, selector }];
    }
    const beside = (kind: string, names: (object: InputDocument) => boolean) =>
      world.all(kind).find((each) => namespaceOf(each.manifest) === namespace && names(each));
    const ingress = beside('networking.k8s.io/Ingress', (each) => backends(each.manifest.spec).has(name));
    const binding = beside(
      'elbv2.k8s.aws/TargetGroupBinding',
      (each) => dig(each.manifest, 'spec', 'serviceRef', 'name') === name,
    );
    const by = ingress ?? binding;
    if (by === undefined) return [];
    return [
      {
        by: `${by.manifest.kind} ${keyOf(namespace, by.manifest.metadata.name)}`,
        document: by,
        field: by === ingress ? '/spec/rules' : '/spec/serviceRef/name',
        namespace,
        selector,
      },
    ];
  });
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
