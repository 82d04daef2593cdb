import { Construct } from 'constructs';
import type { ClusterConfig } from '../../config/cluster';
import { roleName } from '../../config/role-name';
import { Policy, Role } from '../../imports/iam.services.k8s.aws';
import { KubeServiceAccount } from '../../imports/k8s';
import { isGiven, partition } from '../context';
import { type PolicyDocument, policyDocument, type Statement, type TrustDocument } from './policy-document';
import { podIdentityTrust, serviceAccountTrust } from './trust';

/** A role for whoever creates roles outside the cluster: two documents, each a file of its own. */
export interface RoleDocuments {
  readonly name: string;
  readonly trust: TrustDocument;
  readonly permissions: PolicyDocument;
}

export interface ServiceAccountRoleProps {
  readonly config: ClusterConfig;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly statements: readonly Statement[];
  /** How the pods take it on. @default irsa */
  readonly identity?: 'irsa' | 'pod-identity';
}

/**
 * The IAM role that one ServiceAccount takes on (IRSA). Where the cluster has the ACK controller for IAM, the role and
 * its policy are objects of the cluster; elsewhere they are documents, found with `roleDocuments`.
 */
export class ServiceAccountRole extends Construct {
  readonly documents: RoleDocuments;
  /** ARN for the annotation `eks.amazonaws.com/role-arn`; ACK cannot write it there itself, so it is computed. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ServiceAccountRoleProps) {
    super(scope, id);
    const { config, namespace, serviceAccount, statements } = props;
    const name = roleName(config, namespace, serviceAccount);
    this.arn = `arn:${partition(config)}:iam::${config.aws.account}:role/${name}`;
    this.documents = {
      name,
      trust:
        props.identity === 'pod-identity'
          ? podIdentityTrust(config, namespace, serviceAccount)
          : serviceAccountTrust(config, namespace, serviceAccount),
      permissions: policyDocument(...statements),
    };
    if (isGiven(config, 'ack-iam')) {
      this.addAckObjects(namespace, serviceAccount);
    }
  }

  /** Annotations of the ServiceAccount that takes the role on. */
  get annotations(): Readonly<Record<string, string>> {
    return { 'eks.amazonaws.com/role-arn': this.arn };
  }

  private addAckObjects(namespace: string, serviceAccount: string): void {
    const { name, trust, permissions } = this.documents;
    // A role outlives its object: deleting it by accident would cut the workload off from AWS at once.
    const annotations = { 'services.k8s.aws/deletion-policy': 'retain' };
    const description = `ServiceAccount ${namespace}/${serviceAccount}`;
    const policy = new Policy(this, 'policy', {
      metadata: { name: serviceAccount, namespace, annotations },
      spec: { name, description, policyDocument: JSON.stringify(permissions) },
    });
    new Role(this, 'role', {
      metadata: { name: serviceAccount, namespace, annotations },
      spec: {
        name,
        description,
        assumeRolePolicyDocument: JSON.stringify(trust),
        policyRefs: [{ from: { name: policy.name, namespace } }],
      },
    });
  }
}

/** The documents of all roles below a construct that are not objects of the cluster. */
export function roleDocuments(root: Construct, config: ClusterConfig): readonly RoleDocuments[] {
  if (isGiven(config, 'ack-iam')) {
    return [];
  }
  return root.node
    .findAll()
    .filter((construct) => construct instanceof ServiceAccountRole)
    .map((role) => role.documents);
}

/** A ServiceAccount that takes an IAM role on. Its token is not mounted unless a pod asks for it. */
export function serviceAccountWithRole(
  scope: Construct,
  id: string,
  role: ServiceAccountRole,
  props: ServiceAccountRoleProps,
) {
  return new KubeServiceAccount(scope, id, {
    metadata: {
      name: props.serviceAccount,
      namespace: props.namespace,
      annotations: { ...role.annotations },
    },
    automountServiceAccountToken: false,
  });
}
