import type { MeshBackend, UnsupportedFeature } from './graph-error';
import type { ServiceGraph } from './service-graph';
import { unsupportedByAppMesh } from './unsupported-app-mesh';
import { unsupportedByKongMesh } from './unsupported-kong-mesh';

/**
 * What a consistent graph asks for and one mesh cannot do, each with its reason.
 *
 * @param hasEgress whether the zone of a Kong Mesh has an egress that knows its callers
 */
export function unsupportedFeatures(
  graph: ServiceGraph,
  mesh: MeshBackend,
  hasEgress = false,
): readonly UnsupportedFeature[] {
  return mesh === 'app-mesh' ? unsupportedByAppMesh(graph) : unsupportedByKongMesh(graph, hasEgress);
}
