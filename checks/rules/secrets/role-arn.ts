import { pointer } from '../../../references/fields';
import { roleExample, roleExampleGiven } from '../../iam/example';
import { readRoleArn, roleAnnotation } from '../../iam/roles';
import type { ObjectRule } from '../../rule';

export const roleArn: ObjectRule = {
  id: 'secrets/role-arn',
  severity: 'error',
  title: "a ServiceAccount's annotation is not the ARN of a role",
  why: 'The webhook of EKS copies it into the pod as it is, and AWS refuses each call that the pod makes.',
  source: 'AWS documentation, IAM roles for service accounts; AWS IAM identifiers, ARNs',
  kinds: ['/ServiceAccount'],
  *checkObject(object) {
    const arn = object.metadata.annotations?.[roleAnnotation];
    if (arn === undefined || readRoleArn(arn) !== undefined) return;
    yield {
      object,
      path: pointer('metadata', 'annotations', roleAnnotation),
      message: `the role of ServiceAccount ${object.metadata.name} is not named by an ARN`,
      found: arn,
      expected: 'arn:<partition>:iam::<twelve digits>:role/<name>',
      mend: 'write the whole ARN of the role, in quotes',
    };
  },
  example: { given: roleExampleGiven, fails: roleExample({ arn: 'prod-reader' }), passes: roleExample() },
};
