import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../../references/manifest';
import { type ApiClient, message } from './client';

/**
 * A kubeconfig file with a token of a ServiceAccount that may do everything, and the user's name that the API server knows it by:
 * for programs whose webhooks let their own account do what they refuse others.
 */
export async function ownAccount(
  api: { readonly client: ApiClient; readonly kubeconfig: string },
  directory: string,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): Promise<{ readonly kubeconfig: string; readonly user: string }> {
  const account: Manifest = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace, name } };
  const binding: Manifest = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'ServiceAccount', namespace, name }],
  };
  for (const object of [account, binding]) {
    const answer = await api.client.apply(object);
    if (answer.status >= 300) throw new Error(`${object.kind} ${name}: ${message(answer)}`);
  }
  const answer = await api.client.request(
    'POST',
    `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`,
    { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
  );
  const { status } = answer.body as { status?: { token?: string } };
  if (status?.token === undefined) throw new Error(`the token of ${name}: ${message(answer)}`);
  const config = JSON.parse(readFileSync(api.kubeconfig, 'utf8')) as { users: { user: unknown }[] };
  for (const each of config.users) each.user = { token: status.token };
  const kubeconfig = join(directory, `kubeconfig-${name}.json`);
  writeFileSync(kubeconfig, JSON.stringify(config), { mode: 0o600 });
  return { kubeconfig, user: `system:serviceaccount:${namespace}:${name}` };
}
