import { roleExample, roleExampleGiven } from '../../iam/example';
import { namesSecret, readableResources, storeAccess } from '../../iam/secret-reads';
import type { SetRule } from '../../rule';

export const roleReadsTooMuch: SetRule = {
  id: 'secrets/role-reads-too-much',
  severity: 'error',
  title: "a store's role may read secrets that nothing here reads",
  why: 'Whoever may create an ExternalSecret in the namespace reads them too: a role is as wide as its widest statement.',
  source:
    'AWS IAM best practices, least privilege; External Secrets v2.9.0 docs/guides/security-best-practices.md',
  *checkSet(context) {
    const access = storeAccess(context);
    for (const { role, store, statements } of access) {
      // One role may serve several stores: what any of them reads is needed.
      const needed = access
        .filter((other) => other.role === role)
        .flatMap(({ reads }) => reads.map(({ secret }) => secret));
      const unused = readableResources(statements).filter(
        (resource) => resource.endsWith('*') || !needed.some((secret) => namesSecret(resource, secret)),
      );
      for (const resource of unused) {
        yield {
          object: role.object ?? store,
          path:
            role.object === undefined ? '/spec/provider/aws/auth/jwt/serviceAccountRef' : '/spec/policyRefs',
          message: `role ${role.name} may read more than the ExternalSecrets of store ${store.metadata.name} do`,
          found: resource,
          expected: 'the ARN of each secret that is read, with its six random characters as ??????',
          mend: 'remove the resource from the policy, or narrow it to the secrets that are read',
        };
      }
    }
  },
  example: {
    given: roleExampleGiven,
    fails: roleExample({ secrets: ['dj/api-key', 'dj/database'] }),
    passes: roleExample(),
  },
};
