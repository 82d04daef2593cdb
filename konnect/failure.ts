/** What went wrong, in sentences for the person at the keyboard; shown without a stack trace. */
export class Failure extends Error {
  override readonly name: string = 'Failure';
}

/** A call to Konnect that did not succeed. */
export class KonnectFailure extends Failure {
  override readonly name = 'KonnectFailure';

  /** The HTTP status; undefined when no answer came. */
  readonly status: number | undefined;
  /** True when the call may have taken effect all the same: no answer, a time-out, a 5xx. */
  readonly uncertain: boolean;
  /** What Konnect asked to wait, in milliseconds. */
  readonly retryAfter: number | undefined;

  constructor(
    message: string,
    outcome: {
      readonly status?: number;
      readonly uncertain: boolean;
      readonly retryAfter?: number | undefined;
    },
  ) {
    super(message);
    this.status = outcome.status;
    this.uncertain = outcome.uncertain;
    this.retryAfter = outcome.retryAfter;
  }
}

/** What is known of an unsuccessful call when its sentences are made. */
export interface Refusal {
  /** `GET https://eu.api.konghq.com/v1/mesh/control-planes` */
  readonly call: string;
  /** What the call was for: `create the mesh control plane "prod"`. */
  readonly purpose: string;
  /** The role or right that Konnect asks for. */
  readonly needs: string;
  /** Konnect's own words, from `title`, `detail` and `invalid_parameters`; empty when there were none. */
  readonly detail: string;
  readonly attempts: number;
}

const quota = /\bquota\b|\blimit (?:has been |was |is )?(?:reached|exceeded)|maximum number of/i;

/**
 * The sentences for a status. Konnect's documentation gives no code of its own for a used-up quota, so its words decide.
 */
export function explainStatus(status: number, refusal: Refusal): string {
  const { purpose, needs, detail, call, attempts } = refusal;
  const said = detail === '' ? '' : ` Konnect says: ${detail}`;
  const head = `Cannot ${purpose}`;
  if (status !== 429 && status < 500 && quota.test(detail)) {
    return `${head}: a quota of the Konnect organisation is used up (${status}).${said} Delete what is no longer used, or ask Kong to raise the quota.`;
  }
  switch (status) {
    case 401:
      return `${head}: Konnect does not accept the token (401). KONNECT_TOKEN is expired, revoked or incomplete; create a token in Konnect (personal access token, or token of a system account) and export it.${said}`;
    case 403:
      return `${head}: the token may not do this (403). Its owner needs ${needs}.${said}`;
    case 404:
      return `${head}: not found (404) at ${call}. It was deleted, is in another region or organisation, or KONNECT_API_URL is wrong.${said}`;
    case 409:
      return `${head}: Konnect has something of that name, or it is in use (409).${said}`;
    case 429:
      return `${head}: Konnect still asks for fewer calls (429) after ${attempts} attempts. Wait a few minutes.${said}`;
    default:
      if (status < 400) {
        return `${head}: ${call} leads elsewhere (${status}), and the token is not sent there. KONNECT_API_URL is wrong.`;
      }
      return status >= 500
        ? `${head}: Konnect failed (${status}) ${attempts} times in a row at ${call}. Try again later.${said}`
        : `${head}: Konnect refused the call (${status}): ${call}.${said}`;
  }
}

/** The sentences for a call that got no answer. `code` is what the network layer named: ENOTFOUND, TimeoutError, ... */
export function explainSilence(code: string, host: string, refusal: Refusal): string {
  const why: Record<string, string> = {
    ENOTFOUND: `the name ${host} does not resolve: no network, or a wrong region or KONNECT_API_URL`,
    EAI_AGAIN: `the name ${host} does not resolve at the moment: no network`,
    ECONNREFUSED: `${host} refuses connections: KONNECT_API_URL is wrong, or a firewall is in the way`,
    TimeoutError: `${host} did not answer in time`,
  };
  const reason = why[code] ?? `the connection to ${host} broke (${code})`;
  return `Cannot ${refusal.purpose}: ${reason}; tried ${refusal.attempts} times.`;
}
