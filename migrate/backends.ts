import { systemNamespace } from '../charts/mesh/kong-mesh/names';
import { type Context, nobodyName } from './context';
import { externalName } from './external';
import { listenerOf, type Node } from './nodes';
import type { RouteTarget } from './read-route';
import { keyOf } from './world';

/** Where a share of the requests goes. */
export interface BackendRef {
  readonly kind: 'MeshService' | 'MeshExternalService';
  readonly name: string;
  readonly namespace?: string;
  readonly port: number;
  readonly weight: number;
}

/** The Service that leads to the pods of a virtual node and to no others that App Mesh would not lead to. */
export function serviceOfNode(
  context: Context,
  node: Node,
): { readonly namespace: string; readonly name: string } | undefined {
  const { discovery } = node;
  if (discovery.kind === 'service') return discovery;
  if (discovery.kind !== 'missing') return undefined;
  const name = madeName(context, node);
  context.services.make(node.namespace, name, node.labels ?? { ...node.workloads[0]?.labels });
  for (const { port, protocol } of node.listeners)
    context.services.port(node.namespace, name, port, protocol);
  return { namespace: node.namespace, name };
}

/** The name of the Service that is made for a virtual node: the node's, or another where that is taken. */
function madeName({ world }: Context, node: Node): string {
  return world.find('Service', node.namespace, node.name) === undefined ? node.name : `${node.name}-mesh`;
}

/** The backend that all requests of a rule go to, which is nobody. */
export function nobody(context: Context, namespace: string, port: number): BackendRef {
  context.nobody.add(namespace);
  context.services.make(namespace, nobodyName, { 'meshwright.dev/no-route': 'none' });
  context.services.port(namespace, nobodyName, port, 'http');
  return { kind: 'MeshService', name: nobodyName, port, weight: 1 };
}

/** A virtual node as a backend of a route in a namespace. */
export function backendOf(
  context: Context,
  node: Node,
  { port: asked, weight }: Pick<RouteTarget, 'port' | 'weight'>,
  namespace: string,
): BackendRef | undefined {
  const listener = listenerOf(node, asked);
  const port = asked ?? listener?.port;
  if (port === undefined) return undefined;
  if (node.discovery.kind === 'external')
    return {
      kind: 'MeshExternalService',
      name: externalName(context, node, port),
      namespace: systemNamespace,
      port,
      weight,
    };
  const service = serviceOfNode(context, node);
  if (service === undefined) return undefined;
  context.services.port(service.namespace, service.name, port, listener?.protocol ?? 'tcp');
  return {
    kind: 'MeshService',
    name: service.name,
    ...(service.namespace === namespace ? {} : { namespace: service.namespace }),
    port,
    weight,
  };
}

/** The virtual node that a target names, by reference or by the ARN of one that is here. */
export function nodeOfTarget({ nodes }: Context, { reference, arn }: RouteTarget): Node | undefined {
  if (reference !== undefined) return nodes.get(keyOf(reference.namespace, reference.name));
  const awsName = /:mesh\/[^/]+\/virtualNode\/(.+)$/.exec(arn ?? '')?.[1];
  return awsName === undefined ? undefined : [...nodes.values()].find((node) => awsNameOf(node) === awsName);
}

/** The name of a virtual node in AWS: `<name>_<namespace>` where none is set. */
function awsNameOf({ document, name, namespace }: Node): string {
  const spec: unknown = document.manifest.spec;
  const given: unknown = typeof spec === 'object' && spec !== null ? Reflect.get(spec, 'awsName') : undefined;
  return typeof given === 'string' ? given : `${name}_${namespace}`;
}
