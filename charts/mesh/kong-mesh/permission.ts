import type { Construct } from 'constructs';
import {
  MeshTrafficPermission,
  MeshTrafficPermissionSpecRulesDefaultAllowSpiffeIdType,
  MeshTrafficPermissionSpecRulesDefaultDenySpiffeIdType,
  MeshTrafficPermissionSpecTargetRefKind,
} from '../../../imports/kuma.io';
import { type PolicyMesh, policyMetadata } from './policy';

export interface PermissionProps {
  readonly mesh: PolicyMesh;
  readonly namespace: string;
  /** Name of the service that is called. */
  readonly service: string;
  /** Labels of its pods. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** SPIFFE ids of its callers. */
  readonly callers: readonly string[];
  /** SPIFFE id of the trust domain, which is the start of everybody's. */
  readonly everybody: string;
}

/**
 * Who may call a service: each caller by its exact identity, for a prefix that ends in one name also matches a longer
 * one. That nobody may call a service is said too: without a permission every call would be refused as well, and whoever reads
 * could not tell it from a mistake.
 */
export function addPermission(scope: Construct, props: PermissionProps): void {
  new MeshTrafficPermission(scope, `permission-${props.service}`, {
    metadata: policyMetadata(props.mesh, props.namespace, props.service),
    spec: {
      targetRef: { kind: MeshTrafficPermissionSpecTargetRefKind.DATAPLANE, labels: { ...props.podLabels } },
      rules: [
        {
          default:
            props.callers.length === 0
              ? {
                  deny: [
                    {
                      spiffeId: {
                        type: MeshTrafficPermissionSpecRulesDefaultDenySpiffeIdType.PREFIX,
                        value: props.everybody,
                      },
                    },
                  ],
                }
              : {
                  allow: props.callers.map((value) => ({
                    spiffeId: { type: MeshTrafficPermissionSpecRulesDefaultAllowSpiffeIdType.EXACT, value },
                  })),
                },
        },
      ],
    },
  });
}
