import type { Construct } from 'constructs';
import type { ExternalProtocol, ExternalService } from '../../../config/graph/service-graph';
import {
  MeshPassthrough,
  type MeshPassthroughSpecDefaultAppendMatch,
  MeshPassthroughSpecDefaultAppendMatchType,
  MeshPassthroughSpecDefaultPassthroughMode,
  MeshPassthroughSpecTargetRefKind,
  MeshPassthroughSpecDefaultAppendMatchProtocol as Protocol,
} from '../../../imports/kuma.io';
import { type PolicyMesh, policyMetadata } from './policy';

export interface PassthroughProps {
  readonly mesh: PolicyMesh;
  readonly name: string;
  readonly namespace: string;
  /** Labels of the pods that may leave the mesh. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Hosts that they may call, at least one. */
  readonly hosts: readonly Omit<ExternalService, 'name'>[];
}

/** A host is known by its server name or its Host header; by tcp alone it is not (`unsupportedByKongMesh`). */
const matchProtocols: Readonly<Record<ExternalProtocol, Protocol>> = {
  http: Protocol.HTTP,
  http2: Protocol.HTTP2,
  grpc: Protocol.GRPC,
  tcp: Protocol.TCP,
  tls: Protocol.TLS,
};

/** The only ways out of the mesh for some pods: the mesh itself lets nobody out. */
export function addPassthrough(scope: Construct, props: PassthroughProps): void {
  new MeshPassthrough(scope, `passthrough-${props.name}`, {
    metadata: policyMetadata(props.mesh, props.namespace, props.name),
    spec: {
      targetRef: { kind: MeshPassthroughSpecTargetRefKind.DATAPLANE, labels: { ...props.podLabels } },
      default: {
        passthroughMode: MeshPassthroughSpecDefaultPassthroughMode.MATCHED,
        appendMatch: props.hosts.flatMap(
          ({ host, port, protocol, cidr }): MeshPassthroughSpecDefaultAppendMatch[] =>
            cidr === undefined
              ? [
                  {
                    type: MeshPassthroughSpecDefaultAppendMatchType.DOMAIN,
                    value: host,
                    port,
                    protocol: matchProtocols[protocol],
                  },
                ]
              : cidr.map((value) => ({
                  type: MeshPassthroughSpecDefaultAppendMatchType.CIDR,
                  value,
                  port,
                  protocol: matchProtocols[protocol],
                })),
        ),
      },
    },
  });
}
