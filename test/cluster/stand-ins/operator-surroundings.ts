import { dig, items, text } from '../../../references/fields';
import { type ApiClient, message } from '../server/client';
import type { ForwardProxy } from './forward-proxy';
import { type KongAdminApi, startKongAdminApi } from './kong-admin-api';

/** Where the one pod of a gateway is said to be; gateways are counted from 0. */
const podAddress = (index: number) => `10.0.0.${5 + index}`;
const mergePatch = 'application/merge-patch+json';

function placeOf(object: unknown): { readonly name: string; readonly namespace: string } {
  return {
    name: String(dig(object, 'metadata', 'name')),
    namespace: String(dig(object, 'metadata', 'namespace')),
  };
}

/**
 * What is around Kong Operator and no program of the lane: the kubelet, by which Deployments become available; the load balancer
 * controller, which gives Services an address; the controller of EndpointSlices; and the gateway in the pods, whose Admin API
 * shows the certificate that the operator has made for it.
 */
export class Surroundings {
  /** The gateways' Admin APIs by namespace, once the operator has made the Service by which it looks for it. */
  readonly gateways = new Map<string, KongAdminApi>();
  private playing = true;

  constructor(
    private readonly client: ApiClient,
    private readonly proxy: ForwardProxy,
  ) {}

  /** Plays from now on; the answer ends it. */
  play(): () => Promise<void> {
    const ended = this.run();
    return async () => {
      this.playing = false;
      await ended;
    };
  }

  private async run(): Promise<void> {
    while (this.playing) {
      await this.makeDeploymentsAvailable();
      await this.serve();
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }

  private async makeDeploymentsAvailable(): Promise<void> {
    for (const deployment of await this.list('/apis/apps/v1/deployments')) {
      const generation = dig(deployment, 'metadata', 'generation');
      if (dig(deployment, 'status', 'observedGeneration') === generation) continue;
      const count = dig(deployment, 'spec', 'replicas') ?? 1;
      const status = {
        observedGeneration: generation,
        replicas: count,
        updatedReplicas: count,
        readyReplicas: count,
        availableReplicas: count,
        conditions: [{ type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' }],
      };
      const { name, namespace } = placeOf(deployment);
      const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}/status`;
      await this.must('PATCH', path, { status }, mergePatch);
    }
  }

  private async serve(): Promise<void> {
    for (const service of await this.list('/api/v1/services')) {
      const { name, namespace } = placeOf(service);
      const root = `/api/v1/namespaces/${namespace}/services`;
      const waits = items(dig(service, 'status', 'loadBalancer', 'ingress')).length === 0;
      if (dig(service, 'spec', 'type') === 'LoadBalancer' && waits) {
        const status = { loadBalancer: { ingress: [{ hostname: `${name}.${namespace}.elb.example.com` }] } };
        await this.must('PATCH', `${root}/${name}/status`, { status }, mergePatch);
      }
      if (name.startsWith('dataplane-admin-') && !this.gateways.has(namespace))
        await this.startGateway(service, name, namespace);
    }
  }

  private async startGateway(service: unknown, name: string, namespace: string): Promise<void> {
    const secrets = await this.list(`/api/v1/namespaces/${namespace}/secrets`);
    const own = secrets.find(
      (each) => text(dig(each, 'metadata', 'name'))?.startsWith('dataplane-') === true,
    );
    const part = (key: string) => Buffer.from(text(dig(own, 'data', key)) ?? '', 'base64').toString();
    if (own === undefined || part('tls.crt') === '') return;
    const gateway = await startKongAdminApi('3.14.0.0', { cert: part('tls.crt'), key: part('tls.key') });
    const address = podAddress(this.gateways.size);
    this.gateways.set(namespace, gateway);
    this.proxy.lead(`${address}:8444`, Number(new URL(gateway.url).port));
    await this.must('POST', `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`, {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: `${name}-lane`,
        namespace,
        labels: { 'kubernetes.io/service-name': name },
        ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name, uid: dig(service, 'metadata', 'uid') }],
      },
      addressType: 'IPv4',
      ports: items(dig(service, 'spec', 'ports')).map((port) => ({
        name: dig(port, 'name'),
        port: 8444,
        protocol: 'TCP',
      })),
      endpoints: [
        {
          addresses: [address],
          conditions: { ready: true },
          targetRef: { kind: 'Pod', namespace, name: 'gateway-0' },
        },
      ],
    });
  }

  private async list(path: string): Promise<readonly unknown[]> {
    const { body } = await this.client.request('GET', path);
    return items(body.items);
  }

  private async must(method: string, path: string, body: unknown, type?: string): Promise<void> {
    const answer = await this.client.request(method, path, body, type);
    // What the operator has changed meanwhile is looked at again in the next round.
    if (answer.status >= 300 && answer.status !== 409 && answer.status !== 404)
      throw new Error(`${path}: ${message(answer)}`);
  }
}
