/** The minor versions of Kong Gateway whose plugins are described here, oldest first. */
export const gatewayMinors = ['3.9', '3.10', '3.11', '3.12', '3.13', '3.14', '3.15'] as const;

/** The version of a gateway that is not known: everything that some supported version has is there. */
export const anyVersion = 'any supported one';

/**
 * Compares two gateway versions by major and minor; patch and suffix (`3.10.0.2`, `3.9-ubuntu`) do not count.
 *
 * @returns below 0, 0 or above 0; NaN where one of them is no version
 */
export function compareMinors(a: string, b: string): number {
  return rank(a) - rank(b);
}

/** Versions are few and compared often. */
const ranks = new Map<string, number>();

function rank(version: string): number {
  let known = ranks.get(version);
  if (known === undefined) {
    const parts = /^v?(\d+)\.(\d+)(?:[.\-+]|$)/.exec(version);
    known = parts === null ? Number.NaN : Number(parts[1]) * 1000 + Number(parts[2]);
    if (ranks.size < 1000) ranks.set(version, known);
  }
  return known;
}

/** True where `version` is one of the minors from `since` to `until`, both included; an absent end is open. */
export function within(version: string, since: string | undefined, until: string | undefined): boolean {
  if (since !== undefined && compareMinors(version, since) < 0) return false;
  return until === undefined || !(compareMinors(version, until) > 0);
}

/** True where `version` is known, and is `since` or later. */
export function surelyWithin(version: string, since: string | undefined): boolean {
  return since === undefined || compareMinors(version, since) >= 0;
}

/** True where `version` is known, and older than `later`. */
export function before(version: string, later: string): boolean {
  return compareMinors(version, later) < 0;
}
