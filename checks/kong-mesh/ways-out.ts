import { dig, items, text } from '../../references/fields';
import { kumaGroup } from '../../references/kinds/kuma';
import type { Manifest } from '../../references/manifest';
import type { PodTemplate } from '../../references/provision';
import type { ReferenceIndex } from '../../references/reference-index';
import { meshOfPod } from './identity';

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
