import { Failure } from '../../../konnect/failure';

/** What one check of the doctor says. */
export interface Finding {
  readonly state: 'ok' | 'warning' | 'wrong' | 'skipped';
  /** What was looked at. */
  readonly subject: string;
  /** What is so; for anything but `ok`, also how to mend it. */
  readonly detail: string;
}

export const ok = (subject: string, detail: string): Finding => ({ state: 'ok', subject, detail });
export const warning = (subject: string, detail: string): Finding => ({ state: 'warning', subject, detail });
export const wrong = (subject: string, detail: string): Finding => ({ state: 'wrong', subject, detail });
export const skipped = (subject: string, detail: string): Finding => ({ state: 'skipped', subject, detail });

/** Runs checks; one that cannot go on says why, and the others still run. */
export async function attempt(
  subject: string,
  checks: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await checks();
  } catch (error) {
    if (error instanceof Failure) return [wrong(subject, error.message)];
    throw error;
  }
}

/** Days before an end from which on it is a warning. */
export const warnDays = 14;

/** How the end of a token or certificate is judged. */
export function judgeEnd(subject: string, end: Date, now: Date, mend: string): Finding {
  const days = Math.floor((end.getTime() - now.getTime()) / 86_400_000);
  const date = end.toISOString().slice(0, 10);
  if (days < 0) return wrong(subject, `ended on ${date}: ${mend}`);
  if (days < warnDays) return warning(subject, `ends in ${days} days, on ${date}: ${mend}`);
  return ok(subject, `until ${date}, ${days} days left`);
}
