import { dig, text } from '../../../references/fields';
import { idOf } from '../../../references/identity';
import type { Manifest } from '../../../references/manifest';
import { misspelt, without, withValue } from '../edit';
import type { Mutator } from '../fault';
import { type Change, edited, mutator } from '../mutator';
import { indexOf, type ObjectSet, ofKind } from '../object-set';

const secrets = (kind: string, what: string) => ({ kind, family: 'secrets', what }) as const;
const roleArn = ['metadata', 'annotations', 'eks.amazonaws.com/role-arn'];
const role = ['iam.services.k8s.aws/Role'];
const policy = ['iam.services.k8s.aws/Policy'];

/** A change to an ACK role's trust document. */
function trusting(
  object: Manifest,
  set: ObjectSet,
  description: string,
  change: (text: string) => string,
): Change {
  const path = ['spec', 'assumeRolePolicyDocument'];
  const by = withValue(object, path, change(text(dig(object, ...path)) ?? ''));
  return edited(description, by, [idOf(object), ...accountsOf(set, text(dig(object, 'spec', 'name')))]);
}

/** The ServiceAccounts that name a role. */
function accountsOf(set: ObjectSet, name: string | undefined) {
  return ofKind(set, '/ServiceAccount')
    .filter((account) => account.metadata.annotations?.['eks.amazonaws.com/role-arn']?.endsWith(`/${name}`))
    .map(idOf);
}

/** The ExternalSecrets of the namespace that an ACK policy is in: their store's role has it. */
function readers(set: ObjectSet, { metadata }: Manifest) {
  return ofKind(set, 'external-secrets.io/ExternalSecret')
    .filter((object) => object.metadata.namespace === metadata.namespace)
    .map(idOf);
}

/** Faults of IAM roles: annotations, trusts and policies, of ACK and in documents beside the objects. */
export const roleMutators: readonly Mutator[] = [
  mutator(
    secrets('account-without-role', "a store's ServiceAccount names no role"),
    ['/ServiceAccount'],
    function* (object, set) {
      if (object.metadata.annotations?.['eks.amazonaws.com/role-arn'] === undefined) return;
      const stores = indexOf(set).referrers(object);
      if (!stores.some(({ from }) => from.kind === 'SecretStore')) return;
      yield edited('annotation removed', without(object, roleArn), [
        idOf(object),
        ...stores.map(({ from }) => idOf(from)),
      ]);
    },
  ),
  mutator(
    secrets('unknown-role', 'a ServiceAccount names a role that nothing makes'),
    ['/ServiceAccount'],
    function* (object) {
      const arn = object.metadata.annotations?.['eks.amazonaws.com/role-arn'];
      if (arn !== undefined) yield edited('-v2', withValue(object, roleArn, `${arn}-v2`));
    },
  ),
  mutator(secrets('role-arn-form', 'the ARN of a role is none'), ['/ServiceAccount'], function* (object) {
    const arn = object.metadata.annotations?.['eks.amazonaws.com/role-arn'];
    if (arn === undefined) return;
    const name = arn.slice(arn.indexOf('/') + 1);
    yield edited('the name alone', withValue(object, roleArn, name));
    yield edited('an account of 11 digits', withValue(object, roleArn, arn.replace(/:(\d{11})\d:/, ':$1:')));
  }),
  mutator(
    secrets('role-partition', 'the ARN of a role is of another partition'),
    ['/ServiceAccount'],
    function* (object) {
      const arn = object.metadata.annotations?.['eks.amazonaws.com/role-arn'];
      if (arn !== undefined)
        yield edited('aws-cn', withValue(object, roleArn, arn.replace(/^arn:aws:/, 'arn:aws-cn:')));
    },
  ),
  mutator(
    secrets('role-account', 'the ARN of a role is of another account'),
    ['/ServiceAccount'],
    function* (object) {
      const arn = object.metadata.annotations?.['eks.amazonaws.com/role-arn'];
      if (arn !== undefined)
        yield edited('999999999999', withValue(object, roleArn, arn.replace(/:\d{12}:/, ':999999999999:')));
    },
  ),
  mutator(secrets('trust-of-another', 'a role trusts another ServiceAccount'), role, function* (object, set) {
    yield trusting(object, set, 'another name', (trust) =>
      trust.replace(/(system:serviceaccount:[^:"]+:)[^"]+/, '$1another'),
    );
    yield trusting(object, set, 'another namespace', (trust) =>
      trust.replace(/system:serviceaccount:[^:"]+:/, 'system:serviceaccount:another:'),
    );
  }),
  mutator(secrets('trust-of-everybody', 'a role trusts every ServiceAccount'), role, function* (object, set) {
    yield trusting(object, set, 'StringLike *', (trust) =>
      trust
        .replace('StringEquals', 'StringLike')
        .replace(/system:serviceaccount:[^"]+/, 'system:serviceaccount:*:*'),
    );
  }),
  mutator(
    secrets('trust-document', 'the trust document of a role is no JSON'),
    role,
    function* (object, set) {
      yield trusting(object, set, 'the last brace is missing', (trust) => trust.slice(0, -1));
    },
  ),
  mutator(secrets('removed-policy-reference', 'a role has lost its policy'), role, function* (object, set) {
    yield edited('policyRefs: []', withValue(object, ['spec', 'policyRefs'], []), [
      idOf(object),
      ...readers(set, object),
    ]);
  }),
  mutator(secrets('policy-name', 'a role names a policy that is not there'), role, function* (object) {
    const path = ['spec', 'policyRefs', 0, 'from', 'name'];
    const name = misspelt(text(dig(object, ...path)) ?? 'policy');
    yield edited(name, withValue(object, path, name));
  }),
  mutator(
    secrets('removed-role', 'the role that a ServiceAccount names is missing'),
    role,
    function* (object, set) {
      yield { description: 'removed', at: accountsOf(set, text(dig(object, 'spec', 'name'))) };
    },
  ),
  mutator(
    secrets('long-role-name', 'the name of a role has more than 64 characters'),
    role,
    function* (object) {
      const name = `${text(dig(object, 'spec', 'name'))}-${'x'.repeat(64)}`;
      yield edited(name, withValue(object, ['spec', 'name'], name));
    },
  ),
  mutator(
    secrets('policy-of-another-secret', 'a policy allows reading another secret'),
    policy,
    function* (object, set) {
      const path = ['spec', 'policyDocument'];
      const document = text(dig(object, ...path)) ?? '';
      const by = withValue(object, path, document.replace(/:secret:[^"]+-\?{6}/, ':secret:another-??????'));
      yield edited('secret:another', by, [idOf(object), ...readers(set, object)]);
    },
  ),
  mutator(
    secrets('policy-of-everything', 'a policy allows reading every secret'),
    policy,
    function* (object, set) {
      const path = ['spec', 'policyDocument'];
      const document = text(dig(object, ...path)) ?? '';
      const by = withValue(object, path, document.replace(/:secret:[^"]+-\?{6}/, ':secret:*'));
      const roles = ofKind(set, 'iam.services.k8s.aws/Role').filter(
        ({ metadata }) => metadata.namespace === object.metadata.namespace,
      );
      yield edited('secret:*', by, [idOf(object), ...roles.map(idOf)]);
    },
  ),
  mutator(
    secrets('policy-region', "a policy names another region than the store's"),
    policy,
    function* (object, set) {
      const path = ['spec', 'policyDocument'];
      const document = text(dig(object, ...path)) ?? '';
      const by = withValue(
        object,
        path,
        document.replaceAll(/(:secretsmanager:)[a-z0-9-]+:/g, '$1eu-north-1:'),
      );
      yield edited('eu-north-1', by, [idOf(object), ...readers(set, object)]);
    },
  ),
  mutator(
    secrets('role-documents-trust', 'the trust document beside the objects names another ServiceAccount'),
    ['/ServiceAccount'],
    function* (object, set) {
      yield* withDocuments(object, set, 'trust', (document) =>
        document.replace(/(system:serviceaccount:[^:"]+:)[^"]+/, '$1another'),
      );
    },
  ),
  mutator(
    secrets('role-documents-permissions', 'the policy document beside the objects names another secret'),
    ['/ServiceAccount'],
    function* (object, set) {
      yield* withDocuments(object, set, 'permissions', (document) =>
        document.replace(/:secret:[^"]+-\?{6}/, ':secret:another-??????'),
      );
    },
  ),
];

/** A change to the documents of the role that a ServiceAccount names. */
function* withDocuments(
  object: Manifest,
  set: ObjectSet,
  which: 'trust' | 'permissions',
  change: (json: string) => string,
): Iterable<Change> {
  const arn = object.metadata.annotations?.['eks.amazonaws.com/role-arn'] ?? '';
  const found = set.roles.find(({ name }) => arn.endsWith(`/${name}`));
  if (found === undefined) return;
  const before = JSON.stringify(found[which]);
  const after = change(before);
  if (after === before) return;
  const documents = set.roles.map((each) =>
    each === found ? { ...each, [which]: JSON.parse(after) } : each,
  );
  yield {
    description: found.name,
    apply: () => ({ ...set, roles: documents }),
    at: [idOf(object), ...(which === 'permissions' ? readers(set, object) : [])],
  };
}
