/** Most characters of an IAM role name. Source: the IAM API, CreateRole, RoleName. */
export const maxRoleName = 64;

/** The part of a cluster that names its roles. */
interface RoleNaming {
  readonly aws: { readonly eksCluster: string; readonly rolePrefix?: string | undefined };
}

/**
 * Name of the IAM role of a service account: `<rolePrefix or eksCluster>-<namespace>-<serviceAccount>`. That it has at
 * most 64 characters for every service account that needs a role is a rule of the cluster file. It is unique in the AWS
 * account as long as its prefix is.
 */
export function roleName(config: RoleNaming, namespace: string, serviceAccount: string): string {
  return `${config.aws.rolePrefix ?? config.aws.eksCluster}-${namespace}-${serviceAccount}`;
}
