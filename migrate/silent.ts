import { serviceOfNode } from './backends';
import type { Calls } from './calls';
import type { Context } from './context';
import { keyOf, serviceView } from './world';

/** A Service without the port that App Mesh calls answers nobody today; with the port that it gets it does. */
export function tellSilent(context: Context, { services, converted }: Calls): void {
  const silent = new Set(context.services.silentPorts());
  if (silent.size === 0) return;
  for (const service of services.values()) {
    const ports = [...(converted.get(service.key)?.reached ?? [])].flatMap((node) => {
      const own = serviceOfNode(context, node);
      if (own === undefined) return [];
      const name = keyOf(own.namespace, own.name);
      return node.listeners.map(({ port }) => `${name}:${port}`).filter((each) => silent.has(each));
    });
    if (ports.length === 0) continue;
    context.requests.push({
      service: service.key,
      host: service.host,
      match: {},
      before: `nobody, as far as it leads to ${ports.join(', ')}, which is no port of the Service`,
      after: 'the pods behind it',
      reason: 'the port is added to the Service: Kuma has no endpoints for a port that it lacks',
    });
  }
}

/** A virtual node whose Service selects no pods answers nobody today; with the selector that it gets it does. */
export function tellEmpty(context: Context, { services, converted }: Calls): void {
  const { world, requests } = context;
  const empty = [...context.nodes.values()].filter((node) => {
    const own = serviceOfNode(context, node);
    if (own === undefined || node.discovery.kind !== 'service') return false;
    const document = world.find('Service', own.namespace, own.name);
    return document === undefined
      ? context.services.isMade(own.namespace, own.name)
      : Object.keys(serviceView(document).selector).length === 0;
  });
  for (const service of services.values()) {
    const led = empty.filter((node) => converted.get(service.key)?.reached.has(node));
    if (led.length === 0) continue;
    requests.push({
      service: service.key,
      host: service.host,
      match: {},
      before: `nobody, as far as it leads to ${led.map(({ key }) => key).join(', ')}, whose Service selects no pods, or is not there`,
      after: 'their pods',
      reason:
        'the Service is made, or gets the selector of the virtual node: Kuma finds pods by Services alone',
    });
  }
}
