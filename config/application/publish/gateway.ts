import type { Gateway } from '../../../kong-plugins/fault';
import { hasPodsOfItsOwn, type RoutesForm, routesForm, takesGrpcAsIngress } from '../../gateway';
import { type RedisConfig, redis } from '../../gateway-edge';

/** What an application needs to know of the gateway that publishes it. */
export interface PublishingGateway extends Gateway {
  readonly replicas: number;
  /** Names and kinds of the cluster's own plugins. */
  readonly plugins: ReadonlyMap<string, string>;
  /** Whether the load balancer has a certificate, and so ends TLS. */
  readonly endsTls: boolean;
  /** Whether the cluster says who issues certificates. */
  readonly hasIssuer: boolean;
  /** Where limits can be counted for all pods together. */
  readonly redis: RedisConfig | undefined;
  /** What routes become. */
  readonly routes: RoutesForm;
  /** Whether routes of gRPC are Ingresses, whatever the others become. */
  readonly grpcAsIngress: boolean;
  /** Whether each application has a gateway of its own. */
  readonly apart: boolean;
}

/** What is said of a gateway in a cluster file, as far as it is valid. */
interface SaidOfGateway {
  readonly mode?: string | undefined;
  readonly version?: string | undefined;
  readonly replicas?: number | undefined;
  readonly routes?: string | undefined;
  readonly gateways?: string | undefined;
  readonly loadBalancer?: { readonly certificate?: unknown } | undefined;
  readonly tls?: { readonly issuer?: unknown; readonly acme?: unknown } | undefined;
  readonly plugins?:
    | Readonly<Record<string, { readonly plugin?: string | undefined } | undefined>>
    | undefined;
  readonly redis?: unknown;
}

/** What an application needs to know of a gateway; undefined where its version is not known. */
export function publishingGateway(said: SaidOfGateway | undefined): PublishingGateway | undefined {
  if (said?.version === undefined || said.mode === undefined) return undefined;
  const open = (said.mode === 'kic' || said.mode === 'kong-operator') && said.version === '3.9';
  return {
    version: said.version,
    edition: open ? 'open-source' : 'enterprise',
    replicas: said.replicas ?? 2,
    plugins: new Map(
      Object.entries(said.plugins ?? {}).flatMap(([name, plugin]) =>
        plugin?.plugin === undefined ? [] : [[name, plugin.plugin]],
      ),
    ),
    endsTls: said.loadBalancer?.certificate !== undefined,
    hasIssuer: said.tls?.issuer !== undefined || said.tls?.acme !== undefined,
    redis: redis.safeParse(said.redis).data,
    routes: routesForm(said),
    grpcAsIngress: takesGrpcAsIngress(said),
    apart: hasPodsOfItsOwn(said),
  };
}
