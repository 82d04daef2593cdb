import { type Part, partOf, type Refusal, unless } from './refusal';
import { isId } from './values';

const idWords = 'a number from 0 to 2147483647';

/** Source: kubernetes pkg/apis/core/validation/validation.go, ValidateSecurityContext. */
export function* securityContext(part: Part): Generator<Refusal> {
  yield* unless(part, 'runAsUser', isId, idWords);
  yield* unless(part, 'runAsGroup', isId, idWords);
  yield* unless(
    part,
    'procMount',
    (value) => value === 'Default' || value === 'Unmasked',
    'Default or Unmasked',
  );
  if (part.allowPrivilegeEscalation !== false) return;
  const added = partOf(part.capabilities).add;
  const why =
    part.privileged === true
      ? 'privileged: true'
      : Array.isArray(added) && added.includes('CAP_SYS_ADMIN')
        ? 'the capability CAP_SYS_ADMIN'
        : undefined;
  if (why !== undefined)
    yield {
      at: ['allowPrivilegeEscalation'],
      message: `allowPrivilegeEscalation: false beside ${why}`,
      found: 'false',
      expected: `no ${why}, which is more than that`,
      mend: 'remove one of them',
    };
}

export function* podSecurityContext(part: Part): Generator<Refusal> {
  for (const field of ['runAsUser', 'runAsGroup', 'fsGroup']) yield* unless(part, field, isId, idWords);
}

/** Source: validateSeccompProfileField; that of AppArmor is the same. */
export function* localProfile(part: Part): Generator<Refusal> {
  const local = part.type === 'Localhost';
  if (local && (part.localhostProfile ?? '') === '')
    yield {
      at: [],
      message: 'a profile of type Localhost without localhostProfile',
      found: 'nothing',
      expected: 'the profile’s name on the node',
      mend: 'write localhostProfile',
    };
  if (!local && typeof part.type === 'string' && typeof part.localhostProfile === 'string')
    yield {
      at: ['localhostProfile'],
      message: `localhostProfile beside the type ${part.type}`,
      found: part.localhostProfile,
      expected: 'nothing: only the type Localhost has one',
      mend: 'remove it, or write type: Localhost',
    };
}
