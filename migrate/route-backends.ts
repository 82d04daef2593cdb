import { type BackendRef, backendOf, nobody, nodeOfTarget } from './backends';
import type { Context } from './context';
import type { Node } from './nodes';
import type { AppMeshRoute, RouteTarget } from './read-route';
import { missing, type ServedPort, type VirtualService } from './virtual-service';
import { keyOf } from './world';

/**
 * Where the requests of a route go, by their shares.
 *
 * @param reached gets the virtual nodes that have a share
 */
export function backendsOf(
  context: Context,
  route: AppMeshRoute,
  service: VirtualService,
  served: ServedPort,
  reached: Set<Node>,
): readonly BackendRef[] {
  const { namespace } = service.service;
  const refs = route.targets.flatMap((target) => {
    const node = nodeOfTarget(context, target);
    if (node === undefined) {
      enterMissing(context, route, target);
      return [];
    }
    const ref = backendOf(context, node, target, namespace);
    // An application file lets callers of a service call each of its versions, whatever its share is.
    const counts = target.weight > 0 || context.settings.application;
    if (ref !== undefined && counts) reached.add(node);
    if (ref === undefined)
      context.account.lost(
        route.document,
        `${target.at}/virtualNodeRef`,
        `VirtualNode ${node.key} has no listener and no service discovery: nothing can be sent there`,
        'aws-app-mesh-controller-for-k8s webhooks/appmesh/virtualnode_validator.go',
      );
    return ref === undefined ? [] : [ref];
  });
  // Kuma drops a rule whose shares are all nought, and tries the next one.
  return refs.some(({ weight }) => weight > 0) ? refs : [nobody(context, namespace, served.port)];
}

function enterMissing(context: Context, { document }: AppMeshRoute, target: RouteTarget): void {
  if (target.reference !== undefined) {
    const { namespace, name } = target.reference;
    missing(context, document, `${target.at}/virtualNodeRef`, 'VirtualNode', keyOf(namespace, name));
    return;
  }
  context.account.lost(
    document,
    `${target.at}/virtualNodeARN`,
    'a virtual node by its ARN, of another account or made by hand: its pods are in none of these files',
    'aws-app-mesh-controller-for-k8s apis/appmesh/v1beta2/virtualrouter_types.go',
  );
}
