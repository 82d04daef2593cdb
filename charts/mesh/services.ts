import type { Construct } from 'constructs';
import {
  type NamedService,
  type ServicePort,
  serviceHost,
  servicePorts,
  versionLabels,
  versionName,
} from '../../config/graph/service-graph';
import { IntOrString, KubeService, type ServicePort as KubeServicePort } from '../../imports/k8s';

/**
 * Annotations by which Kong calls a Service through the mesh: by its name and not by its pods' addresses, and with the
 * Host that the mesh knows it by. Source: kubernetes-ingress-controller v3.5.13 internal/annotations.
 */
export function gatewayServiceAnnotations(namespace: string, name: string): Readonly<Record<string, string>> {
  return {
    'ingress.kubernetes.io/service-upstream': 'true',
    'konghq.com/host-header': serviceHost(namespace, name),
  };
}

/**
 * The Service by whose name others call a service. Under App Mesh it selects no pod (`placeholder`): its endpoints are
 * the mesh's business, and a call that the mesh does not route ends nowhere instead of at any version. Under Kong Mesh
 * it selects the pods of all versions, for Kuma makes a MeshService of it.
 */
export function addNamedService(
  scope: Construct,
  namespace: string,
  service: Omit<NamedService, 'versions'>,
  form: 'placeholder' | 'all-versions',
): void {
  new KubeService(scope, `service-${service.name}`, {
    metadata: {
      name: service.name,
      namespace,
      labels: { app: service.name },
      annotations: { ...gatewayServiceAnnotations(namespace, service.name) },
    },
    spec: {
      ...(form === 'placeholder' ? {} : { selector: { app: service.name } }),
      ports: servicePorts(service).map(port),
    },
  });
}

/** The Service of one version. */
export function addVersionService(
  scope: Construct,
  namespace: string,
  service: Omit<NamedService, 'versions'>,
  version: NamedService['versions'][number],
): void {
  const labels = { ...versionLabels(service, version) };
  const name = versionName(service, version);
  new KubeService(scope, `service-${name}`, {
    metadata: { name, namespace, labels },
    spec: { selector: labels, ports: servicePorts(service).map(port) },
  });
}

/** `appProtocol` is what Kuma reads: a port without it is tcp, and an HTTP split over tcp ports does nothing. */
function port({ name, port: number, targetPort = number, protocol }: ServicePort): KubeServicePort {
  return {
    name,
    port: number,
    targetPort: IntOrString.fromNumber(targetPort),
    protocol: 'TCP',
    appProtocol: protocol,
  };
}
