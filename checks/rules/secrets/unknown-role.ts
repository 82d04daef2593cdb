import { pointer } from '../../../references/fields';
import { objectId } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import { nearest } from '../../../references/nearest';
import { roleExample, roleExampleGiven } from '../../iam/example';
import { knownRoles, readRoleArn, roleAnnotation } from '../../iam/roles';
import { deepest } from '../../place';
import type { CheckContext, SetRule } from '../../rule';
import { oneOfNames } from '../../words';

export const unknownRole: SetRule = {
  id: 'secrets/unknown-role',
  severity: 'error',
  title: 'a ServiceAccount names a role that nothing makes, where the roles are known',
  why: 'AWS refuses the pods that use it: AssumeRoleWithWebIdentity says that they are not authorised.',
  source: 'AWS documentation, IAM roles for service accounts; ACK iam-controller v1.8.1',
  *checkSet(context) {
    const roles = knownRoles(context);
    if (roles.size === 0) return;
    for (const { arn, object, path } of annotatedAccounts(context)) {
      const role = readRoleArn(arn);
      if (role === undefined || roles.has(role.name)) continue;
      const elsewhere = objectId('iam.amazonaws.com', 'Role', undefined, role.name);
      if (context.index.provisions(elsewhere).length > 0) continue;
      const near = nearest(role.name, [...roles.keys()]);
      yield {
        object,
        path,
        message: `nothing makes the role ${role.name}`,
        found: arn,
        expected: oneOfNames([...roles.keys()].toSorted()),
        ...(near === undefined ? {} : { nearest: near }),
        mend: `correct the ARN, make the role, or declare it as given: Role ${role.name}`,
        // Beside roles of ACK there may be others that somebody makes elsewhere; a list of documents is complete.
        ...(context.roles?.length ? {} : { severity: 'warning' }),
      };
    }
  },
  example: {
    given: roleExampleGiven,
    fails: roleExample({ arn: 'arn:aws:iam::123456789012:role/prod-raeder' }),
    passes: roleExample(),
  },
};

interface AnnotatedAccount {
  readonly object: Manifest;
  readonly path: string;
  readonly arn: string;
}

/** Every ServiceAccount that names a role, whoever makes it. */
function annotatedAccounts({ index }: CheckContext): readonly AnnotatedAccount[] {
  return [...index.allProvisions()].flatMap((provisions) =>
    provisions.flatMap(({ annotations, by, id, via }) => {
      const arn = annotations?.[roleAnnotation];
      if (id.kind !== 'ServiceAccount' || by === undefined || arn === undefined) return [];
      const own = pointer('metadata', 'annotations', roleAnnotation);
      return [{ object: by, arn, path: via === 'itself' ? own : deepest(by, 'spec') }];
    }),
  );
}
