import { dig, text } from '../../references/fields';
import { objectId } from '../../references/identity';
import type { Manifest } from '../../references/manifest';
import type { ReferenceIndex } from '../../references/reference-index';
import { serviceOfHost } from '../../references/service-host';
import { appMeshGroup } from './source';

/** The host that clients call: `spec.awsName`, or what the webhook makes of an absent one. */
export function hostOf(virtualService: Manifest): string {
  const { name, namespace } = virtualService.metadata;
  return text(dig(virtualService, 'spec', 'awsName')) ?? `${name}.${namespace ?? 'default'}`;
}

/** The Service that clients reach a VirtualService by, if it is in the set. */
export function serviceOf(virtualService: Manifest, index: ReferenceIndex): Manifest | undefined {
  const id = serviceOfHost(hostOf(virtualService));
  return id === undefined ? undefined : index.get(id);
}

/** The VirtualNode or VirtualRouter that a VirtualService names, if it is in the set. */
export function providerOf(virtualService: Manifest, index: ReferenceIndex): Manifest | undefined {
  for (const [field, kind] of [
    ['virtualNode', 'VirtualNode'],
    ['virtualRouter', 'VirtualRouter'],
  ] as const) {
    const reference = dig(virtualService, 'spec', 'provider', field, `${field}Ref`);
    const name = text(dig(reference, 'name'));
    if (name === undefined) continue;
    const namespace = text(dig(reference, 'namespace')) ?? virtualService.metadata.namespace;
    return index.get(objectId(appMeshGroup, kind, namespace, name));
  }
  return undefined;
}
