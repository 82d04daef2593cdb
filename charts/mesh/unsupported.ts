import { unsupportedByAppMesh } from './app-mesh/unsupported';
import type { MeshBackend, UnsupportedFeature } from './graph-error';
import { unsupportedByKongMesh } from './kong-mesh/unsupported';
import type { ServiceGraph } from './service-graph';

/** What a consistent graph asks for and one mesh cannot do, each with its reason. */
export function unsupportedFeatures(graph: ServiceGraph, mesh: MeshBackend): readonly UnsupportedFeature[] {
  return mesh === 'app-mesh' ? unsupportedByAppMesh(graph) : unsupportedByKongMesh(graph);
}
