import type { ServerResponse } from 'node:http';

/** One request as a stand-in saw it. */
export interface Seen {
  /** Counts the requests of both stand-ins since the last `reset`. */
  readonly index: number;
  readonly service: 'konnect' | 'aws';
  /** `POST /eu/v1/mesh/control-planes`, or `secretsmanager PutSecretValue`. */
  readonly what: string;
  /** Whether the request changes something. */
  readonly change: boolean;
}

/** What a stand-in does instead of answering: a status, or no answer at all. */
export interface Fault {
  /** `after`: the request takes effect first, and only its answer is lost. */
  readonly when: 'before' | 'after';
  readonly status: number | 'no answer';
  readonly headers?: Readonly<Record<string, string>>;
}

/** Counts requests over both stand-ins and decides which of them fail. */
export class Faults {
  readonly seen: Seen[] = [];
  decide: (seen: Seen) => Fault | undefined = () => undefined;

  reset(decide: (seen: Seen) => Fault | undefined = () => undefined): void {
    this.seen.length = 0;
    this.decide = decide;
  }

  /** Answers with the fault, if there is one for this request; `effect` is what the request does. */
  handle(request: Omit<Seen, 'index'>, response: ServerResponse, effect: () => void, body = '{}'): boolean {
    const seen = { ...request, index: this.seen.length };
    this.seen.push(seen);
    const fault = this.decide(seen);
    if (fault === undefined) return false;
    if (fault.when === 'after') {
      try {
        effect();
      } catch {
        // An effect that is refused is none; the answer is lost all the same.
      }
    }
    if (fault.status === 'no answer') response.destroy();
    else response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers }).end(body);
    return true;
  }
}
