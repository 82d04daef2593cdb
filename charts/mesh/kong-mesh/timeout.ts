import type { Construct } from 'constructs';
import { calledName, versionServiceName } from '../../../config/graph/service-graph';
import type { Timeouts } from '../../../config/graph/traffic';
import {
  MeshTimeout,
  MeshTimeoutSpecTargetRefKind,
  MeshTimeoutSpecToTargetRefKind,
} from '../../../imports/kuma.io';
import { duration } from './duration';
import { timedRouteName } from './http-route';
import { type PolicyProps, policyMetadata } from './policy';

/**
 * Time limits of calls to a service. That of a request holds where the route is chosen, on the service itself; those of
 * a connection hold where it goes, on the versions. A silent tcp connection is cut at the service's own listener (kuma
 * pkg/plugins/policies/meshtimeout/plugin/xds/configurer.go), so the idle limit is on both.
 *
 * A silent stream gets a limit too. Kuma's own for gateways is 5 s (its policy `mesh-gateways-timeout-all`, which holds
 * for Kong as well), and would cut off an answer that the limit of the request still waits for.
 *
 * A route has the whole of its limits: those of the service do not reach calls that a MeshTimeout of their MeshHTTPRoute is for.
 */
export function addTimeout(scope: Construct, { mesh, namespace, service }: PolicyProps): void {
  const { timeouts = {}, routes = [] } = service;
  const { idleMilliseconds, connectMilliseconds } = timeouts;
  const idle = idleMilliseconds === undefined ? {} : { idleTimeout: duration(idleMilliseconds) };
  const connect =
    connectMilliseconds === undefined ? {} : { connectionTimeout: duration(connectMilliseconds) };
  const atService = { ...idle, ...(service.protocol === 'tcp' ? {} : requestLimits(timeouts)) };
  const atVersions = { ...connect, ...idle };
  const timed = routes.filter((route) => route.timeouts !== undefined);
  if (service.timeouts === undefined && timed.length === 0) return;
  new MeshTimeout(scope, `timeout-${service.name}`, {
    metadata: policyMetadata(mesh, namespace, service.name),
    spec: {
      targetRef: { kind: MeshTimeoutSpecTargetRefKind.MESH },
      to: [
        ...(Object.keys(atService).length === 0 ? [] : [{ name: calledName(service), limits: atService }]),
        ...(Object.keys(atVersions).length === 0
          ? []
          : service.versions.map((version) => ({
              name: versionServiceName(service, version),
              limits: atVersions,
            }))),
      ]
        .map(({ name, limits }) => ({
          targetRef: { kind: MeshTimeoutSpecToTargetRefKind.MESH_SERVICE, name },
          default: limits,
        }))
        .concat(
          timed.map((route) => ({
            targetRef: {
              kind: MeshTimeoutSpecToTargetRefKind.MESH_HTTP_ROUTE,
              name: timedRouteName(service, route),
            },
            default: requestLimits({ ...timeouts, ...route.timeouts }),
          })),
        ),
    },
  });
}

function requestLimits({ requestMilliseconds, idleMilliseconds }: Timeouts) {
  const silent = idleMilliseconds ?? requestMilliseconds;
  return silent === undefined
    ? {}
    : {
        http: {
          ...(requestMilliseconds === undefined ? {} : { requestTimeout: duration(requestMilliseconds) }),
          streamIdleTimeout: duration(silent),
        },
      };
}
