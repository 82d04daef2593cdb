import { dig, items, strings, text } from '../references/fields';
import type { Manifest } from '../references/manifest';
import type { ReferenceIndex } from '../references/reference-index';
import { nameOf } from './names';
import type { Call } from './topology';

/** Who may call whom: the backends of virtual nodes, and the identities that permissions allow. */
export function callsOf(index: ReferenceIndex): readonly Call[] {
  return [
    ...index.ofKind('appmesh.k8s.aws', 'VirtualNode').flatMap(backends),
    ...index.ofKind('kuma.io', 'MeshTrafficPermission').flatMap(permissions),
  ];
}

function backends(node: Manifest): readonly Call[] {
  return items(dig(node, 'spec', 'backends')).flatMap((backend): Call[] => {
    const reference = dig(backend, 'virtualService', 'virtualServiceRef');
    const name = text(dig(reference, 'name'));
    if (name === undefined) return [];
    const namespace = text(dig(reference, 'namespace')) ?? node.metadata.namespace ?? 'default';
    return [{ caller: nameOf(node), service: `${namespace}/${name}` }];
  });
}

function permissions(permission: Manifest): readonly Call[] {
  const { namespace } = permission.metadata;
  const service = `${namespace ?? 'default'}/${calledPods(permission)}`;
  return permittedCallers(permission).map((caller) => ({ caller, service }));
}

/** The callers that a permission allows: `namespace/serviceAccount`, or the identity as it is; `*` at the end of a beginning. */
export function permittedCallers(permission: Manifest): readonly string[] {
  return items(dig(permission, 'spec', 'rules')).flatMap((rule) =>
    ['allow', 'allowWithShadowDeny']
      .flatMap((verb) => items(dig(rule, 'default', verb)))
      // Who names a server name may go to a host outside the mesh: a way out.
      .filter((allowed) => dig(allowed, 'sni') === undefined)
      .flatMap((allowed): string[] => {
        const id = text(dig(allowed, 'spiffeID', 'value'));
        const any = dig(allowed, 'spiffeID', 'type') === 'Prefix' ? '*' : '';
        return id === undefined ? [] : [`${workloadOf(id)}${any}`];
      }),
  );
}

/** The service of the pods that a permission is for, by the labels that say it; by all labels where none does. */
function calledPods(permission: Manifest): string {
  const labels = strings(dig(permission, 'spec', 'targetRef', 'labels'));
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const name = labels.app ?? labels['app.kubernetes.io/name'];
  return name ?? (pairs.length === 0 ? '*' : pairs.join(','));
}

/** `namespace/serviceAccount` of a SPIFFE id of Kuma's usual form; any other id as it is. */
export function workloadOf(id: string): string {
  const found = /\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(id);
  return found === null ? id : `${found[1]}/${found[2]}`;
}
