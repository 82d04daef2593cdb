import { z } from 'zod';
import { type KonnectClient, plannedId } from './client';
import { Failure, KonnectFailure } from './failure';
import { SecretText } from './secret-text';
import type { GuardedSurroundings } from './surroundings';
import type { SystemAccount } from './system-account';

const token = z.object({
  id: z.string(),
  name: z.string().default(''),
  created_at: z.iso.datetime({ offset: true }),
  expires_at: z.iso.datetime({ offset: true }),
  // Text where it was used; a token that never was has none, or Go's zero time.
  last_used_at: z
    .string()
    .nullish()
    .transform((text) => (text && Date.parse(text) > 0 ? text : undefined)),
});
const issued = token.extend({ token: z.string().min(1) });

/** An access token of a system account, without its value. */
export type AccessToken = z.infer<typeof token>;

const needs = 'the team Organization Admin, or the right to manage system accounts';
const pathOf = (account: SystemAccount): string => `/v3/system-accounts/${account.id}/access-tokens`;

/** Every token of the account, oldest first. */
export async function listTokens(client: KonnectClient, account: SystemAccount): Promise<AccessToken[]> {
  const tokens = await client.list(
    { where: 'global', path: pathOf(account), purpose: `list the tokens of ${account.name}`, needs },
    token,
  );
  return tokens.sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
}

/**
 * Issues a token. Konnect shows its value once, in the answer: when the answer is lost, the token is useless, so it is
 * deleted and another one is issued.
 *
 * @param expires when it ends; Konnect allows 1 to 365 days from now
 * @returns undefined in a dry run
 */
export async function issueToken(
  client: KonnectClient,
  surroundings: GuardedSurroundings,
  account: SystemAccount,
  name: string,
  expires: Date,
): Promise<{ readonly token: AccessToken; readonly value: SecretText } | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await client.change(
        {
          method: 'POST',
          where: 'global',
          path: pathOf(account),
          body: { name, expires_at: expires.toISOString() },
          purpose: `issue a token for ${account.name}`,
          needs,
        },
        issued,
      );
      if (answer === undefined) return undefined;
      const { token: value, ...rest } = answer;
      return { token: rest, value: surroundings.remember(new SecretText(value)) };
    } catch (error) {
      const again = error instanceof KonnectFailure && (error.uncertain || error.status === 409);
      if (!again || attempt >= client.policy.attempts) throw error;
      await client.backOff(attempt, error.retryAfter);
      for (const lost of await listTokens(client, account)) {
        if (lost.name === name) await deleteToken(client, account, lost);
      }
    }
  }
}

/** What stands for a token that a dry run would issue. */
export const plannedToken = plannedId('token');

/** @throws Failure when the token is not there any more, as when somebody else runs a command for the same zone */
export async function confirmToken(
  client: KonnectClient,
  account: SystemAccount,
  { id }: Pick<AccessToken, 'id'>,
): Promise<void> {
  const found = await client.get(
    {
      where: 'global',
      path: `${pathOf(account)}/${id}`,
      purpose: `read token ${id} of ${account.name}`,
      needs,
    },
    token,
  );
  if (found === undefined && !client.dryRun) {
    throw new Failure(
      `The token ${id} of ${account.name} was deleted while it was being stored: somebody else works on this zone. Run the command again when they are done.`,
    );
  }
}

export async function deleteToken(
  client: KonnectClient,
  account: SystemAccount,
  { id }: AccessToken,
): Promise<void> {
  await client.delete({
    where: 'global',
    path: `${pathOf(account)}/${id}`,
    purpose: `delete token ${id} of ${account.name}`,
    needs,
  });
}
