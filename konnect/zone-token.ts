import { randomUUID } from 'node:crypto';
import {
  type AccessToken,
  confirmToken,
  deleteToken,
  issueToken,
  listTokens,
  plannedToken,
} from './access-token';
import type { KonnectClient } from './client';
import { Failure } from './failure';
import type { SecretState, SecretStore } from './secret-store';
import { SecretText } from './secret-text';
import type { GuardedSurroundings } from './surroundings';
import type { SystemAccount } from './system-account';

/** The zone whose token is looked after, and where the token is kept. */
export interface ZoneTokenContext {
  readonly konnect: KonnectClient;
  readonly secrets: SecretStore;
  readonly surroundings: GuardedSurroundings;
  readonly account: SystemAccount;
  readonly zone: string;
  /** Name of the AWS secret whose whole value is the token. */
  readonly secret: string;
}

/** The tokens of a zone's account, by what became of them. The id of the secret's version is the id of its token. */
export interface ZoneTokens {
  /** The token that the AWS secret holds; undefined when it holds none of this account's. */
  readonly stored: AccessToken | undefined;
  /** Tokens that a control plane may still sign in with: those replaced by the stored one. */
  readonly replaced: readonly AccessToken[];
  /**
   * Tokens whose value was lost before it was stored: in no version of the secret, never used, and issued within a day.
   * An older one might be in use all the same (its secret was deleted, say), so it is not taken for lost.
   */
  readonly lost: readonly AccessToken[];
}

/** Sorts the account's tokens by the state of its secret. */
export function sortTokens(
  tokens: readonly AccessToken[],
  secret: SecretState | undefined,
  now: Date,
): ZoneTokens {
  const stored = tokens.find(({ id }) => id === secret?.current);
  const others = tokens.filter((token) => token !== stored);
  const isLost = (token: AccessToken) =>
    token.id !== secret?.previous &&
    token.last_used_at === undefined &&
    now.getTime() - Date.parse(token.created_at) < 24 * 60 * 60 * 1000;
  return {
    stored,
    replaced: others.filter((token) => !isLost(token)),
    lost: others.filter(isLost),
  };
}

export const isExpired = (token: AccessToken, now: Date): boolean =>
  Date.parse(token.expires_at) <= now.getTime();

/** What was done about a token. */
export interface TokenOutcome {
  readonly token: { readonly id: string; readonly expires: Date };
  readonly issued: boolean;
  /** Tokens that still work beside the stored one. */
  readonly replaced: readonly AccessToken[];
  readonly deleted: readonly AccessToken[];
}

/**
 * Makes sure that the secret holds a token of the account that has not ended; issues one otherwise. Tokens that an
 * earlier run issued and could not store are deleted.
 */
export async function ensureStoredToken(
  context: ZoneTokenContext,
  secret: SecretState,
  expires: Date,
): Promise<TokenOutcome> {
  const { konnect, account, surroundings } = context;
  const { stored, replaced, lost } = sortTokens(
    await listTokens(konnect, account),
    secret,
    surroundings.now(),
  );
  const keep = stored !== undefined && !isExpired(stored, surroundings.now());
  const outcome = keep
    ? { token: { id: stored.id, expires: new Date(stored.expires_at) }, issued: false }
    : { token: await issueAndStore(context, expires), issued: true };
  for (const token of lost) await deleteToken(konnect, account, token);
  const beside = stored !== undefined && !keep ? [...replaced, stored] : replaced;
  return { ...outcome, replaced: beside, deleted: lost };
}

/**
 * Replaces the stored token. The old one keeps working, so that the control plane stays connected until External
 * Secrets has brought the new one and the pods have restarted; `finishRotation` deletes it then. While an old token is
 * left, another start changes nothing.
 */
export async function startRotation(
  context: ZoneTokenContext,
  secret: SecretState,
  expires: Date,
): Promise<TokenOutcome> {
  const { konnect, account, surroundings } = context;
  const { stored, replaced, lost } = sortTokens(
    await listTokens(konnect, account),
    secret,
    surroundings.now(),
  );
  const working = replaced.filter((token) => !isExpired(token, surroundings.now()));
  if (stored === undefined || working.length > 0) return ensureStoredToken(context, secret, expires);
  const token = await issueAndStore(context, expires);
  for (const one of lost) await deleteToken(konnect, account, one);
  return { token, issued: true, replaced: [...replaced, stored], deleted: lost };
}

/** Deletes the tokens that a rotation left working, without waiting for the zone to use the new one. */
export async function deleteReplaced(
  context: ZoneTokenContext,
  outcome: TokenOutcome,
): Promise<TokenOutcome> {
  for (const token of outcome.replaced) await deleteToken(context.konnect, context.account, token);
  return { ...outcome, replaced: [], deleted: [...outcome.deleted, ...outcome.replaced] };
}

/**
 * Deletes every token but the stored one.
 *
 * @param force delete although nobody has signed in with the stored token yet; a control plane that still holds the old
 *   one is cut off then
 * @throws Failure when nothing is stored, or when the stored token is unused and `force` is not set
 */
export async function finishRotation(
  context: ZoneTokenContext,
  secret: SecretState,
  force: boolean,
): Promise<TokenOutcome> {
  const { konnect, account, zone, surroundings } = context;
  const { stored, replaced, lost } = sortTokens(
    await listTokens(konnect, account),
    secret,
    surroundings.now(),
  );
  if (stored === undefined) {
    throw new Failure(
      `The AWS secret ${context.secret} holds no token of ${account.name}: run \`zone create\` first. Nothing was deleted.`,
    );
  }
  const unused = stored.last_used_at === undefined;
  if (replaced.length > 0 && unused && !force) {
    throw new Failure(
      `Zone ${zone} has not signed in with the new token yet, so the old one stays. Restart the control plane (kubectl -n kong-mesh-system rollout restart deployment kong-mesh-control-plane) and try again, or give --now to delete the old token all the same.`,
    );
  }
  const rest = [...replaced, ...lost];
  for (const token of rest) await deleteToken(konnect, account, token);
  return {
    token: { id: stored.id, expires: new Date(stored.expires_at) },
    issued: false,
    replaced: [],
    deleted: rest,
  };
}

async function issueAndStore(context: ZoneTokenContext, expires: Date): Promise<TokenOutcome['token']> {
  const { konnect, secrets, surroundings, account, zone, secret } = context;
  const stamp = surroundings
    .now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '');
  // A name of its own for every token: after a lost answer, the token of that name is the lost one.
  const name = `${zone}-${stamp}-${randomUUID().slice(0, 8)}`;
  const issued = await issueToken(konnect, surroundings, account, name, expires);
  if (issued === undefined) {
    // A dry run: show what would be done under the id that Konnect would give.
    await secrets.put(secret, plannedToken, new SecretText(plannedToken));
    await confirmToken(konnect, account, { id: plannedToken });
    return { id: plannedToken, expires };
  }
  await secrets.put(secret, issued.token.id, issued.value);
  await confirmToken(konnect, account, issued.token);
  return { id: issued.token.id, expires: new Date(issued.token.expires_at) };
}
