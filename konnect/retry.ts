/** How often and how long the client tries. Times in milliseconds. */
export interface RetryPolicy {
  /** Attempts in all, the first included. */
  readonly attempts: number;
  /** Upper bound of the first wait; it doubles with every further one. */
  readonly firstWait: number;
  /** Upper bound of any wait that the server did not ask for. */
  readonly longestWait: number;
  /** The longest `Retry-After` that is honoured; a longer one ends the command. */
  readonly longestRetryAfter: number;
  /** Limit for one attempt, from connecting to the last byte of the answer. */
  readonly timeout: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 5,
  firstWait: 500,
  longestWait: 20_000,
  longestRetryAfter: 120_000,
  timeout: 30_000,
};

/**
 * How long to wait before the next attempt: exponential with full jitter, and never less than the server asked for.
 *
 * @param attempt 1 after the first failure
 * @param random a number in [0, 1)
 */
export function waitBefore(
  attempt: number,
  policy: RetryPolicy,
  random: number,
  retryAfter: number | undefined,
): number {
  const bound = Math.min(policy.longestWait, policy.firstWait * 2 ** (attempt - 1));
  const jittered = Math.round(bound / 2 + (bound / 2) * random);
  return retryAfter === undefined ? jittered : Math.max(retryAfter, Math.round(retryAfter + bound * random));
}

/** The `Retry-After` header in milliseconds, given as seconds or as a date (RFC 9110, 10.2.3); undefined when absent. */
export function parseRetryAfter(header: string | null, now: Date): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header.trim()) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
