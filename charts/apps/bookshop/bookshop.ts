import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { BookshopConfig } from '../../../config/applications';
import type { ClusterConfig } from '../../../config/cluster';
import type { MeshConfig } from '../../../config/mesh';
import { gatewayMember } from '../../gateway/names';
import { addRoutes } from '../../gateway/routes';
import { compileToAppMesh } from '../../mesh/app-mesh/compile';
import * as appMesh from '../../mesh/app-mesh/namespace-labels';
import { compileToKongMesh } from '../../mesh/kong-mesh/compile';
import * as kongMesh from '../../mesh/kong-mesh/names';
import { addNamespace } from '../../platform/namespace';
import { bookshopGraph, storefrontPort } from './graph';

/** The bookshop: its services on the mesh, and the storefront behind the gateway. */
export class BookshopChart extends Chart {
  constructor(scope: Construct, config: ClusterConfig, mesh: MeshConfig, bookshop: BookshopConfig) {
    super(scope, 'bookshop');
    const { namespace } = bookshop;
    const graph = bookshopGraph(bookshop);
    if (mesh.backend === 'app-mesh') {
      addNamespace(this, namespace, appMesh.meshNamespaceLabels(mesh.name));
      compileToAppMesh(this, config, mesh.name, graph);
    } else {
      addNamespace(this, namespace, kongMesh.meshNamespaceLabels(mesh));
      compileToKongMesh(this, mesh, gatewayMember, graph);
    }
    addRoutes(this, {
      name: 'bookshop',
      namespace,
      host: bookshop.host,
      paths: [{ path: '/', service: 'storefront', port: storefrontPort }],
      plugins: [],
    });
  }
}
