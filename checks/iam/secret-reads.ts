import { dig, items, text } from '../../references/fields';
import { objectId } from '../../references/identity';
import type { Manifest } from '../../references/manifest';
import { perContext } from '../per-index';
import type { CheckContext } from '../rule';
import { annotatedRole, covers, type IamRole, knownRoles, strings } from './roles';

/** A store of AWS Secrets Manager, whose role is known, and what is read through it. */
export interface StoreAccess {
  readonly store: Manifest;
  readonly serviceAccount: Manifest;
  readonly role: IamRole;
  /** The region that the store reads; undefined where it says none. */
  readonly region: string | undefined;
  readonly statements: readonly unknown[];
  readonly reads: readonly { readonly object: Manifest; readonly path: string; readonly secret: string }[];
}

const group = 'external-secrets.io';

/** The stores whose role and policies are known; of any other nothing can be said. */
export const storeAccess = perContext(accessOf);

function accessOf(context: CheckContext): readonly StoreAccess[] {
  const roles = knownRoles(context);
  const reads = readsByStore(context);
  return context.index.ofKind(group, 'SecretStore').flatMap((store): StoreAccess[] => {
    const aws = dig(store, 'spec', 'provider', 'aws');
    if (dig(aws, 'service') !== 'SecretsManager') return [];
    const name = text(dig(aws, 'auth', 'jwt', 'serviceAccountRef', 'name'));
    const { namespace } = store.metadata;
    const serviceAccount =
      name === undefined ? undefined : context.index.get(objectId('', 'ServiceAccount', namespace, name));
    const role = serviceAccount === undefined ? undefined : roles.get(annotatedRole(serviceAccount) ?? '');
    if (serviceAccount === undefined || role?.statements === undefined) return [];
    const found = reads.get(`${namespace}/${store.metadata.name}`) ?? [];
    return [
      {
        store,
        serviceAccount,
        role,
        region: text(dig(aws, 'region')),
        statements: role.statements,
        reads: found,
      },
    ];
  });
}

function readsByStore(context: CheckContext): ReadonlyMap<string, StoreAccess['reads'][number][]> {
  const reads = new Map<string, StoreAccess['reads'][number][]>();
  for (const object of context.index.ofKind(group, 'ExternalSecret')) {
    const store = dig(object, 'spec', 'secretStoreRef');
    if ((text(dig(store, 'kind')) ?? 'SecretStore') !== 'SecretStore') continue;
    const key = `${object.metadata.namespace}/${text(dig(store, 'name'))}`;
    const list = reads.get(key) ?? [];
    reads.set(key, list);
    for (const [index, entry] of items(dig(object, 'spec', 'data')).entries()) {
      const secret = text(dig(entry, 'remoteRef', 'key'));
      if (secret !== undefined) list.push({ object, path: `/spec/data/${index}/remoteRef/key`, secret });
    }
    for (const [index, entry] of items(dig(object, 'spec', 'dataFrom')).entries()) {
      const secret = text(dig(entry, 'extract', 'key'));
      if (secret !== undefined) list.push({ object, path: `/spec/dataFrom/${index}/extract/key`, secret });
    }
  }
  return reads;
}

/** Whether the statements allow reading a secret: its ARN ends in a hyphen and six characters that nobody knows before. */
export function allowsReading(statements: readonly unknown[], secret: string, region?: string): boolean {
  return statements.some(
    (statement) =>
      dig(statement, 'Effect') === 'Allow' &&
      strings(dig(statement, 'Action')).some((action) => covers(action, 'secretsmanager:GetSecretValue')) &&
      strings(dig(statement, 'Resource')).some((resource) => namesSecret(resource, secret, region)),
  );
}

/** The resources of the statements that allow reading secrets. */
export function readableResources(statements: readonly unknown[]): readonly string[] {
  return statements.flatMap((statement) =>
    dig(statement, 'Effect') === 'Allow' &&
    strings(dig(statement, 'Action')).some((action) => covers(action, 'secretsmanager:GetSecretValue'))
      ? strings(dig(statement, 'Resource'))
      : [],
  );
}

/** Whether a resource of a policy covers a secret of this name, in this region where one is known. */
export function namesSecret(resource: string, secret: string, region?: string): boolean {
  if (resource === '*') return true;
  const [, where = '', pattern] = /^arn:[^:]*:secretsmanager:([^:]*):[^:]*:secret:(.*)$/.exec(resource) ?? [];
  if (pattern === undefined || (region !== undefined && !covers(where, region))) return false;
  return covers(pattern, `${secret}-A1b2C3`);
}
