import { maxRoleName, roleName } from '../../config/role-name';
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
