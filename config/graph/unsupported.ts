import type { MeshBackend, UnsupportedFeature } from './graph-error';
import type { ServiceGraph } from './service-graph';
import { unsupportedByAppMesh } from './unsupported-app-mesh';
import { unsupportedByKongMesh } from './unsupported-kong-mesh';

/** What a consistent graph asks for and one mesh cannot do, each with its reason. */
export function unsupportedFeatures(graph: ServiceGraph, mesh: MeshBackend): readonly UnsupportedFeature[] {
  return mesh === 'app-mesh' ? unsupportedByAppMesh(graph) : unsupportedByKongMesh(graph);
}
