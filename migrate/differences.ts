import { serviceOfNode } from './backends';
import { add, type Calls, names } from './calls';
import type { Context } from './context';
import { tellEnforced, tellMutual, tellStrict } from './differences-tls';
import type { Node } from './nodes';
import { tellOutside, tellRefusedPods } from './outside';
import { tellEmpty, tellSilent } from './silent';
import { keyOf } from './world';

/** Tells what callers get on Kong Mesh that App Mesh's own side of a call refuses them, or leads elsewhere. */
export function tellCallers(context: Context, calls: Calls): void {
  if (context.closed) {
    tellOtherServices(context, calls);
    tellOwnServices(context, calls);
  } else {
    tellWithoutBackend(context, calls);
    tellStrict(context, calls);
  }
  tellEnforced(context, calls);
  tellMutual(context, calls);
  tellSilent(context, calls);
  tellEmpty(context, calls);
  tellRefusedPods(context);
  tellOutside(context);
}

function mayCall({ backends, converted }: Calls, node: Node): readonly Node[] {
  return [...backends]
    .filter(([, named]) => [...named.keys()].some((key) => converted.get(key)?.reached.has(node)))
    .map(([caller]) => caller);
}

const permission =
  'a permission is about the pods that are called, by whatever name: who may call them by one virtual service may call them by every name they have';

/** Who may call pods by one virtual service may call them by another that leads to them too. */
function tellOtherServices(context: Context, calls: Calls): void {
  for (const service of calls.services.values()) {
    if (service.provider.kind === 'outside') continue;
    const reached = calls.converted.get(service.key)?.reached ?? new Set<Node>();
    const callers = new Set(
      [...reached]
        .flatMap((node) => mayCall(calls, node))
        .filter((caller) => calls.backends.get(caller)?.has(service.key) !== true),
    );
    add(context, names(callers), {
      service: service.key,
      host: service.host,
      match: {},
      before: 'refused',
      after: 'as its routes say, where they lead to pods that the caller may call',
      reason: permission,
    });
  }
}

/** Nor does Kuma forbid the Service of a version itself. */
function tellOwnServices(context: Context, calls: Calls): void {
  const routed = new Set(
    [...calls.services.values()].map(({ service }) => keyOf(service.namespace, service.name)),
  );
  const byService = new Map<string, Set<Node>>();
  for (const node of context.nodes.values()) {
    const service = serviceOfNode(context, node);
    if (service === undefined) continue;
    const key = keyOf(service.namespace, service.name);
    if (routed.has(key)) continue;
    const callers = byService.get(key) ?? new Set<Node>();
    for (const caller of mayCall(calls, node)) callers.add(caller);
    byService.set(key, callers);
  }
  for (const [key, callers] of byService) {
    const [namespace, name] = key.split('/');
    add(context, names(callers), {
      service: key,
      host: `${name}.${namespace}.svc.cluster.local`,
      match: {},
      before: 'refused',
      after: `Service ${key}`,
      reason: permission,
    });
  }
}

/** Where everybody may leave the mesh, a caller without the backend goes past the routes. */
function tellWithoutBackend(context: Context, calls: Calls): void {
  for (const service of calls.services.values()) {
    if (service.provider.kind === 'outside') continue;
    const without = [...calls.backends].filter(([, named]) => !named.has(service.key)).map(([node]) => node);
    add(context, names(without), {
      service: service.key,
      host: service.host,
      match: {},
      before: `Service ${keyOf(service.service.namespace, service.service.name)}, past the routes`,
      after: 'as its routes say',
      reason:
        'Kuma’s routes are for every caller of the mesh; App Mesh’s are for those that have the virtual service as a backend',
    });
  }
}
