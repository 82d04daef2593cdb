import { dig, fields, items, strings, text } from '../../references/fields';
import { includes } from '../cluster';
import type { Dataplane } from './dataplanes';
import { comparePolicies, type Policy } from './policy';
import type { KumaView } from './view';

/** Whether calls between proxies are encrypted, and how a proxy is called by certificates. */
export type Identity = { readonly by: 'MeshIdentity' | 'mtls'; readonly id: string } | undefined;

/**
 * The identity of a proxy: of the MeshIdentity with the most labels that selects it, else of the Mesh's own mtls. A
 * MeshIdentity counts where the mesh's services are Exclusive, else it never becomes ready.
 */
export function identityOf(view: KumaView, proxy: Dataplane): Identity {
  const mesh = view.mesh(proxy.mesh);
  // A federated zone's Mesh is the global control plane's: it is taken to be as identities need it.
  const exclusive = mesh === undefined || text(dig(mesh, 'spec', 'meshServices', 'mode')) === 'Exclusive';
  const best = !exclusive
    ? undefined
    : view.cluster
        .ofKind('kuma.io', 'MeshIdentity')
        .filter(({ metadata }) => (metadata.labels?.['kuma.io/mesh'] ?? 'default') === proxy.mesh)
        .flatMap((object) => {
          const selector = dig(object, 'spec', 'selector', 'dataplane', 'matchLabels');
          const labels = strings(selector);
          // Without a selector it is nobody's.
          return selector !== undefined && includes(proxy.tags, labels)
            ? [{ object, count: Object.keys(labels).length }]
            : [];
        })
        .toSorted(
          (a, b) => b.count - a.count || (a.object.metadata.name < b.object.metadata.name ? -1 : 1),
        )[0];
  if (best !== undefined) {
    const spiffe = dig(best.object, 'spec', 'spiffeID');
    const domain = text(dig(spiffe, 'trustDomain')) ?? '{{ .Mesh }}.{{ .Zone }}.mesh.local';
    const path = text(dig(spiffe, 'path')) ?? '/ns/{{ .Namespace }}/sa/{{ .ServiceAccount }}';
    return { by: 'MeshIdentity', id: `spiffe://${filled(domain, proxy, view)}${filled(path, proxy, view)}` };
  }
  const backend = text(dig(mesh, 'spec', 'mtls', 'enabledBackend'));
  const [service = 'unknown'] = proxy.kumaServices;
  return backend === undefined ? undefined : { by: 'mtls', id: `spiffe://${proxy.mesh}/${service}` };
}

function filled(template: string, proxy: Dataplane, { zone }: KumaView): string {
  const values: Readonly<Record<string, string>> = {
    Mesh: proxy.mesh,
    Zone: zone,
    Namespace: proxy.namespace,
    ServiceAccount: proxy.serviceAccount,
    Workload: proxy.tags['kuma.io/workload'] ?? proxy.name,
  };
  return template.replace(
    /\{\{-?\s*(?:\.(\w+)|label\s+"([^"]+)")\s*-?\}\}/g,
    (_, field: string | undefined, label: string | undefined) =>
      (field === undefined ? proxy.tags[label ?? ''] : values[field]) ?? '',
  );
}

/** Whether a proxy takes what comes without Kuma's TLS: a MeshTLS says so, or the Mesh's own backend is permissive. */
export function takesPlainText(view: KumaView, proxy: Dataplane): boolean {
  const identity = view.identity(proxy);
  if (identity === undefined) return true;
  const modes = view
    .policies('MeshTLS', proxy)
    .toSorted(comparePolicies)
    .flatMap(({ object }) => [...items(dig(object, 'spec', 'from')), ...items(dig(object, 'spec', 'rules'))])
    .flatMap((rule) => text(dig(rule, 'default', 'mode')) ?? []);
  const mode = modes.at(-1);
  if (mode !== undefined) return mode === 'Permissive';
  if (identity.by === 'MeshIdentity') return false;
  const mtls = dig(view.mesh(proxy.mesh), 'spec', 'mtls');
  const backend = items(dig(mtls, 'backends')).find(
    (item) => dig(item, 'name') === dig(mtls, 'enabledBackend'),
  );
  return text(dig(backend, 'mode')) === 'PERMISSIVE';
}

/** Why a proxy may not call another; undefined where it may. Where nothing is encrypted no permission is asked. */
export function forbidden(view: KumaView, caller: Dataplane, called: Dataplane): string | undefined {
  const identity = view.identity(called);
  if (identity === undefined) return undefined;
  const own = view.identity(caller);
  const at = `${called.namespace}/${called.name}`;
  if (own === undefined) {
    return takesPlainText(view, called) ? undefined : `${at} asks for a certificate, and the caller has none`;
  }
  const policies = view.policies('MeshTrafficPermission', called);
  const rules = policies.flatMap(({ object }) => items(dig(object, 'spec', 'rules')));
  if (identity.by === 'mtls' && rules.length === 0) return oldForm(policies, caller, at);
  const denied = rules.some((rule) => names(dig(rule, 'default', 'deny'), own.id));
  const allowed = rules.some(
    (rule) =>
      names(dig(rule, 'default', 'allow'), own.id) ||
      names(dig(rule, 'default', 'allowWithShadowDeny'), own.id),
  );
  if (denied) return `a MeshTrafficPermission of ${at} denies ${own.id}`;
  return allowed ? undefined : `no MeshTrafficPermission of ${at} allows ${own.id}`;
}

function names(list: unknown, id: string): boolean {
  return items(list).some((item) => {
    const spiffe = dig(item, 'spiffeID');
    const value = text(dig(spiffe, 'value'));
    if (value === undefined) return false;
    return dig(spiffe, 'type') === 'Prefix' ? id.startsWith(value) : id === value;
  });
}

/** `from` of a mesh whose mtls is the Mesh's own: the narrowest entry that names the caller decides. */
function oldForm(policies: readonly Policy[], caller: Dataplane, at: string): string | undefined {
  const entries = policies
    .toSorted(comparePolicies)
    .flatMap(({ object }) => items(dig(object, 'spec', 'from')))
    .filter((entry) => isFrom(dig(entry, 'targetRef'), caller))
    .map((entry) => ({ entry, width: width(dig(entry, 'targetRef')) }))
    .toSorted((a, b) => a.width - b.width);
  const action = text(dig(entries.at(-1)?.entry, 'default', 'action'));
  if (action === 'Allow' || action === 'AllowWithShadowDeny') return undefined;
  return action === undefined
    ? `no MeshTrafficPermission of ${at} allows ${caller.namespace}/${caller.name}`
    : `a MeshTrafficPermission of ${at} denies ${caller.namespace}/${caller.name}`;
}

function width(target: unknown): number {
  return text(dig(target, 'kind')) === 'Mesh' ? 0 : 1 + Object.keys(fields(dig(target, 'tags'))).length;
}

function isFrom(target: unknown, caller: Dataplane): boolean {
  const tags = strings(dig(target, 'tags'));
  const name = text(dig(target, 'name'));
  switch (text(dig(target, 'kind'))) {
    case 'Mesh':
      return true;
    case 'MeshSubset':
      return includes(caller.tags, tags);
    case 'MeshService':
    case 'MeshServiceSubset':
      return caller.kumaServices.includes(name ?? '') && includes(caller.tags, tags);
    default:
      return false;
  }
}
