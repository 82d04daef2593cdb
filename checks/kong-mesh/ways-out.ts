import { dig, items, text } from '../../references/fields';
import { kumaGroup } from '../../references/kinds/kuma';
import { isInKongMesh } from '../../references/kinds/kuma-pods';
import type { Manifest } from '../../references/manifest';
import type { PodTemplate } from '../../references/provision';
import type { ReferenceIndex } from '../../references/reference-index';
import { meshOfPod } from './identity';

/** The proxies that are in the mesh of what makes a gateway: a Helm install, or a Gateway of Kong Operator. */
export function meshedProxies(by: Manifest, index: ReferenceIndex): readonly PodTemplate[] {
  return index
    .podsBroughtBy(by)
    .filter((pod) => pod.containers.some(({ name }) => name === 'proxy') && isInKongMesh(pod, index));
}

/** What a finding says of a gateway that may not call a host. */
export function noWayOut(host: string, port: number | string, protocol: 'http' | 'tls') {
  return {
    message: `no MeshPassthrough lets the gateway call ${host}`,
    found: 'closed egress, as far as this set shows',
    expected: `a MeshPassthrough that selects the gateway's pods and matches ${host}`,
    mend: `add {type: Domain, value: ${host}, port: ${port}, protocol: ${protocol}} to its appendMatch`,
  };
}

/** Whether the pods may call the host: their mesh lets everything out, or a policy lets this host. */
export function isOpenTo(pod: PodTemplate, host: string, index: ReferenceIndex): boolean {
  const mesh = meshOfPod(pod, index);
  const own = index.ofKind(kumaGroup, 'Mesh').find(({ metadata }) => metadata.name === mesh);
  if (own !== undefined && dig(own, 'spec', 'networking', 'outbound', 'passthrough') !== false) return true;
  return index
    .selecting(kumaGroup, 'MeshPassthrough', pod.namespace, pod.labels)
    .some((policy) => lets(policy, host));
}

function lets(policy: Manifest, host: string): boolean {
  const settings = dig(policy, 'spec', 'default');
  if (dig(settings, 'passthroughMode') === 'All') return true;
  return items(dig(settings, 'appendMatch')).some((match) => {
    const value = text(dig(match, 'value')) ?? '';
    return value === host || (value.startsWith('*.') && host.endsWith(value.slice(1)));
  });
}
