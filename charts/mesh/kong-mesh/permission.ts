import type { Construct } from 'constructs';
import type { KongMeshConfig } from '../../../config/mesh';
import {
  MeshTrafficPermission,
  MeshTrafficPermissionSpecRulesDefaultAllowSpiffeIdType,
  MeshTrafficPermissionSpecTargetRefKind,
} from '../../../imports/kuma.io';
import { policyMetadata } from './policy';

export interface PermissionProps {
  readonly mesh: KongMeshConfig;
  readonly namespace: string;
  /** Name of the service that is called. */
  readonly service: string;
  /** Labels of its pods. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** SPIFFE ids of its callers, at least one. */
  readonly callers: readonly string[];
}

/**
 * Who may call a service: each caller by its exact identity, for a prefix that ends in one name also matches a longer
 * one. A service that nobody calls gets no permission, and mutual TLS refuses every call to it.
 */
export function addPermission(scope: Construct, props: PermissionProps): void {
  new MeshTrafficPermission(scope, `permission-${props.service}`, {
    metadata: policyMetadata(props.mesh, props.namespace, props.service),
    spec: {
      targetRef: { kind: MeshTrafficPermissionSpecTargetRefKind.DATAPLANE, labels: { ...props.podLabels } },
      rules: [
        {
          default: {
            allow: props.callers.map((value) => ({
              spiffeId: { type: MeshTrafficPermissionSpecRulesDefaultAllowSpiffeIdType.EXACT, value },
            })),
          },
        },
      ],
    },
  });
}
