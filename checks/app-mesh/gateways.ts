import { dig, items, text } from '../../references/fields';
import { keyOf, type ObjectId, objectId } from '../../references/identity';
import { isInAppMesh } from '../../references/kinds/appmesh';
import type { Manifest } from '../../references/manifest';
import type { ReferenceIndex } from '../../references/reference-index';
import { perIndex } from '../per-index';
import { appMeshGroup } from './source';

/** Virtual nodes of Kong gateways that are in the mesh. */
export function gatewayNodes(index: ReferenceIndex): readonly Manifest[] {
  const installs = [
    ...index.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease'),
    ...index.ofKind('argoproj.io', 'Application'),
  ];
  const pods = installs.flatMap((install) => index.podsBroughtBy(install));
  const proxies = pods.filter(
    (pod) => pod.containers.some(({ name }) => name === 'proxy') && isInAppMesh(pod, index),
  );
  return [
    ...new Set(
      proxies.flatMap((pod) => index.selecting(appMeshGroup, 'VirtualNode', pod.namespace, pod.labels)),
    ),
  ];
}

/** What Ingresses and HTTP routes lead to. */
export function exposures(
  index: ReferenceIndex,
): readonly { readonly by: Manifest; readonly id: ObjectId }[] {
  const routes = [
    ...index.ofKind('networking.k8s.io', 'Ingress'),
    ...index.ofKind('gateway.networking.k8s.io', 'HTTPRoute'),
  ];
  return routes.flatMap((by) =>
    index
      .references(by)
      .flatMap(({ target }) =>
        target.type === 'object' && target.id.group === '' && target.id.kind === 'Service'
          ? [{ by, id: target.id }]
          : [],
      ),
  );
}

/** Keys of the Services that a gateway in the mesh leads to; none where no gateway is in the mesh. */
export const exposedServices = perIndex(
  (index): ReadonlySet<string> =>
    gatewayNodes(index).length === 0 ? new Set() : new Set(exposures(index).map(({ id }) => keyOf(id))),
);

/** The backends of a virtual node, also those of its groups; undefined when one of them cannot be known. */
export function backendsOf(node: Manifest, index: ReferenceIndex): ReadonlySet<string> | undefined {
  const namespace = node.metadata.namespace ?? 'default';
  const names = (list: readonly unknown[], home: string) =>
    list.flatMap((reference) => {
      const name = text(dig(reference, 'name'));
      return name === undefined ? [] : [`${text(dig(reference, 'namespace')) ?? home}/${name}`];
    });
  const backends = items(dig(node, 'spec', 'backends')).map((backend) => dig(backend, 'virtualService'));
  if (backends.some((backend) => dig(backend, 'virtualServiceARN') !== undefined)) return undefined;
  const found = names(
    backends.map((backend) => dig(backend, 'virtualServiceRef')),
    namespace,
  );
  for (const reference of names(items(dig(node, 'spec', 'backendGroups')), namespace)) {
    const [home = '', name = ''] = reference.split('/');
    const group = index.get(objectId(appMeshGroup, 'BackendGroup', home, name));
    // A group called `*` stands for every virtual service of its namespace.
    if (group === undefined) return undefined;
    found.push(...names(items(dig(group, 'spec', 'virtualservices')), home));
  }
  return new Set(found);
}
