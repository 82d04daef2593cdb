import type { Application } from './application/schema';
import { makesStore } from './application/secrets';
import { hasPodsOfItsOwn } from './gateway';
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
  'kong-system',
  'kube-node-lease',
  'kube-public',
  'kube-system',
] as const;

/**
 * The service accounts with an IAM role of their own: one for each namespace with secrets, the App Mesh controller, and
 * on App Mesh every meshed workload.
 */
export function roleAccounts(config: PartlyValid): RoleAccount[] {
  const { mesh, gateway, given, applications } = config;
  const running = Object.values(applications ?? {}).flatMap((application) => application ?? []);
  const accounts: RoleAccount[] = [];
  const add = (namespace: string, ...names: string[]) => {
    for (const serviceAccount of names) accounts.push({ namespace, serviceAccount });
  };
  if (
    gateway !== undefined &&
    ((gateway.mode !== 'kic' && gateway.mode !== 'kong-operator') ||
      gateway.license !== undefined ||
      hasEdge(gateway))
  ) {
    add('kong', 'external-secrets');
    if (hasPodsOfItsOwn(gateway)) {
      for (const { namespace, publish } of running) {
        if (Object.keys(publish.routes).length > 0) add(namespace.name, 'kong-external-secrets');
      }
    }
  }
  if (gateway !== undefined && 'tls' in gateway && gateway.tls?.acme !== undefined)
    add('cert-manager', 'kong-acme');
  for (const application of running) {
    if (makesStore(application)) add(application.namespace.name, 'external-secrets');
  }
  if (mesh?.backend === 'kong-mesh' && hasSecrets(mesh)) add('kong-mesh-system', 'external-secrets');
  if (mesh?.backend === 'app-mesh') {
    if (!given?.includes('app-mesh-controller')) add('appmesh-system', 'appmesh-controller');
    add('kong', 'kong-gateway');
  }
  for (const application of running) {
    add(application.namespace.name, ...podAccounts(application, mesh?.backend === 'app-mesh'));
  }
  return accounts;
}

/** The service accounts of an application's pods that have a role: on App Mesh all of them. */
function podAccounts({ services }: Application, all: boolean): readonly string[] {
  return Object.entries(services).flatMap(([name, { versions, existing }]) =>
    existing !== undefined
      ? []
      : Object.entries(versions)
          .filter(([, { awsRole }]) => all || awsRole !== undefined)
          .map(([version]) => `${name}-${version}`),
  );
}

/** Whether a gateway has secrets of its plugins, or authorities of its callers' certificates. */
function hasEdge({
  tls,
  plugins,
  redis,
}: Extract<NonNullable<PartlyValid['gateway']>, { readonly tls?: unknown }>): boolean {
  return (
    tls?.clientCertificates !== undefined ||
    Object.values(plugins ?? {}).some(
      (plugin) =>
        plugin?.configFrom !== undefined ||
        Object.keys(plugin?.configPatches ?? {}).length > 0 ||
        redis?.passwordSecret !== undefined,
    )
  );
}

function hasSecrets(
  mesh: Extract<NonNullable<PartlyValid['mesh']>, { readonly profile?: unknown }>,
): boolean {
  return mesh.konnect !== undefined || mesh.license !== undefined || mesh.certificateAuthority !== 'built-in';
}
