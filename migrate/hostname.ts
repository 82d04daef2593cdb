import { systemNamespace } from '../charts/mesh/kong-mesh/names';
import { addPolicy, type Context } from './context';

/**
 * A name of a service for callers that keep it, which is no Service's: Kuma answers it with an address of its own, in the
 * pods of the mesh (kuma pkg/core/resources/apis/hostnamegenerator).
 */
export function addHostname(
  context: Context,
  service: { readonly namespace: string; readonly name: string },
  host: string,
): void {
  addPolicy(
    context,
    '30-routes',
    'HostnameGenerator',
    systemNamespace,
    `${service.name}-${service.namespace}`,
    {
      selector: {
        meshService: {
          matchLabels: {
            'kuma.io/display-name': service.name,
            'k8s.kuma.io/namespace': service.namespace,
          },
        },
      },
      template: host.toLowerCase(),
    },
    { 'kuma.io/origin': 'zone' },
  );
}
