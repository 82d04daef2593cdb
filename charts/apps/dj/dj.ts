import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { DjConfig } from '../../../config/applications';
import type { ClusterConfig } from '../../../config/cluster';
import type { MeshConfig } from '../../../config/mesh';
import { addConsumer, type Consumer, credentialSecret } from '../../gateway/consumer';
import { gatewayMember } from '../../gateway/names';
import { addPlugin } from '../../gateway/plugin';
import { addRoutes } from '../../gateway/routes';
import { compileToAppMesh } from '../../mesh/app-mesh/compile';
import * as appMesh from '../../mesh/app-mesh/namespace-labels';
import { compileToKongMesh } from '../../mesh/kong-mesh/compile';
import * as kongMesh from '../../mesh/kong-mesh/names';
import { addNamespace } from '../../platform/namespace';
import { AwsSecrets } from '../../secrets/aws-secrets';
import { djGraph, djPort, djServices } from './graph';

/** The DJ application: its services on the mesh, and how the gateway publishes them. */
export class DjChart extends Chart {
  constructor(scope: Construct, config: ClusterConfig, mesh: MeshConfig, dj: DjConfig) {
    super(scope, 'dj');
    const { namespace } = dj;
    const graph = djGraph(dj);
    if (mesh.backend === 'app-mesh') {
      addNamespace(this, namespace, appMesh.meshNamespaceLabels(mesh.name));
      compileToAppMesh(this, config, mesh.name, graph);
    } else {
      addNamespace(this, namespace, kongMesh.meshNamespaceLabels(mesh));
      compileToKongMesh(this, mesh, gatewayMember, graph);
    }
    this.publish(config, dj);
  }

  private publish(config: ClusterConfig, dj: DjConfig): void {
    const { namespace } = dj;
    const consumers: readonly Consumer[] = Object.entries(dj.consumers).map(([name, consumer]) => ({
      name,
      credential: consumer.credential ?? `${name}-apikey`,
      awsSecret: consumer.secret,
    }));
    new AwsSecrets(this, 'secrets', {
      config,
      namespace,
      store: `${namespace}-secretstore`,
      secrets: consumers.map(credentialSecret),
    });
    const apiKey = addPlugin(this, { name: 'apikey', namespace, plugin: 'key-auth', config: {} });
    const rateLimit = addPlugin(this, {
      name: 'rl-by-minute',
      namespace,
      plugin: 'rate-limiting',
      config: { minute: dj.rateLimit.minute, policy: 'local' },
    });
    for (const consumer of consumers) {
      addConsumer(this, namespace, consumer);
    }
    addRoutes(this, {
      name: 'djingress',
      namespace,
      host: dj.host,
      paths: djServices.map((service) => ({ path: `/dj/${service}`, service, port: djPort })),
      plugins: [apiKey.name, rateLimit.name],
    });
  }
}
