import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import {
  type Service,
  type ServiceVersion,
  versionLabels,
  versionName,
} from '../../config/graph/service-graph';
import { KubeDeployment, KubeServiceAccount } from '../../imports/k8s';

export interface WorkloadProps {
  readonly namespace: string;
  readonly service: Service;
  readonly version: ServiceVersion;
  /** Annotations of the ServiceAccount: the IAM role where the mesh asks for one. */
  readonly serviceAccountAnnotations?: Readonly<Record<string, string>>;
  /**
   * Whether the pods mount the ServiceAccount's token. Kuma's sidecar shows it to the control plane, and finds it only
   * among the pod's own mounts (kuma pkg/plugins/runtime/k8s/webhooks/injector); App Mesh's does not need it.
   */
  readonly mountToken: boolean;
}

/**
 * The Deployment of one version of a service, and a ServiceAccount of its own, so that a permission can name exactly
 * this version. The pods satisfy Pod Security `baseline`; the mesh's init container needs NET_ADMIN, which `restricted`
 * refuses.
 */
export function addWorkload(scope: Construct, props: WorkloadProps): void {
  const { namespace, service, version } = props;
  const name = versionName(service, version);
  const labels = { ...versionLabels(service, version) };
  const annotations = props.serviceAccountAnnotations;
  const serviceAccount = new KubeServiceAccount(scope, `service-account-${name}`, {
    metadata: { name, namespace, ...(annotations === undefined ? {} : { annotations: { ...annotations } }) },
    automountServiceAccountToken: props.mountToken,
  });
  new KubeDeployment(scope, `deployment-${name}`, {
    metadata: { name, namespace, labels },
    spec: {
      replicas: version.workload.replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: serviceAccount.name,
          automountServiceAccountToken: props.mountToken,
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name: service.name,
              image: version.workload.image,
              ports: [{ name: service.protocol, containerPort: service.port }],
              env: Object.entries(version.workload.environment).map(([key, value]) => ({ name: key, value })),
              resources: {
                requests: { cpu: k8s.Quantity.fromString('50m'), memory: k8s.Quantity.fromString('64Mi') },
                limits: { memory: k8s.Quantity.fromString('128Mi') },
              },
              readinessProbe: readinessProbe(service),
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
            },
          ],
        },
      },
    },
  });
}

/** The same question that the mesh's health check asks; a service without one is ready when it takes connections. */
function readinessProbe({ port, protocol, healthCheck }: Service): k8s.Probe {
  if (healthCheck?.path !== undefined) {
    return { httpGet: { path: healthCheck.path, port: k8s.IntOrString.fromNumber(port) } };
  }
  return protocol === 'grpc' && healthCheck !== undefined
    ? { grpc: { port } }
    : { tcpSocket: { port: k8s.IntOrString.fromNumber(port) } };
}
