import { Failure } from '../../konnect/failure';
import type { Session } from './session';

/**
 * Asks before something is changed. A dry run changes nothing, so it does not ask.
 *
 * @throws Failure on a no, and where nobody can answer and `yes` is not set
 */
export async function agree(
  { surroundings, dryRun }: Session,
  yes: boolean,
  question: string,
): Promise<void> {
  if (yes || dryRun) return;
  if (surroundings.confirm === undefined) {
    throw new Failure('Nothing was changed: nobody can answer here, so give --yes.');
  }
  if (!(await surroundings.confirm(question))) throw new Failure('Nothing was changed.');
}
