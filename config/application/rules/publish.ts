import type { MeshBackend } from '../../graph/graph-error';
import type { PublishingGateway } from '../publish/gateway';
import type { ApplicationFinding, Running } from '../running';
import { consumerFindings } from './publication/consumers';
import { formFindings } from './publication/forms';
import { grpcFindings } from './publication/grpc';
import { publishedHostFindings } from './publication/hosts';
import { hybridFindings } from './publication/hybrid';
import { meshLimitFindings } from './publication/mesh-limits';
import { pluginFindings, pluginUses } from './publication/plugins';
import { routeFindings } from './publication/routes';
import { publishedServiceFindings } from './publication/services';

/** What Kong would refuse, or could not do, of what an application publishes. */
export function publication(
  running: Running,
  mesh: MeshBackend | undefined,
  gateway: PublishingGateway | undefined,
): readonly ApplicationFinding[] {
  return [
    ...routeFindings(running, mesh),
    ...publishedServiceFindings(running),
    ...meshLimitFindings(running, mesh),
    ...publishedHostFindings(running, gateway),
    ...pluginFindings(running, gateway),
    ...pluginUses(running, gateway),
    ...consumerFindings(running, gateway),
    ...formFindings(running, gateway),
    ...grpcFindings(running, gateway),
    ...hybridFindings(running, gateway),
  ];
}
