import type { Gateway } from '../../../kong-plugins/fault';

/** What an application needs to know of the gateway that publishes it. */
export interface PublishingGateway extends Gateway {
  readonly replicas: number;
  /** Names and kinds of the cluster's own plugins. */
  readonly plugins: ReadonlyMap<string, string>;
  /** Whether the load balancer has a certificate, and so ends TLS. */
  readonly endsTls: boolean;
  /** Whether the cluster says who issues certificates. */
  readonly hasIssuer: boolean;
}

/** What is said of a gateway in a cluster file, as far as it is valid. */
interface SaidOfGateway {
  readonly mode?: string | undefined;
  readonly version?: string | undefined;
  readonly replicas?: number | undefined;
  readonly loadBalancer?: { readonly certificate?: unknown } | undefined;
}

/** What an application needs to know of a gateway; undefined where its version is not known. */
export function publishingGateway(said: SaidOfGateway | undefined): PublishingGateway | undefined {
  if (said?.version === undefined || said.mode === undefined) return undefined;
  const open = said.mode === 'kic' && said.version === '3.9';
  return {
    version: said.version,
    edition: open ? 'open-source' : 'enterprise',
    replicas: said.replicas ?? 2,
    plugins: new Map(),
    endsTls: said.loadBalancer?.certificate !== undefined,
    hasIssuer: false,
  };
}
