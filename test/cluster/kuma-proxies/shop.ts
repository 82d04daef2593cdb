import type { Manifest } from '../../../references/manifest';
import type { MeshPod } from '../server/kuma-dp';

/** The namespace of everything here. */
export const namespace = 'shop';

const metadata = (name: string) => ({ name, namespace });

interface ServiceFacts {
  readonly selector?: Readonly<Record<string, string>>;
  readonly appProtocol?: string;
}

/** The Services, each with an address that a listener can be bound to. */
const services: Readonly<Record<string, ServiceFacts>> = {
  jazz: { selector: { app: 'jazz' }, appProtocol: 'http' },
  'jazz-v1': { selector: { app: 'jazz', version: 'v1' }, appProtocol: 'http' },
  'jazz-v2': { selector: { app: 'jazz', version: 'v2' }, appProtocol: 'http' },
  'jazz-tcp': { selector: { app: 'jazz', version: 'v2' } },
  outside: {},
};

export const port = 9080;

/** The address of the Service that the trials are about. */
export const address = '127.90.1.1';

/** A namespace of a mesh with Services and no route. */
export const shop: readonly Manifest[] = [
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace, labels: { 'kuma.io/sidecar-injection': 'enabled' } },
  },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('default') },
  {
    apiVersion: 'kuma.io/v1alpha1',
    kind: 'Mesh',
    metadata: { name: 'default' },
    spec: { meshServices: { mode: 'Exclusive' } },
  },
  ...Object.entries(services).map(
    ([name, { appProtocol, ...selector }], index): Manifest => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(name),
      spec: {
        ...selector,
        clusterIP: `127.90.1.${index + 1}`,
        ports: [{ port, ...(appProtocol === undefined ? {} : { appProtocol }) }],
      },
    }),
  ),
];

const pod = (name: string, labels: Readonly<Record<string, string>>, own: string): MeshPod => ({
  namespace,
  name,
  serviceAccount: 'default',
  labels,
  address: own,
});

/** The pod whose sidecar runs: it calls. */
export const front: MeshPod = { ...pod('front', { app: 'front' }, '127.0.20.1'), args: ['--bind-outbounds'] };

/** The pods that are called. */
export const called: readonly MeshPod[] = [
  pod('jazz-v1', { app: 'jazz', version: 'v1' }, '127.0.20.2'),
  pod('jazz-v2', { app: 'jazz', version: 'v2' }, '127.0.20.3'),
];

/** A backend of a route: a Service, its weight, and its port where that is not the one that it has. */
export const backend = (name: string, weight = 1, at = port) => ({
  kind: 'MeshService',
  name,
  port: at,
  weight,
});

/** A route for all calls of jazz. */
export function route(backendRefs: readonly unknown[], filters: readonly unknown[] = []): Manifest {
  return {
    apiVersion: 'kuma.io/v1alpha1',
    kind: 'MeshHTTPRoute',
    metadata: metadata('jazz'),
    spec: {
      to: [
        {
          targetRef: { kind: 'MeshService', name: 'jazz' },
          rules: [
            {
              matches: [{ path: { type: 'PathPrefix', value: '/' } }],
              default: { backendRefs, ...(filters.length === 0 ? {} : { filters }) },
            },
          ],
        },
      ],
    },
  };
}
