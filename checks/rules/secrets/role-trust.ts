import { dig, fields, items, text } from '../../../references/fields';
import type { Manifest } from '../../../references/manifest';
import type { Draft } from '../../finding';
import { roleExample, roleExampleGiven } from '../../iam/example';
import { annotatedRole, type IamRole, knownRoles } from '../../iam/roles';
import type { SetRule } from '../../rule';

export const roleTrust: SetRule = {
  id: 'secrets/role-trust',
  severity: 'error',
  title: 'a role trusts another ServiceAccount than the one that names it, or more than one',
  why: 'AWS refuses the one that names it; or any pod that may use the other ServiceAccount takes the role on.',
  source: 'AWS documentation, IAM roles for service accounts, assume-role policy',
  *checkSet(context) {
    const roles = knownRoles(context);
    for (const serviceAccount of context.index.ofKind('', 'ServiceAccount')) {
      const role = roles.get(annotatedRole(serviceAccount) ?? '');
      if (role !== undefined) yield* judge(role, serviceAccount);
    }
  },
  example: {
    given: roleExampleGiven,
    fails: roleExample({ subject: 'system:serviceaccount:prod:writer' }),
    passes: roleExample(),
  },
};

function* judge(role: IamRole, serviceAccount: Manifest): Iterable<Draft> {
  const { name, namespace = 'default' } = serviceAccount.metadata;
  const subject = `system:serviceaccount:${namespace}:${name}`;
  const place = {
    object: role.object ?? serviceAccount,
    path:
      role.object === undefined
        ? '/metadata/annotations/eks.amazonaws.com~1role-arn'
        : '/spec/assumeRolePolicyDocument',
  };
  const web = items(dig(role.trust, 'Statement')).filter(
    (statement) => dig(statement, 'Action') === 'sts:AssumeRoleWithWebIdentity',
  );
  const subjects = web.map((statement) => conditionOf(statement, ':sub'));
  if (!subjects.includes(subject)) {
    yield {
      ...place,
      message: `role ${role.name} does not trust ServiceAccount ${namespace}/${name}, which names it`,
      found: subjects.map((value) => value ?? 'no condition on the subject').join(', ') || 'no web identity',
      expected: subject,
      mend: `set the condition StringEquals on the issuer's :sub to ${subject}`,
    };
  }
  for (const [index, statement] of web.entries()) {
    if (subjects[index] !== undefined && conditionOf(statement, ':aud') === 'sts.amazonaws.com') continue;
    yield {
      ...place,
      message: `role ${role.name} trusts more than one ServiceAccount, or tokens made for somebody else`,
      found: JSON.stringify(dig(statement, 'Condition') ?? {}),
      expected: `StringEquals on the issuer's :sub (${subject}) and :aud (sts.amazonaws.com)`,
      mend: 'give the trust both conditions',
    };
  }
}

/** The value of an exact condition whose key ends so; undefined where there is none, or where it is a pattern. */
function conditionOf(statement: unknown, ending: string): string | undefined {
  const entry = Object.entries(fields(dig(statement, 'Condition', 'StringEquals'))).find(([key]) =>
    key.endsWith(ending),
  );
  return text(entry?.[1]);
}
