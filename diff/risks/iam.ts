import { dig, fields, items, text } from '../../references/fields';
import type { Manifest } from '../../references/manifest';
import type { ObjectChange } from '../change';
import { readable } from '../compare-objects';
import { canonical } from '../list-keys';
import { listed, type Sentence, say } from '../sentence';
import { eachChange, news, type RiskRule } from './risk';

/** The group of the role and policy documents that lie beside a cluster's objects as JSON files. */
export const documentGroup = 'iam.amazonaws.com';
const permissionKinds = [
  `${documentGroup}/RolePermissions`,
  'iam.services.k8s.aws/Policy',
  'iam.services.k8s.aws/Role',
];
const trustKinds = [`${documentGroup}/RoleTrust`, 'iam.services.k8s.aws/Role'];

/** Rules about IAM roles: what they may do, and who may assume them. */
export const iamRules: readonly RiskRule[] = [
  {
    id: 'iam-widened',
    level: 'high',
    title: 'A role may do more in AWS: a further action or resource, `*`, or a denial or condition that goes',
    find: eachChange(permissionKinds, (change) => widened(change, permissionDocuments, 'may')),
  },
  {
    id: 'trust-widened',
    level: 'high',
    title: 'Further principals may assume a role, or a condition on who may goes',
    find: eachChange(trustKinds, (change) => widened(change, trustDocuments, 'may be assumed:')),
  },
  {
    id: 'role-changed',
    level: 'high',
    title: 'A ServiceAccount’s pods act as another IAM role',
    find: eachChange(['/ServiceAccount', 'eks.services.k8s.aws/PodIdentityAssociation'], (change) => {
      if (change.kind !== 'changed') return [];
      const role = (object: Manifest | undefined) =>
        object?.metadata.annotations?.['eks.amazonaws.com/role-arn'] ??
        text(dig(object, 'spec', 'roleARN')) ??
        text(dig(object, 'spec', 'roleRef', 'from', 'name'));
      const [before = 'no role', after = 'no role'] = [role(change.before), role(change.after)];
      return before === after ? [] : [say`pods of ${serviceAccount(change)} act as ${after}, was ${before}`];
    }),
  },
];

function serviceAccount({ id, after }: ObjectChange): string {
  const account = text(dig(after, 'spec', 'serviceAccount'));
  return `ServiceAccount ${id.namespace ?? 'default'}/${account ?? id.name}`;
}

function permissionDocuments(object: Manifest | undefined): readonly unknown[] {
  if (object === undefined) return [];
  const { spec, document } = readable(object);
  return [
    document,
    dig(spec, 'policyDocument'),
    ...Object.values(fields(dig(spec, 'inlinePolicies'))),
    ...attached(spec),
  ];
}

/** Policies that a role names by ARN let it do what they say, and what they say is not here to be read. */
function attached(spec: unknown): readonly unknown[] {
  return items(dig(spec, 'policies')).map((policy) => ({
    Statement: [{ Effect: 'Allow', Action: ['what the policy says'], Resource: [policy] }],
  }));
}

function trustDocuments(object: Manifest | undefined): readonly unknown[] {
  if (object === undefined) return [];
  const { spec, document } = readable(object);
  return [document, dig(spec, 'assumeRolePolicyDocument')];
}

/** What each statement allows or denies, one fact a line: an action on a resource, for a principal, under conditions. */
function facts(documents: readonly unknown[], effect: 'Allow' | 'Deny'): readonly string[] {
  return documents
    .flatMap((document) => list(dig(document, 'Statement')))
    .filter((statement) => dig(statement, 'Effect') === effect)
    .flatMap((statement) => {
      const not = dig(statement, 'NotAction') === undefined ? '' : 'everything but ';
      const actions = list(dig(statement, 'Action') ?? dig(statement, 'NotAction')).map(String);
      const resources = list(dig(statement, 'Resource') ?? dig(statement, 'NotResource')).map(String);
      const principals = principalsOf(dig(statement, 'Principal'));
      const condition = dig(statement, 'Condition');
      const under = condition === undefined ? '' : ` where ${canonical(condition)}`;
      // Any pod of any cluster may have a token of an identity provider: the condition is what tells them apart.
      const anyone =
        condition === undefined && principals.some((each) => each.startsWith('Federated'))
          ? 'without a condition '
          : '';
      return actions.flatMap((action) =>
        (resources.length === 0 ? [''] : resources).flatMap((resource) =>
          (principals.length === 0 ? [''] : principals).map((principal) =>
            [
              `${anyone}${not}${action}`,
              resource === '' ? '' : ` on ${resource}`,
              principal === '' ? '' : ` by ${principal}`,
              under,
            ].join(''),
          ),
        ),
      );
    });
}

function principalsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Object.entries(fields(value)).flatMap(([kind, names]) =>
    list(names).map((name) => `${kind} ${String(name)}`),
  );
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function widened(
  change: ObjectChange,
  documents: (object: Manifest | undefined) => readonly unknown[],
  verb: string,
): readonly Sentence[] {
  // A role that comes with its first document is wide only where it holds for everything.
  const old = documents(change.before);
  const now = documents(change.after);
  const more = news(facts(old, 'Allow'), facts(now, 'Allow')).filter(
    (fact) => change.kind === 'changed' || /(^|[ :"])\*($| )/.test(fact),
  );
  const denials = change.kind === 'removed' ? [] : news(facts(now, 'Deny'), facts(old, 'Deny'));
  return [
    ...(more.length === 0 ? [] : [[...say`role ${change.id.name} `, `${verb} `, ...listed(more, 3)]]),
    ...(denials.length === 0 ? [] : [say`role ${change.id.name} is no longer denied ${listed(denials, 3)}`]),
  ];
}
