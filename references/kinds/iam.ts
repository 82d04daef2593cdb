import { dig, items, pointer, text } from '../fields';
import { type ObjectId, objectId } from '../identity';
import type { GroupRules, ReferenceContext } from '../kind-rule';
import type { Manifest } from '../manifest';
import { type ReferenceDraft, refer, toObject } from '../reference';

const group = 'iam.services.k8s.aws';
const roleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/(?:.*\/)?([^/]+)$/;

/**
 * The role in AWS, apart from the ACK object that makes it: annotations name it by ARN, not by object. IAM names are
 * unique in an account whatever their path.
 */
function awsRole(name: string): ObjectId {
  return { group: 'iam.amazonaws.com', kind: 'Role', name };
}

/** ACK's iam controller: roles and policies. */
export const iam: GroupRules = {
  group,
  kinds: {
    Role: {
      provides: (object) => {
        const name = text(dig(object, 'spec', 'name'));
        return name === undefined ? {} : { objects: [{ id: awsRole(name), via: 'itself' }] };
      },
      references: (object) => [
        ...items(dig(object, 'spec', 'policyRefs')).flatMap((item, i) =>
          fromReference(object, item, 'Policy', ['spec', 'policyRefs', i]),
        ),
        ...fromReference(object, dig(object, 'spec', 'permissionsBoundaryRef'), 'Policy', [
          'spec',
          'permissionsBoundaryRef',
        ]),
      ],
    },
    Policy: {},
  },
};

/** ACK's eks controller: Pod Identity. */
export const eks: GroupRules = {
  group: 'eks.services.k8s.aws',
  kinds: {
    PodIdentityAssociation: {
      references: (object) => {
        const namespace = text(dig(object, 'spec', 'namespace'));
        const name = text(dig(object, 'spec', 'serviceAccount'));
        const serviceAccount =
          namespace === undefined || name === undefined
            ? []
            : [
                refer(
                  '/spec/serviceAccount',
                  toObject(objectId('', 'ServiceAccount', namespace, name)),
                  'none',
                  'gives its pods a role',
                ),
              ];
        return [
          ...fromReference(object, dig(object, 'spec', 'roleRef'), 'Role', ['spec', 'roleRef']),
          ...serviceAccount,
        ];
      },
    },
  },
};

function fromReference(
  object: Manifest,
  value: unknown,
  kind: string,
  path: readonly (string | number)[],
): readonly ReferenceDraft[] {
  const name = text(dig(value, 'from', 'name'));
  if (name === undefined) return [];
  const namespace = text(dig(value, 'from', 'namespace')) ?? object.metadata.namespace;
  const target = toObject(objectId(group, kind, namespace, name));
  return [refer(pointer(...path), target, 'with', 'ACK waits for what it names')];
}

/**
 * The IAM role that a ServiceAccount's annotation names. Where no Role object is in the output, somebody creates the
 * roles outside the cluster, and the reference is optional.
 */
export function roleReferences(object: Manifest, context: ReferenceContext): readonly ReferenceDraft[] {
  const annotation = 'eks.amazonaws.com/role-arn';
  const name = roleArn.exec(object.metadata.annotations?.[annotation] ?? '')?.[1];
  if (name === undefined) return [];
  const optional = context.objectsOfKind(group, 'Role').length === 0;
  const why = 'its pods assume this role';
  return [
    refer(pointer('metadata', 'annotations', annotation), toObject(awsRole(name)), 'with', why, { optional }),
  ];
}
