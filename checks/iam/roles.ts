import { dig, items, text } from '../../references/fields';
import { objectId } from '../../references/identity';
import type { Manifest } from '../../references/manifest';
import { perContext } from '../per-index';
import type { CheckContext } from '../rule';

/** A role in AWS, from the ACK object that makes it or from the documents beside the output. */
export interface IamRole {
  readonly name: string;
  /** The parsed trust document; undefined where it is no JSON. */
  readonly trust: unknown;
  /** The statements of its policies; undefined where a policy is not known, such as one named by its ARN. */
  readonly statements: readonly unknown[] | undefined;
  /** The ACK object; absent for documents. */
  readonly object?: Manifest;
}

/** Every role that is known, by its name in AWS. */
export const knownRoles = perContext(rolesOf);

function rolesOf(context: CheckContext): ReadonlyMap<string, IamRole> {
  const documents = (context.roles ?? []).map(
    ({ name, trust, permissions }): IamRole => ({
      name,
      trust,
      statements: items(dig(permissions, 'Statement')),
    }),
  );
  const objects = context.index.ofKind('iam.services.k8s.aws', 'Role').map((role) => ackRole(context, role));
  return new Map([...documents, ...objects].map((role) => [role.name, role]));
}

function ackRole(context: CheckContext, object: Manifest): IamRole {
  const inline = Object.values(Object(dig(object, 'spec', 'inlinePolicies'))).map(parsed);
  const referred = items(dig(object, 'spec', 'policyRefs')).map((item) => {
    const name = text(dig(item, 'from', 'name')) ?? '';
    const namespace = text(dig(item, 'from', 'namespace')) ?? object.metadata.namespace;
    const policy = context.index.get(objectId('iam.services.k8s.aws', 'Policy', namespace, name));
    return policy === undefined ? undefined : parsed(dig(policy, 'spec', 'policyDocument'));
  });
  const unknown = items(dig(object, 'spec', 'policies')).length > 0 || referred.includes(undefined);
  return {
    name: text(dig(object, 'spec', 'name')) ?? object.metadata.name,
    trust: parsed(dig(object, 'spec', 'assumeRolePolicyDocument')),
    statements: unknown
      ? undefined
      : [...inline, ...referred].flatMap((document) => items(dig(document, 'Statement'))),
    object,
  };
}

/** A JSON document in a string; undefined where it is none. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** The annotation of a ServiceAccount that names its role. */
export const roleAnnotation = 'eks.amazonaws.com/role-arn';

/** A role as its ARN names it. */
export interface RoleArn {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** Twelve digits. */
  readonly account: string;
  readonly name: string;
}

/** Reads the ARN of a role; undefined where the text is none. */
export function readRoleArn(arn: string): RoleArn | undefined {
  const [, partition, account, name] =
    /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (partition === undefined || account === undefined || name === undefined) return undefined;
  return { partition, account, name };
}

/** The name of the role in a ServiceAccount's annotation, or undefined. */
export function annotatedRole(serviceAccount: Manifest): string | undefined {
  return readRoleArn(serviceAccount.metadata.annotations?.[roleAnnotation] ?? '')?.name;
}

/** A field that IAM takes as one string or a list of them. */
export function strings(value: unknown): readonly string[] {
  return typeof value === 'string' ? [value] : items(value).flatMap((item) => text(item) ?? []);
}

/** Whether one of IAM's patterns, with `*` and `?`, covers a text. */
export function covers(pattern: string, value: string): boolean {
  let at = 0;
  let read = 0;
  // Where the last star stands, and what it has covered so far: it covers one sign more each time that the rest differs.
  let star = -1;
  let covered = 0;
  while (read < value.length) {
    const sign = pattern[at];
    if (sign === '*') {
      star = at++;
      covered = read;
    } else if (sign !== undefined && (sign === '?' || sign === value[read])) {
      at++;
      read++;
    } else if (star < 0) return false;
    else {
      at = star + 1;
      read = ++covered;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
