import type { GuardedSurroundings } from '../../konnect/surroundings';
import type { Session } from './session';

/** Prints `label  value  state` in columns. */
export function row(surroundings: GuardedSurroundings, label: string, value: string, state = ''): void {
  surroundings.print(`${label.padEnd(20)} ${value}${state === '' ? '' : `  (${state})`}`);
}

/** Saves the cluster file and prints what changed in it. */
export function saveAndReport(session: Session): void {
  const lines = session.save();
  const state = lines.length === 0 ? 'unchanged' : session.dryRun ? 'would change' : 'written';
  row(session.surroundings, 'cluster file', session.file.path, state);
  for (const line of lines) session.surroundings.print(`  ${line}`);
}

/** A date as people read it, in UTC, with the days that are left. */
export function dateWithDays(date: Date, now: Date): string {
  const days = Math.floor((date.getTime() - now.getTime()) / 86_400_000);
  const left = days < 0 ? `ended ${-days} days ago` : `${days} days left`;
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${left}`;
}

/** "created", "found", or in a dry run "would be created". `done` is the word for what this run did. */
export function stateOf(session: Session, done: boolean, word = 'created'): string {
  if (!done) return 'found';
  return session.dryRun ? `would be ${word}` : word;
}
