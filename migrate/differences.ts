import { dig, items } from '../references/fields';
import { serviceOfNode } from './backends';
import type { Context } from './context';
import type { Converted } from './converted';
import type { Node } from './nodes';
import type { Backends } from './permissions';
import type { RequestChange } from './result';
import type { VirtualService } from './virtual-service';
import { keyOf } from './world';

interface Calls {
  readonly backends: Backends;
  readonly services: ReadonlyMap<string, VirtualService>;
  readonly converted: ReadonlyMap<string, Converted>;
}

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
  tellSilent(context, calls);
}

/** The workloads of virtual nodes, as `namespace/name`. */
function names(nodes: Iterable<Node>): readonly string[] {
  return [...nodes].flatMap(({ workloads }) =>
    workloads.map(({ namespace, name }) => keyOf(namespace, name)),
  );
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

/** Where everybody may leave the mesh, what leaves it comes without TLS, which a strict listener refuses. */
function tellStrict(context: Context, { backends, services }: Calls): void {
  const called = new Set([...services.values()].map(({ host }) => host));
  for (const node of context.nodes.values()) {
    const service = serviceOfNode(context, node);
    if (service === undefined) continue;
    const host = `${service.name}.${service.namespace}.svc.cluster.local`;
    if (called.has(host)) continue;
    for (const { port, value } of node.listeners) {
      if (modeOf(value) !== 'STRICT') continue;
      add(context, names(backends.keys()), {
        service: keyOf(service.namespace, service.name),
        host,
        port,
        match: {},
        before: 'refused',
        after: `Service ${keyOf(service.namespace, service.name)}`,
        reason:
          'the listener takes TLS alone, and a call past the virtual services has none on App Mesh: on Kong Mesh every call of the mesh has it',
      });
    }
  }
}

/** A caller that insists on TLS is not answered by a listener that has none; on Kong Mesh both have it. */
function tellEnforced(context: Context, { backends, services, converted }: Calls): void {
  for (const [caller, named] of backends) {
    const byDefault = policyOf(
      dig(caller.document.manifest, 'spec', 'backendDefaults', 'clientPolicy', 'tls'),
    );
    for (const [key, at] of named) {
      const service = services.get(key);
      if (service === undefined) continue;
      const own = policyOf(dig(caller.document.manifest, ...pathOf(at), 'clientPolicy', 'tls'));
      const policy = own ?? byDefault;
      if (policy?.enforced !== true) continue;
      const plain = [...(converted.get(key)?.reached ?? [])].filter(
        (node) =>
          node.discovery.kind !== 'external' &&
          node.listeners.some(
            ({ value, port }) =>
              (policy.ports.length === 0 || policy.ports.includes(port)) &&
              [undefined, 'DISABLED'].includes(modeOf(value)),
          ),
      );
      if (plain.length === 0) continue;
      add(context, names([caller]), {
        service: key,
        host: service.host,
        match: {},
        before: `refused, as far as it leads to ${plain.map((node) => node.key).join(', ')}`,
        after: 'as its routes say',
        reason: 'the caller insists on TLS and the listener has none: on Kong Mesh every call has it',
      });
    }
  }
}

/** TLS that App Mesh's Envoy begins towards a host outside the mesh, which the pod calls without. */
export function loseOutsideTls(
  { account }: Context,
  { backends, services }: Pick<Calls, 'backends' | 'services'>,
): void {
  for (const [caller, named] of backends)
    for (const [key, at] of named) {
      const provider = services.get(key)?.provider;
      if (provider?.kind !== 'outside' || provider.node.discovery.kind !== 'external') continue;
      const { manifest } = caller.document;
      const own = dig(manifest, ...pathOf(at), 'clientPolicy', 'tls') !== undefined;
      const byDefault = dig(manifest, 'spec', 'backendDefaults', 'clientPolicy', 'tls') !== undefined;
      if (!own && !byDefault) continue;
      account.lost(
        caller.document,
        own ? `/${pathOf(at).join('/')}/clientPolicy/tls` : '/spec/backendDefaults/clientPolicy/tls',
        `App Mesh's Envoy begins TLS towards ${provider.node.discovery.host}, outside the mesh; Kong Mesh lets the call out as the pod makes it: call it by https, or write a MeshExternalService with tls`,
        'kuma pkg/plugins/policies/meshpassthrough/api/v1alpha1/meshpassthrough.go',
      );
    }
}

/** A Service without the port that App Mesh calls answers nobody today; with the port that it gets it does. */
function tellSilent(context: Context, { services, converted }: Calls): void {
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

function modeOf(listener: unknown): string | undefined {
  const mode = dig(listener, 'tls', 'mode');
  return typeof mode === 'string' ? mode : undefined;
}

function policyOf(
  tls: unknown,
): { readonly enforced: boolean; readonly ports: readonly unknown[] } | undefined {
  return tls === undefined || tls === null
    ? undefined
    : { enforced: dig(tls, 'enforce') !== false, ports: items(dig(tls, 'ports')) };
}

/** The path to the virtual service of a backend, from the pointer to its reference. */
function pathOf(at: string): readonly (string | number)[] {
  const [, , , index] = at.split('/');
  return ['spec', 'backends', Number(index), 'virtualService'];
}

function add({ requests }: Context, caller: readonly string[], change: Omit<RequestChange, 'caller'>): void {
  if (caller.length > 0) requests.push({ caller: [...new Set(caller)].toSorted(), ...change });
}
