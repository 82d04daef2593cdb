import { dig, items } from '../references/fields';
import { serviceOfNode } from './backends';
import { add, type Calls, names } from './calls';
import type { Context } from './context';
import type { Node } from './nodes';
import { keyOf } from './world';

/** Where everybody may leave the mesh, what leaves it comes without TLS, which a strict listener refuses. */
export function tellStrict(context: Context, { backends, services }: Calls): void {
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
export function tellEnforced(context: Context, { backends, services, converted }: Calls): void {
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

/** A listener that asks for a certificate refuses a caller whose client policy has none; on Kong Mesh every caller shows one. */
export function tellMutual(context: Context, { backends, services, converted }: Calls): void {
  for (const [caller, named] of backends)
    for (const [key, at] of named) {
      const service = services.get(key);
      if (service === undefined) continue;
      const { manifest } = caller.document;
      const byDefault = dig(manifest, 'spec', 'backendDefaults', 'clientPolicy', 'tls');
      const policy = dig(manifest, ...pathOf(at), 'clientPolicy', 'tls') ?? byDefault;
      if (dig(policy, 'certificate') !== undefined) continue;
      const asking = [...(converted.get(key)?.reached ?? [])].filter((node) => asksCertificate(node));
      if (asking.length === 0) continue;
      add(context, names([caller]), {
        service: key,
        host: service.host,
        match: {},
        before: `refused, as far as it leads to ${asking.map((node) => node.key).join(', ')}`,
        after: 'as its routes say',
        reason:
          'the listener asks for a certificate and the caller’s policy has none: on Kong Mesh every caller shows one',
      });
    }
}

function asksCertificate({ listeners }: Node): boolean {
  return listeners.some(
    ({ value }) => modeOf(value) === 'STRICT' && dig(value, 'tls', 'validation') !== undefined,
  );
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
