import type { Construct } from 'constructs';
import type { ExternalService, ServiceAddress } from '../../../config/graph/service-graph';
import {
  VirtualNode,
  VirtualNodeSpecServiceDiscoveryDnsResponseType,
  VirtualService,
} from '../../../imports/appmesh.k8s.aws';
import { portMapping } from './listener';

/**
 * A host outside the mesh: a virtual node without pods, which is found by DNS, behind a virtual service of the host's
 * name. Who names the virtual service as a backend may call it, and nobody else may where the mesh drops other egress.
 *
 * @returns the virtual service, as a backend
 */
export function addExternalService(
  scope: Construct,
  namespace: string,
  { name, host, port, protocol }: ExternalService,
): ServiceAddress {
  const node = new VirtualNode(scope, `virtual-node-${name}`, {
    metadata: { name, namespace },
    spec: {
      listeners: [{ portMapping: portMapping(port, protocol) }],
      serviceDiscovery: {
        // The addresses of somebody else's host change at any time; each new connection takes the newest one.
        dns: { hostname: host, responseType: VirtualNodeSpecServiceDiscoveryDnsResponseType.LOADBALANCER },
      },
    },
  });
  const service = new VirtualService(scope, `virtual-service-${name}`, {
    metadata: { name, namespace },
    spec: { awsName: host, provider: { virtualNode: { virtualNodeRef: { name: node.name } } } },
  });
  return { namespace, name: service.name };
}
