import type { Service, ServiceGraph } from '../../../config/graph/service-graph';

const workload = { image: 'example/app:1', replicas: 2, environment: { MODE: 'test' } };

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
