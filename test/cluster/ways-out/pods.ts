import { systemNamespace } from '../server/kuma-cp';
import type { MeshPod } from '../server/kuma-dp';

/** The pod of a proxy that leads out of the zone, as Kong Mesh's Helm chart makes it. */
export const egress: MeshPod = {
  namespace: systemNamespace,
  name: 'egress',
  serviceAccount: 'egress',
  labels: { app: 'egress', 'k8s.kuma.io/zone-proxy-type': 'egress', 'kuma.io/mesh': 'default' },
  address: '127.0.10.1',
};

/** A pod of the service that calls the hosts. */
export const writer: MeshPod = {
  namespace: 'ledger',
  name: 'writer',
  serviceAccount: 'writer-v1',
  labels: { app: 'writer', version: 'v1' },
  address: '127.0.10.2',
  args: ['--bind-outbounds'],
};

/** A pod of the service that calls none. */
export const stranger: MeshPod = {
  ...writer,
  name: 'stranger',
  serviceAccount: 'stranger-v1',
  labels: { app: 'stranger', version: 'v1' },
  address: '127.0.10.3',
};

/** The same pod, but that its connections are redirected to its sidecar, whatever their address. */
export function redirected(pod: MeshPod, address: string, ports: readonly [number, number]): MeshPod {
  const { args: _, ...rest } = pod;
  return {
    ...rest,
    name: `${pod.name}-redirected`,
    address,
    annotations: {
      'kuma.io/transparent-proxying': 'enabled',
      'kuma.io/transparent-proxying-inbound-port': String(ports[0]),
      'kuma.io/transparent-proxying-outbound-port': String(ports[1]),
    },
  };
}
