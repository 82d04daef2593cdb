import { dig, items, pointer, text } from '../../../references/fields';
import { roleExample, roleExampleGiven } from '../../iam/example';
import { knownRoles, readRoleArn, roleAnnotation, strings } from '../../iam/roles';
import type { SetRule } from '../../rule';

export const roleOfAnotherAccount: SetRule = {
  id: 'secrets/role-of-another-account',
  severity: 'error',
  title: 'a role is named in another account or partition than the one that it is made in',
  why: 'No such role is there: AWS refuses the pods that use the ServiceAccount.',
  source: 'AWS documentation, IAM roles for service accounts; AWS IAM identifiers, ARNs',
  *checkSet(context) {
    const roles = knownRoles(context);
    for (const object of context.index.ofKind('', 'ServiceAccount')) {
      const arn = object.metadata.annotations?.[roleAnnotation] ?? '';
      const named = readRoleArn(arn);
      const made = named === undefined ? undefined : homeOf(roles.get(named.name)?.trust);
      if (named === undefined || made === undefined) continue;
      if (named.account === made.account && named.partition === made.partition) continue;
      yield {
        object,
        path: pointer('metadata', 'annotations', roleAnnotation),
        message: `role ${named.name} is made in account ${made.account} of partition ${made.partition}`,
        found: arn,
        expected: `arn:${made.partition}:iam::${made.account}:role/...`,
        mend: 'correct the account and the partition of the ARN',
      };
    }
  },
  example: {
    given: roleExampleGiven,
    fails: roleExample({ arn: 'arn:aws:iam::210987654321:role/prod-reader' }),
    passes: roleExample(),
  },
};

/** Where a role is made: its trust names the cluster's identity provider, which is of the same account. */
function homeOf(trust: unknown): { readonly account: string; readonly partition: string } | undefined {
  const providers = items(dig(trust, 'Statement')).flatMap((statement) =>
    strings(text(dig(statement, 'Principal', 'Federated'))),
  );
  const [, partition, account] =
    /^arn:(aws[a-z-]*):iam::(\d{12}):oidc-provider\//.exec(providers[0] ?? '') ?? [];
  return partition === undefined || account === undefined ? undefined : { account, partition };
}
