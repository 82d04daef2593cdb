import { ApiObject, App, Chart } from 'cdk8s';
import { gatewayMember } from '../../charts/gateway/names';
import { compileToAppMesh } from '../../charts/mesh/app-mesh/compile';
import { addGatewayNode } from '../../charts/mesh/app-mesh/virtual-node';
import { compileToKongMesh } from '../../charts/mesh/kong-mesh/compile';
import { addIdentity, addMesh } from '../../charts/mesh/kong-mesh/mesh';
import { partsOf } from '../../charts/part';
import type { ServiceGraph } from '../../config/graph/service-graph';
import type { KongMeshConfig } from '../../config/mesh';
import type { Manifest } from '../../references/manifest';
import { readCluster } from './clusters';
import type { Pair } from './differences';

/** The objects that a function makes in a chart of its own. */
export function objectsIn(build: (chart: Chart) => void): readonly Manifest[] {
  const chart = new Chart(new App(), 'test');
  build(chart);
  return chart.node
    .findAll()
    .filter((construct) => construct instanceof ApiObject)
    .map((object) => object.toJson());
}

/** The mesh settings of the repository's own Kong Mesh cluster. */
export function kongMeshConfig(): KongMeshConfig {
  const { mesh } = readCluster('test/reference/clusters/us-west-2-kong-mesh.yaml');
  if (mesh?.backend !== 'kong-mesh') throw new Error('the cluster file has another mesh');
  return mesh;
}

/** A graph compiled to App Mesh, with the gateway's virtual node. */
export function appMeshObjects(graph: ServiceGraph): readonly Manifest[] {
  const config = readCluster('test/reference/clusters/us-west-2-app-mesh.yaml');
  return objectsIn((chart) => {
    compileToAppMesh(chart, config, 'dj-app', graph);
    addGatewayNode(
      chart,
      gatewayMember,
      graph.entry.map((name) => ({ namespace: graph.namespace, name })),
    );
  });
}

/** A graph compiled to Kong Mesh, with the Mesh and its identities. */
export function kongMeshObjects(graph: ServiceGraph): readonly Manifest[] {
  const mesh = kongMeshConfig();
  return objectsIn((chart) => {
    addMesh(chart, mesh);
    addIdentity(chart, mesh);
    compileToKongMesh(partsOf(chart), mesh, gatewayMember, graph);
  });
}

/** A graph on both meshes. */
export function compilePair(graph: ServiceGraph): Pair {
  return { appMesh: appMeshObjects(graph), kongMesh: kongMeshObjects(graph), graph };
}
