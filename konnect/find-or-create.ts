import type { KonnectClient } from './client';
import { KonnectFailure } from './failure';

/** Something, and whether this run made it. */
export interface Found<T> {
  readonly value: T;
  readonly created: boolean;
}

/**
 * Finds something or creates it, exactly once as far as Konnect's answers can tell: after a creation whose outcome is
 * unknown (no answer, 5xx), and after a 409, it looks again before it tries again.
 *
 * @param steps `find` gives undefined when there is none; `create` gives undefined in a dry run; `planned` stands for it then
 */
export async function findOrCreate<T>(
  client: KonnectClient,
  steps: {
    readonly find: () => Promise<T | undefined>;
    readonly create: () => Promise<T | undefined>;
    readonly planned: T;
  },
): Promise<Found<T>> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await steps.find();
    if (found !== undefined) return { value: found, created: attempt > 1 };
    try {
      const created = await steps.create();
      return { value: created ?? steps.planned, created: true };
    } catch (error) {
      const again = error instanceof KonnectFailure && (error.uncertain || error.status === 409);
      if (!again || attempt >= client.policy.attempts) throw error;
      await client.backOff(attempt, error.retryAfter);
    }
  }
}
