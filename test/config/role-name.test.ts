import { maxRoleName, roleName } from '../../config/role-name';
import { roleAccounts } from '../../config/service-accounts';
import { edge, edited, said } from './bad-files';

test('a role is named after the EKS cluster, or after the prefix of the cluster file', () => {
  expect(roleName({ aws: { eksCluster: 'edge' } }, 'prod', 'jazz-v1')).toBe('edge-prod-jazz-v1');
  expect(roleName({ aws: { eksCluster: 'edge', rolePrefix: 'e' } }, 'prod', 'jazz-v1')).toBe(
    'e-prod-jazz-v1',
  );
});

test('a role name may have 64 characters and not one more', () => {
  const rest = '-kong-external-secrets'.length;
  const named = (length: number) =>
    edited(edge, { from: 'eksCluster: edge', to: `eksCluster: ${'e'.repeat(length)}` });
  expect(said({ name: 'a.yaml', text: named(maxRoleName - rest) })).toBe('');
  expect(said({ name: 'a.yaml', text: named(maxRoleName - rest + 1) })).toContain(
    'IAM role name that is too long',
  );
});

test('on App Mesh every meshed workload has a role, on Kong Mesh only the stores have', () => {
  const dj = { namespace: 'music' };
  const names = (backend: 'app-mesh' | 'kong-mesh') =>
    roleAccounts({ mesh: { backend }, gateway: { mode: 'kic' }, applications: { dj } }).map(
      (account) => `${account.namespace}/${account.serviceAccount}`,
    );
  expect(names('app-mesh')).toEqual([
    'kong/external-secrets',
    'music/external-secrets',
    'appmesh-system/appmesh-controller',
    'kong/kong-gateway',
    'music/jazz-v1',
    'music/jazz-v2',
    'music/metal-v1',
    'music/metal-v2',
  ]);
  expect(names('kong-mesh')).toEqual([
    'kong/external-secrets',
    'music/external-secrets',
    'kong-mesh-system/external-secrets',
  ]);
});
