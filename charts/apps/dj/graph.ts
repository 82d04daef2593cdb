import type { DjConfig } from '../../../config/applications';
import type { Service, ServiceGraph } from '../../../config/graph/service-graph';
import type { HealthCheck, Timeouts } from '../../../config/graph/traffic';

/** Port on which every service of the application listens. */
export const djPort = 9080;

/** The services that the gateway publishes, and what each version answers. */
const published = {
  jazz: {
    v1: '["Astrud Gilberto","Miles Davis"]',
    v2: '["Astrud Gilberto (Bahia, Brazil)","Miles Davis (Alton, Illinois)"]',
  },
  metal: {
    v1: '["Megadeth","Judas Priest"]',
    v2: '["Megadeth (Los Angeles, California)","Judas Priest (West Bromwich, England)"]',
  },
} as const;

export type DjService = keyof typeof published;
export const djServices: readonly DjService[] = ['jazz', 'metal'];

const healthCheck: HealthCheck = {
  path: '/ping',
  intervalMilliseconds: 5_000,
  timeoutMilliseconds: 2_000,
  healthyThreshold: 2,
  unhealthyThreshold: 2,
};

/** The limits that Envoy and App Mesh have by default, written out so that both meshes keep the same ones. */
const timeouts: Timeouts = { requestMilliseconds: 15_000, idleMilliseconds: 300_000 };

/** The DJ application: `jazz` and `metal`, two versions each; and `dj`, a client inside the mesh, where it is asked for. */
export function djGraph(config: DjConfig): ServiceGraph {
  const client = config.testClient ? [testClient(config)] : [];
  return {
    namespace: config.namespace,
    services: [...djServices.map((name) => publishedService(config, name)), ...client],
    entry: djServices,
  };
}

function publishedService(config: DjConfig, name: DjService): Service {
  const canary = config.canary[name];
  const workload = (answer: string) => ({
    image: config.image,
    replicas: config.replicas,
    environment: { HW_RESPONSE: answer },
  });
  return {
    name,
    port: djPort,
    protocol: 'http',
    versions: [
      { name: 'v1', weight: 100 - canary, workload: workload(published[name].v1) },
      { name: 'v2', weight: canary, workload: workload(published[name].v2) },
    ],
    healthCheck,
    timeouts,
  };
}

function testClient(config: DjConfig): Service {
  const workload = {
    image: config.image,
    replicas: 1,
    environment: { HW_RESPONSE: 'DJ Reporting for duty!' },
  };
  return {
    name: 'dj',
    port: djPort,
    protocol: 'http',
    versions: [{ name: 'v1', weight: 100, workload }],
    calls: djServices,
    healthCheck,
  };
}
