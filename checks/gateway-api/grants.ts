import { dig, items } from '../../references/fields';
import type { ObjectId } from '../../references/identity';
import { groupOf, type Manifest } from '../../references/manifest';
import type { ReferenceIndex } from '../../references/reference-index';

/** Whether a ReferenceGrant in the namespace of an object lets another object name it. Gateway API, ReferenceGrant. */
export function isGranted(from: Manifest, to: ObjectId, index: ReferenceIndex): boolean {
  return index
    .ofKind('gateway.networking.k8s.io', 'ReferenceGrant')
    .some(
      (grant) =>
        grant.metadata.namespace === to.namespace &&
        items(dig(grant, 'spec', 'from')).some(
          (entry) =>
            dig(entry, 'group') === groupOf(from.apiVersion) &&
            dig(entry, 'kind') === from.kind &&
            dig(entry, 'namespace') === from.metadata.namespace,
        ) &&
        items(dig(grant, 'spec', 'to')).some(
          (entry) =>
            (dig(entry, 'group') ?? '') === to.group &&
            dig(entry, 'kind') === to.kind &&
            (dig(entry, 'name') === undefined || dig(entry, 'name') === to.name),
        ),
    );
}
