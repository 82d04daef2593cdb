import { nearest } from '../../../../references/nearest';
import type { CredentialConfig } from '../../publish/consumers';
import type { PublishingGateway } from '../../publish/gateway';
import type { ApplicationFinding, Running } from '../../running';

/** What is said of callers: groups that there are, credentials that Kong takes, and each of one consumer. */
export function consumerFindings(
  running: Running,
  gateway: PublishingGateway | undefined,
): readonly ApplicationFinding[] {
  const { publish } = running.head ?? {};
  if (publish === undefined) return [];
  const groups = Object.keys(publish.consumerGroups);
  return [
    ...(gateway?.edition === 'open-source' && groups.length > 0
      ? [
          {
            path: ['publish', 'consumerGroups'],
            atKey: true,
            message: 'groups that the gateway does not have',
            found: 'consumerGroups',
            expected: 'Kong Gateway Enterprise: the open-source gateway knows no consumer groups',
            mend: 'name the plugins under each consumer, or use version: "3.10" or later with a licence',
          },
        ]
      : []),
    ...Object.entries(publish.consumers).flatMap(([consumer, { groups: named, credentials }]) => [
      ...named.flatMap((group, index): ApplicationFinding[] => {
        if (groups.includes(group)) return [];
        const near = nearest(group, groups);
        return [
          {
            path: ['publish', 'consumers', consumer, 'groups', index],
            message: 'unknown group',
            expected:
              groups.length === 0
                ? 'a group of publish.consumerGroups, which has none'
                : `one of ${groups.join(', ')}`,
            mend: near === undefined ? `add ${group} under publish.consumerGroups` : `write ${near}`,
            nearest: near,
          },
        ];
      }),
      ...Object.entries(credentials).flatMap(([name, credential]) =>
        jwtFindings(['publish', 'consumers', consumer, 'credentials', name], credential),
      ),
    ]),
    ...oneOwnerEach(publish.consumers),
  ];
}

/** A token is signed with a secret that both know, or verified by a public key. */
function jwtFindings(
  at: readonly PropertyKey[],
  credential: CredentialConfig,
): readonly ApplicationFinding[] {
  if (credential.type !== 'jwt') return [];
  const { algorithm, secret, publicKey } = credential;
  const wanted = algorithm.startsWith('HS') ? 'secret' : 'publicKey';
  const other = wanted === 'secret' ? 'publicKey' : 'secret';
  const found = { secret, publicKey };
  return [
    ...(found[wanted] === undefined
      ? [
          {
            path: [...at, wanted],
            message: 'missing key',
            found: 'nothing',
            expected: `${wanted}: ${algorithm} is verified by ${wanted === 'secret' ? 'the secret that signs' : 'a public key'}`,
            mend: `add ${wanted}, or write another algorithm`,
          },
        ]
      : []),
    ...(found[other] === undefined
      ? []
      : [
          {
            path: [...at, other],
            atKey: true,
            message: 'a key that the algorithm does not use',
            found: other,
            expected: `${wanted} alone with ${algorithm}`,
            mend: `remove ${other}, or write another algorithm`,
          },
        ]),
  ];
}

/** What no other credential of its type may have, for the gateway tells its callers apart by it. */
function identityOf(credential: CredentialConfig): readonly [field: string, identity: string] | undefined {
  switch (credential.type) {
    case 'key-auth':
      return ['secret', JSON.stringify([credential.secret, credential.property ?? ''])];
    case 'basic-auth':
    case 'hmac-auth':
      return ['username', credential.username];
    case 'jwt':
      return ['key', credential.key];
    case 'oauth2':
      return ['clientId', credential.clientId];
    default:
      return undefined;
  }
}

function oneOwnerEach(
  consumers: NonNullable<Running['head']>['publish']['consumers'],
): readonly ApplicationFinding[] {
  const owners = new Map<string, string>();
  return Object.entries(consumers).flatMap(([consumer, { credentials }]) =>
    Object.entries(credentials).flatMap(([name, credential]): ApplicationFinding[] => {
      const identity = identityOf(credential);
      if (identity === undefined) return [];
      const [field, value] = identity;
      const key = JSON.stringify([credential.type, value]);
      const owner = owners.get(key);
      if (owner === undefined) {
        owners.set(key, consumer);
        return [];
      }
      const path = ['publish', 'consumers', consumer, 'credentials', name, field];
      return credential.type === 'key-auth'
        ? [
            {
              path,
              message: 'two consumers with one key',
              expected: `another secret than that of ${owner}: the gateway refuses a key that two consumers have`,
              mend: `create a secret of ${consumer}'s own in AWS Secrets Manager`,
            },
          ]
        : [
            {
              path,
              message: `two credentials with one ${field}`,
              expected: `another ${field} than that of ${owner}: the gateway knows one credential by it`,
              mend: 'write another one',
            },
          ];
    }),
  );
}
