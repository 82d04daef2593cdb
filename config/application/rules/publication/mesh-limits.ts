import type { MeshBackend } from '../../../graph/graph-error';
import { defaultRequestMilliseconds, gatewaySilenceMilliseconds } from '../../../graph/traffic';
import { milliseconds, writtenDuration } from '../../duration';
import { backendName, backendsOf } from '../../publish/backends';
import type { ApplicationFinding, Running } from '../../running';
import type { ServiceConfig } from '../../service';

/**
 * Time limits that Kong is given and the mesh behind it does not keep. On Kong Mesh what a gateway calls may be silent for 5 s where
 * nothing is said (kuma's policy mesh-gateways-timeout-all; seen with 2.14.3 and Envoy).
 */
export function meshLimitFindings(
  { head, services }: Running,
  mesh: MeshBackend | undefined,
): readonly ApplicationFinding[] {
  if (head === undefined || mesh !== 'kong-mesh') return [];
  const { routes, services: published } = head.publish;
  const found = (path: readonly string[], written: string | undefined, service: string) => {
    const config = services.get(service)?.config;
    if (written === undefined || config === undefined) return [];
    const waited = longestWait(config);
    return milliseconds(written) <= waited ? [] : [shorter(path, written, service, waited)];
  };
  return [
    ...Object.entries(routes).flatMap(([name, route]) =>
      [...new Set(backendsOf(route).map(backendName))].flatMap((service) =>
        found(
          ['publish', 'routes', name, 'timeouts', 'backendRequest'],
          route.timeouts?.backendRequest,
          service,
        ),
      ),
    ),
    ...Object.entries(published).flatMap(([service, { timeouts }]) =>
      found(['publish', 'services', service, 'timeouts', 'read'], timeouts?.read, service),
    ),
  ];
}

function shorter(
  path: readonly string[],
  written: string,
  service: string,
  waited: number,
): ApplicationFinding {
  return {
    path,
    severity: 'notice',
    message: 'a longer time than the mesh waits',
    expected: `at most ${writtenDuration(waited)}: then Kong Mesh ends a call of the gateway to ${service} that is silent or not answered`,
    mend: `add timeouts: {request: ${written}} under services.${service}, or write a shorter time`,
  };
}

/** In ms: as long as any call to the service may be silent and unanswered. */
function longestWait({ timeouts, routes = {} }: ServiceConfig): number {
  const request = timeouts?.request === undefined ? undefined : milliseconds(timeouts.request);
  const idle = timeouts?.idle === undefined ? undefined : milliseconds(timeouts.idle);
  const limits = [
    request,
    ...Object.values(routes).map(({ timeouts: own }) => own && milliseconds(own.request)),
  ];
  return Math.max(
    ...limits.map((limit, index) => {
      const answered = limit ?? (index === 0 ? defaultRequestMilliseconds : request);
      const silent = idle ?? limit ?? request ?? gatewaySilenceMilliseconds;
      return Math.min(forever(answered ?? defaultRequestMilliseconds), forever(silent));
    }),
  );
}

/** 0 is no limit. */
function forever(limit: number): number {
  return limit === 0 ? Number.POSITIVE_INFINITY : limit;
}
