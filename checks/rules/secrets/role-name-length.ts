import { dig, text } from '../../../references/fields';
import { roleExample, roleExampleGiven } from '../../iam/example';
import type { ObjectRule } from '../../rule';

export const roleNameLength: ObjectRule = {
  id: 'secrets/role-name-length',
  severity: 'error',
  title: 'the name of an IAM role has more than 64 characters',
  why: 'AWS refuses the role, ACK retries for ever, and every ServiceAccount that names it is refused.',
  source: 'AWS IAM API reference, CreateRole, RoleName',
  kinds: ['iam.services.k8s.aws/Role'],
  *checkObject(object) {
    const name = text(dig(object, 'spec', 'name')) ?? '';
    if (name.length <= 64) return;
    yield {
      object,
      path: '/spec/name',
      message: `the name of the role has ${name.length} characters`,
      found: name,
      expected: 'at most 64 characters',
      mend: 'shorten it, in the trust and annotations too; in a cluster file, set aws.rolePrefix',
    };
  },
  example: {
    given: roleExampleGiven,
    fails: roleExample().replaceAll('prod-reader', `prod-${'reader-'.repeat(9)}reader`),
    passes: roleExample(),
  },
};
