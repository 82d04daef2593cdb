import type { ClusterConfig } from '../../config/cluster';
import { mirroredRepository } from '../mirror';
import { gatewayTags, openSourceGatewayTag } from '../versions';

/** An image by its repository, and by its tag, with a digest behind it where the cluster asks for one. */
export interface Image {
  readonly repository: string;
  readonly tag: string;
}

/**
 * The gateway's image: the last open-source one, or Kong Gateway Enterprise. From 3.15 the plain tag has no shell,
 * which an init container of the charts needs; the operator's pods have none.
 */
export function gatewayImage({
  gateway: { mode, version },
  versions,
}: Pick<ClusterConfig, 'gateway' | 'versions'>): Image {
  const isOpenSource = version === '3.9' && (mode === 'kic' || mode === 'kong-operator');
  const needsShell = version === '3.15' && mode !== 'kong-operator' && mode !== 'konnect-operator';
  const tag = isOpenSource ? openSourceGatewayTag : gatewayTags[version];
  return {
    repository: mirroredRepository({ versions }, isOpenSource ? 'kong' : 'kong/kong-gateway'),
    tag: versions.images['kong-gateway'] ?? (needsShell ? `${tag}-ubuntu` : tag),
  };
}

/** An image as a pod names it. */
export function imageText({ repository, tag }: Image): string {
  return `${repository}:${tag}`;
}
