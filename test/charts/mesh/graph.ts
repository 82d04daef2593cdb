import type { Service, ServiceGraph, Workload } from '../../../config/graph/service-graph';

const workload: Workload = {
  kind: 'Deployment',
  spec: { replicas: 2 },
  pod: {
    containers: [{ name: 'shop', image: 'example/app:1', ports: [{ name: 'http', containerPort: 8080 }] }],
  },
};

/** A graph of one service `shop` of two versions, with what a test wants of it. */
export function oneService(wanted: Partial<Service> = {}, rest: Partial<ServiceGraph> = {}): ServiceGraph {
  return {
    namespace: 'prod',
    services: [
      {
        name: 'shop',
        port: 8080,
        protocol: 'http',
        versions: [
          { name: 'v1', weight: 75, workload },
          { name: 'v2', weight: 25, workload },
        ],
        ...wanted,
      },
    ],
    entry: [],
    ...rest,
  };
}
