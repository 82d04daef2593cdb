import { requireAccount } from '../../konnect/aws-identity';
import { daysLater, parseDays } from '../../konnect/duration';
import { Failure } from '../../konnect/failure';
import {
  deleteReplaced,
  finishRotation,
  startRotation,
  type TokenOutcome,
  type ZoneTokenContext,
} from '../../konnect/zone-token';
import { dateWithDays, row, stateOf } from './report';
import type { Session } from './session';
import { zoneOfCluster } from './zone-context';

/** Options of `zone rotate`. */
export interface ZoneRotateOptions {
  readonly expires: string;
  /** Delete the old token, once the zone has signed in with the new one. */
  readonly finish: boolean;
  /** Replace the token and delete the old one at once: for a token that leaked. */
  readonly now: boolean;
}

/** Issues a new token, stores it, and leaves the old one working until `--finish`, or deletes it at once with `--now`. */
export async function zoneRotate(session: Session, options: ZoneRotateOptions): Promise<void> {
  const { surroundings, aws, cluster, secrets } = session;
  const expires = daysLater(surroundings.now(), parseDays(options.expires, '--expires', 365));
  await requireAccount(aws.account, aws.region, surroundings, session.dryRun);
  const { konnect, zone, account, accountName, secretName } = await zoneOfCluster(session);
  if (account === undefined) {
    throw new Failure(
      `There is no system account ${accountName}: run meshwright konnect zone create --cluster ${cluster} first.`,
    );
  }
  const owner = { cluster, purpose: 'zone-token' } as const;
  const secret = await secrets.prepare(secretName, owner, { kmsKey: aws.secretsKmsKey, adopt: false });
  const context: ZoneTokenContext = { konnect, secrets, surroundings, account, zone, secret: secretName };
  if (options.finish) return report(session, secretName, await finishRotation(context, secret, options.now));
  const started = await startRotation(context, secret, expires);
  if (!options.now) {
    report(session, secretName, started);
    return explainNext(session, started);
  }
  report(session, secretName, await deleteReplaced(context, started));
  surroundings.print('');
  surroundings.print('The old token no longer works. Bring the new one to the cluster now:');
  surroundings.print(bringIt);
}

const bringIt = [
  '  kubectl -n kong-mesh-system annotate externalsecret cp-token force-sync=$(date +%s) --overwrite',
  '  kubectl -n kong-mesh-system rollout restart deployment kong-mesh-control-plane',
].join('\n');

function report(session: Session, secretName: string, outcome: TokenOutcome): void {
  const { surroundings, aws } = session;
  const end = dateWithDays(outcome.token.expires, surroundings.now());
  row(surroundings, 'token', `${outcome.token.id}, until ${end}`, stateOf(session, outcome.issued, 'issued'));
  if (outcome.issued)
    row(surroundings, 'AWS secret', `${secretName} in ${aws.region}`, stateOf(session, true, 'stored'));
  for (const token of outcome.replaced) row(surroundings, 'old token', token.id, 'still works');
  for (const token of outcome.deleted)
    row(surroundings, 'old token', token.id, stateOf(session, true, 'deleted'));
}

function explainNext({ surroundings, cluster }: Session, outcome: TokenOutcome): void {
  surroundings.print('');
  if (outcome.issued) {
    surroundings.print('External Secrets brings the new token within its refresh interval; at once, with:');
  } else if (outcome.replaced.length > 0) {
    surroundings.print('A rotation is under way already, so no further token was issued. What is left:');
  } else return;
  surroundings.print(bringIt);
  surroundings.print(
    `Then delete the old token: meshwright konnect zone rotate --cluster ${cluster} --finish`,
  );
}
