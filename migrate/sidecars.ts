import { dig, items, text } from '../references/fields';
import type { Manifest } from '../references/manifest';

/** Names of a pod's containers, and the images of those that may be App Mesh's. */
export function sidecarsOf(pod: Manifest): readonly string[] {
  return ['containers', 'initContainers'].flatMap((list) =>
    items(dig(pod, 'spec', list)).flatMap((container) => [
      text(dig(container, 'name')) ?? '',
      text(dig(container, 'image')) ?? '',
    ]),
  );
}

/** Whether an image is one that App Mesh's injector adds. */
export function isAppMeshImage(image: string): boolean {
  return /aws-appmesh-(envoy|proxy-route-manager)|appmesh-proxyinit/.test(image);
}
