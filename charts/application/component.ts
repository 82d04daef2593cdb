import { entryOf, portsOf } from '../../config/application/graph';
import type { Application } from '../../config/application/schema';
import type { ClusterConfig } from '../../config/cluster';
import * as kongMesh from '../mesh/kong-mesh/names';
import { gatewayServiceAnnotations } from '../mesh/services';

/** A patch of kustomize: a part of an object, merged with the one that is there. */
interface ComponentPatch {
  readonly target: { readonly version: 'v1'; readonly kind: string; readonly name: string };
  readonly patch: string;
}

/** A component of kustomize. */
export interface Component {
  readonly apiVersion: 'kustomize.config.k8s.io/v1alpha1';
  readonly kind: 'Component';
  /** The application, and the namespace of its workloads. */
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly patches: readonly ComponentPatch[];
}

/**
 * What workloads that are there already have to carry, for whoever deploys them: the namespace's place in the mesh, what
 * each port speaks (without it Kuma takes it for tcp), and how the gateway calls a Service that is published. Undefined
 * where an application has none, or no Kong Mesh to join.
 */
export function existingComponent(application: Application, { mesh }: ClusterConfig): Component | undefined {
  const existing = Object.entries(application.services).flatMap(([name, service]) =>
    service.existing === undefined ? [] : [{ name, service, called: service.existing.service }],
  );
  if (mesh?.backend !== 'kong-mesh' || existing.length === 0) return undefined;
  const { namespace } = application;
  const published = entryOf(application);
  const patches = [
    ...(namespace.existing
      ? [patch('Namespace', namespace.name, { metadata: { labels: kongMesh.meshNamespaceLabels(mesh) } })]
      : []),
    ...existing.flatMap(({ name, service, called }) => {
      const ports = portsOf(service);
      if (ports.length === 0) return [];
      return [
        patch('Service', called, {
          metadata: published.includes(name)
            ? { annotations: gatewayServiceAnnotations(namespace.name, called) }
            : {},
          spec: { ports: ports.map(({ port, protocol }) => ({ port, appProtocol: protocol })) },
        }),
      ];
    }),
  ];
  const metadata = { name: application.name, namespace: namespace.name };
  return { apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind: 'Component', metadata, patches };
}

function patch(
  kind: string,
  name: string,
  { metadata, ...rest }: { readonly metadata: object; readonly spec?: object },
): ComponentPatch {
  const object = { apiVersion: 'v1', kind, metadata: { name, ...metadata }, ...rest };
  return { target: { version: 'v1', kind, name }, patch: `${JSON.stringify(object, undefined, 2)}\n` };
}
