import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClusterConfig } from '../../config/cluster';
import type { AppMeshConfig } from '../../config/mesh';
import { Mesh, MeshSpecEgressFilterType } from '../../imports/appmesh.k8s.aws';
import { isGiven } from '../context';
import { ServiceAccountRole } from '../iam/service-account-role';
import { appMeshControllerStatements } from '../iam/statements';
import { addOperatorPolicies } from '../network-policies/platform';
import { podSecurityLabels } from '../pod-security';
import { spreadAffinity } from '../spread';
import { appMeshSidecarTag, helmChartVersions } from '../versions';
import { HelmInstall } from './helm-install';
import { mergeValues } from './helm-values';
import { appMeshMirror } from './mirror-values';
import { addNamespace } from './namespace';

/** AWS App Mesh: its controller, and the mesh. */
export class AppMeshChart extends Chart {
  constructor(scope: Construct, config: ClusterConfig, mesh: AppMeshConfig) {
    super(scope, 'app-mesh');
    if (!isGiven(config, 'app-mesh-controller')) {
      this.addController(config);
    }
    new Mesh(this, 'mesh', {
      metadata: { name: mesh.name },
      spec: {
        // A mesh without a selector selects no namespace; each namespace has to match exactly one mesh.
        namespaceSelector: { matchLabels: { mesh: mesh.name } },
        egressFilter: { type: MeshSpecEgressFilterType.DROP_UNDERSCORE_ALL },
      },
    });
  }

  private addController(config: ClusterConfig): void {
    // The chart has no field for what restricted asks of its container.
    const namespace = addNamespace(this, 'appmesh-system', podSecurityLabels(config, 'baseline')).name;
    const serviceAccount = 'appmesh-controller';
    if (config.production.networkPolicies) {
      addOperatorPolicies(this, namespace, { webhooks: [9443], metrics: [8080] });
    }
    // The controller's AWS SDK is older than EKS Pod Identity, so it signs in by IRSA.
    const role = new ServiceAccountRole(this, 'controller-role', {
      config,
      namespace,
      serviceAccount,
      statements: appMeshControllerStatements(config),
    });
    const affinity = spreadAffinity(config, { 'app.kubernetes.io/name': 'appmesh-controller' });
    new HelmInstall(this, 'install', {
      config,
      key: 'appmesh-controller',
      chart: helmChartVersions['appmesh-controller'],
      release: 'appmesh-controller',
      namespace,
      values: mergeValues(appMeshMirror(config), {
        region: config.aws.region,
        accountId: config.aws.account,
        clusterName: config.aws.eksCluster,
        serviceAccount: { create: true, name: serviceAccount, annotations: role.annotations },
        sidecar: {
          image: { tag: config.versions.images['app-mesh-envoy'] ?? appMeshSidecarTag },
          waitUntilProxyReady: true,
        },
        podDisruptionBudget: { minAvailable: 1 },
        replicaCount: 2,
        ...(affinity === undefined ? {} : { affinity }),
        // A Helm upgrade keeps the certificates that the chart makes; a render of Argo CD would make new ones.
        enableCertManager: config.delivery.engine === 'argo-cd',
      }),
    });
  }
}
