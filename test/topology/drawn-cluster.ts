import type { Manifest } from '../../references/manifest';

/**
 * A cluster of Kong Mesh with so many services in so many namespaces: service 0 is published; each calls two later ones; every fifth
 * leaves the mesh to a database; every third has two versions.
 */
export function drawnCluster(services: number, namespaces: number): readonly Manifest[] {
  const place = (index: number) => ({ name: `service-${index}`, namespace: `team-${index % namespaces}` });
  const callers = new Map<number, number[]>();
  for (let index = 0; index < services; index += 1) {
    for (const callee of [index + 1 + (index % 7), index * 2 + 1]) {
      if (callee < services) callers.set(callee, [...(callers.get(callee) ?? []), index]);
    }
  }
  const identity = (index: number) => {
    const { name, namespace } = place(index);
    return { spiffeID: { type: 'Exact', value: `spiffe://default/ns/${namespace}/sa/${name}` } };
  };
  return Array.from({ length: services }, (_, index) => index).flatMap((index) => {
    const { name, namespace } = place(index);
    const versions = index % 3 === 0 ? ['v1', 'v2'] : ['v1'];
    const route = { host: `${name}.example.com`, http: { paths: [path(name)] } };
    return [
      object('v1', 'ServiceAccount', name, namespace),
      object('v1', 'Service', name, namespace, { selector: { app: name }, ports: [{ port: 80 }] }),
      ...versions.flatMap((version) => workload(name, namespace, version)),
      object('kuma.io/v1alpha1', 'MeshHTTPRoute', name, namespace, {
        to: [
          {
            targetRef: { kind: 'MeshService', name, namespace },
            rules: [
              {
                matches: [{ path: { type: 'PathPrefix', value: '/' } }],
                default: {
                  backendRefs: versions.map((version, at) => ({
                    kind: 'MeshService',
                    name: `${name}-${version}`,
                    weight: at === 0 ? 90 : 10,
                  })),
                },
              },
            ],
          },
        ],
      }),
      object('kuma.io/v1alpha1', 'MeshTrafficPermission', name, namespace, {
        targetRef: { kind: 'Dataplane', labels: { app: name } },
        rules: [{ default: { allow: (callers.get(index) ?? []).map(identity) } }],
      }),
      ...(index % 5 === 0 ? [passthrough(name, namespace, index)] : []),
      ...(index === 0
        ? [object('networking.k8s.io/v1', 'Ingress', name, namespace, { rules: [route] })]
        : []),
    ];
  });
}

function workload(name: string, namespace: string, version: string): readonly Manifest[] {
  const labels = { app: name, version };
  return [
    object('v1', 'Service', `${name}-${version}`, namespace, { selector: labels, ports: [{ port: 80 }] }),
    object('apps/v1', 'Deployment', `${name}-${version}`, namespace, {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { serviceAccountName: name, containers: [{ name, image: `example.com/${name}:1.${version}` }] },
      },
    }),
  ];
}

function passthrough(name: string, namespace: string, index: number): Manifest {
  return object('kuma.io/v1alpha1', 'MeshPassthrough', name, namespace, {
    targetRef: { kind: 'Dataplane', labels: { app: name } },
    default: {
      passthroughMode: 'Matched',
      appendMatch: [{ type: 'Domain', value: `db-${index}.example.com`, port: 5432, protocol: 'tcp' }],
    },
  });
}

function path(name: string): object {
  return { path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } };
}

function object(apiVersion: string, kind: string, name: string, namespace: string, spec?: object): Manifest {
  const metadata = { name, namespace };
  return spec === undefined ? { apiVersion, kind, metadata } : { apiVersion, kind, metadata, spec };
}
