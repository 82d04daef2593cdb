import { explainAwsError } from './aws-failure';
import { awsLimits } from './aws-limits';
import { Failure } from './failure';
import type { GuardedSurroundings } from './surroundings';

/** The AWS account that the SDK's credentials belong to. */
export async function callerAccount(
  region: string,
  surroundings: GuardedSurroundings,
  dryRun: boolean,
): Promise<string> {
  const line = `sts GetCallerIdentity in ${region}`;
  if (dryRun) surroundings.print(`reads: ${line}`);
  else surroundings.progress(`  ${line}`);
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient({
    region,
    ...awsLimits(surroundings.environment),
  });
  try {
    const { Account = '' } = await client.send(new GetCallerIdentityCommand({}));
    return Account;
  } catch (error) {
    const context = { purpose: 'ask AWS who is calling', needs: 'sts:GetCallerIdentity', region };
    throw explainAwsError(error, { ...context, hide: surroundings.hide });
  }
}

/** @throws Failure when the credentials are of another account than the cluster file names */
export async function requireAccount(
  expected: string,
  region: string,
  surroundings: GuardedSurroundings,
  dryRun: boolean,
): Promise<void> {
  const account = await callerAccount(region, surroundings, dryRun);
  if (account !== expected) {
    throw new Failure(
      `The AWS credentials belong to account ${account}, and the cluster file says aws.account ${expected}: sign in to that account, so that no secret lands in the wrong one.`,
    );
  }
}
