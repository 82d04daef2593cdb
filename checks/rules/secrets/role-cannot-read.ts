import { roleExample, roleExampleGiven } from '../../iam/example';
import { allowsReading, storeAccess } from '../../iam/secret-reads';
import type { SetRule } from '../../rule';

export const roleCannotRead: SetRule = {
  id: 'secrets/role-cannot-read',
  severity: 'error',
  title: "an ExternalSecret reads a secret that its store's role may not read",
  why: 'AWS refuses the read, the Secret is never made, and what waits for it never starts.',
  source: 'External Secrets v2.9.0 docs/provider/aws-secrets-manager.md; AWS IAM policy evaluation',
  *checkSet(context) {
    for (const { reads, region, role, statements, store } of storeAccess(context)) {
      for (const { object, path, secret } of reads) {
        if (allowsReading(statements, secret, region)) continue;
        yield {
          object,
          path,
          message: `role ${role.name} of store ${store.metadata.name} may not read ${secret}${region === undefined ? '' : ` in ${region}`}`,
          found: secret,
          expected: 'a secret that a statement of the role names with secretsmanager:GetSecretValue',
          mend: `add arn:<partition>:secretsmanager:<region>:<account>:secret:${secret}-?????? to the policy, or correct the name`,
        };
      }
    }
  },
  example: { given: roleExampleGiven, fails: roleExample({ secrets: [] }), passes: roleExample() },
};
