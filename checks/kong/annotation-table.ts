import {
  type AnnotationValue,
  absolutePath,
  anything,
  buffering,
  hostHeader,
  hostList,
  methodList,
  milliseconds,
  nameList,
  onlyTrue,
  pathHandling,
  priority,
  protocol,
  protocolList,
  redirectCode,
  retries,
  serverNameList,
  servicePath,
  tagList,
  trueOrFalse,
  truth,
  verifyDepth,
} from './annotation-value';

/** What the controller reads an annotation from. */
export type Side =
  | 'route'
  | 'service'
  | 'consumer'
  | 'consumer-group'
  | 'gateway'
  | 'gateway-class'
  | 'entity';

export interface KnownAnnotation {
  readonly on: readonly Side[];
  readonly value: AnnotationValue;
}

const route = (value: AnnotationValue): KnownAnnotation => ({ on: ['route'], value });
const service = (value: AnnotationValue): KnownAnnotation => ({ on: ['service'], value });

/**
 * Every annotation that Kong Ingress Controller 3.5 reads
 * (Kong/kubernetes-ingress-controller v3.5.13 internal/annotations/annotations.go). `headers.<NAME>` is apart.
 */
export const knownAnnotations: ReadonlyMap<string, KnownAnnotation> = new Map<string, KnownAnnotation>([
  ['ingress.kubernetes.io/force-ssl-redirect', route(onlyTrue)],
  ['ingress.kubernetes.io/service-upstream', service(onlyTrue)],
  ['konghq.com/ca-certificates-configmaps', service(nameList)],
  ['konghq.com/ca-certificates-secrets', service(nameList)],
  ['konghq.com/client-cert', service(nameList)],
  ['konghq.com/connect-timeout', service(milliseconds)],
  ['konghq.com/gatewayclass-unmanaged', { on: ['gateway-class'], value: anything }],
  ['konghq.com/headers-separator', route(anything)],
  ['konghq.com/host-aliases', route(hostList)],
  ['konghq.com/host-header', service(hostHeader)],
  ['konghq.com/https-redirect-status-code', route(redirectCode)],
  ['konghq.com/methods', route(methodList)],
  ['konghq.com/override', { on: ['route', 'service'], value: nameList }],
  ['konghq.com/path', service(servicePath)],
  ['konghq.com/path-handling', route(pathHandling)],
  ['konghq.com/plugins', { on: ['route', 'service', 'consumer', 'consumer-group'], value: nameList }],
  ['konghq.com/preserve-host', route(trueOrFalse)],
  ['konghq.com/protocol', service(protocol)],
  ['konghq.com/protocols', route(protocolList)],
  ['konghq.com/publish-service', { on: ['gateway'], value: anything }],
  ['konghq.com/read-timeout', service(milliseconds)],
  ['konghq.com/regex-prefix', route(absolutePath)],
  ['konghq.com/regex-priority', route(priority)],
  ['konghq.com/request-buffering', route(buffering)],
  ['konghq.com/response-buffering', route(buffering)],
  ['konghq.com/retries', service(retries)],
  ['konghq.com/rewrite', route(absolutePath)],
  ['konghq.com/snis', route(serverNameList)],
  ['konghq.com/strip-path', route(trueOrFalse)],
  [
    'konghq.com/tags',
    { on: ['route', 'service', 'consumer', 'consumer-group', 'entity', 'gateway'], value: tagList },
  ],
  ['konghq.com/tls-verify', service(truth)],
  ['konghq.com/tls-verify-depth', service(verifyDepth)],
  ['konghq.com/upstream-policy', service(nameList)],
  ['konghq.com/write-timeout', service(milliseconds)],
]);

const headers = 'konghq.com/headers.';

/** What is known of an annotation; undefined for one that the controller does not read. */
export function knownAnnotation(key: string): KnownAnnotation | undefined {
  if (key.startsWith(headers) && key.length > headers.length) return route(anything);
  return knownAnnotations.get(key);
}

/** Kinds whose annotations the controller reads, and as what. */
export const sides: ReadonlyMap<string, Side> = new Map<string, Side>([
  ['networking.k8s.io/Ingress', 'route'],
  ['gateway.networking.k8s.io/HTTPRoute', 'route'],
  ['gateway.networking.k8s.io/GRPCRoute', 'route'],
  ['gateway.networking.k8s.io/TCPRoute', 'route'],
  ['gateway.networking.k8s.io/TLSRoute', 'route'],
  ['gateway.networking.k8s.io/UDPRoute', 'route'],
  ['gateway.networking.k8s.io/Gateway', 'gateway'],
  ['gateway.networking.k8s.io/GatewayClass', 'gateway-class'],
  ['/Service', 'service'],
  ['incubator.ingress-controller.konghq.com/KongServiceFacade', 'service'],
  ['configuration.konghq.com/KongConsumer', 'consumer'],
  ['configuration.konghq.com/KongConsumerGroup', 'consumer-group'],
  ['configuration.konghq.com/KongPlugin', 'entity'],
  ['configuration.konghq.com/KongClusterPlugin', 'entity'],
  ['configuration.konghq.com/KongUpstreamPolicy', 'entity'],
]);

export const annotatedKinds: readonly string[] = [...sides.keys()];
