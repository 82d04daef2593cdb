import type { Construct } from 'constructs';
import type { KongMeshConfig } from '../../../config/mesh';
import {
  MeshPassthrough,
  MeshPassthroughSpecDefaultAppendMatchProtocol,
  MeshPassthroughSpecDefaultAppendMatchType,
  MeshPassthroughSpecDefaultPassthroughMode,
  MeshPassthroughSpecTargetRefKind,
} from '../../../imports/kuma.io';
import { meshLabel } from './names';

export interface PassthroughProps {
  readonly mesh: KongMeshConfig;
  readonly name: string;
  readonly namespace: string;
  /** Labels of the pods that may leave the mesh. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Hosts that they may call by TLS on port 443, at least one. */
  readonly hosts: readonly string[];
}

/** The only ways out of the mesh for some pods: the mesh itself lets nobody out. */
export function addPassthrough(scope: Construct, props: PassthroughProps): void {
  new MeshPassthrough(scope, `passthrough-${props.name}`, {
    metadata: { name: props.name, namespace: props.namespace, labels: { ...meshLabel(props.mesh) } },
    spec: {
      targetRef: { kind: MeshPassthroughSpecTargetRefKind.DATAPLANE, labels: { ...props.podLabels } },
      default: {
        passthroughMode: MeshPassthroughSpecDefaultPassthroughMode.MATCHED,
        appendMatch: props.hosts.map((value) => ({
          type: MeshPassthroughSpecDefaultAppendMatchType.DOMAIN,
          value,
          port: 443,
          protocol: MeshPassthroughSpecDefaultAppendMatchProtocol.TLS,
        })),
      },
    },
  });
}
