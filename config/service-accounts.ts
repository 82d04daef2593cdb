import type { PartlyValid } from './valid-parts';

/** Service accounts that assume an IAM role; see `roleName`. */
export interface RoleAccount {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** Namespaces that Meshwright or Kubernetes itself fills; an application needs one of its own. */
export const reservedNamespaces = [
  'appmesh-system',
  'argocd',
  'cert-manager',
  'external-secrets',
  'flux-system',
  'kong',
  'kong-mesh-system',
  'kube-node-lease',
  'kube-public',
  'kube-system',
] as const;

/** The service accounts of the bookshop, one for each version of each service. */
const bookshopAccounts = ['storefront', 'catalogue', 'stock', 'ledger'].flatMap((name) => [
  `${name}-v1`,
  `${name}-v2`,
]);

/**
 * The service accounts with an IAM role of their own: one for each namespace with secrets, the App Mesh controller, and
 * on App Mesh every meshed workload.
 */
export function roleAccounts(config: PartlyValid): RoleAccount[] {
  const { mesh, gateway, given, applications } = config;
  const prod = applications?.dj === undefined ? undefined : (applications.dj.namespace ?? 'prod');
  const accounts: RoleAccount[] = [];
  const add = (namespace: string, ...names: string[]) => {
    for (const serviceAccount of names) accounts.push({ namespace, serviceAccount });
  };
  if (gateway !== undefined && !(gateway.mode === 'kic' && gateway.license === undefined)) {
    add('kong', 'external-secrets');
  }
  if (prod !== undefined) add(prod, 'external-secrets');
  if (mesh?.backend === 'kong-mesh' && hasSecrets(mesh)) add('kong-mesh-system', 'external-secrets');
  if (mesh?.backend === 'app-mesh') {
    if (!given?.includes('app-mesh-controller')) add('appmesh-system', 'appmesh-controller');
    add('kong', 'kong-gateway');
    if (prod !== undefined) add(prod, 'jazz-v1', 'jazz-v2', 'metal-v1', 'metal-v2');
    if (applications?.bookshop !== undefined) {
      add(applications.bookshop.namespace ?? 'bookshop', ...bookshopAccounts);
    }
  }
  return accounts;
}

function hasSecrets(
  mesh: Extract<NonNullable<PartlyValid['mesh']>, { readonly profile?: unknown }>,
): boolean {
  return mesh.konnect !== undefined || mesh.license !== undefined || mesh.certificateAuthority !== 'built-in';
}
