import { z } from 'zod';
import type { Json } from '../references/manifest';
import { apiAddress, type KonnectRegion } from './api-address';
import { codeOf, detailOf } from './error-detail';
import { explainSilence, explainStatus, KonnectFailure, type Refusal } from './failure';
import { limitedText, MOST_BYTES, TooLarge } from './limited-text';
import { defaultRetryPolicy, parseRetryAfter, type RetryPolicy, waitBefore } from './retry';
import type { SecretText } from './secret-text';
import type { GuardedSurroundings } from './surroundings';

/** One call to Konnect's API. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `global` for system accounts; everything else belongs to a region. */
  readonly where: 'region' | 'global';
  /** The path with its parts already escaped. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Json;
  /** What it is for, after "Cannot": `list the mesh control planes`. */
  readonly purpose: string;
  /** What a 403 asks for, after "Its owner needs". */
  readonly needs: string;
}

/** Stands in a dry run for the id of something that would have been created. */
export const plannedId = (what: string): string => `(new ${what})`;
export const isPlannedId = (text: string): boolean => text.includes('(new ');
const isPlanned = ({ path, query = {} }: Pick<Call, 'path' | 'query'>): boolean =>
  [path, ...Object.values(query)].some(isPlannedId);

/** An answer with its status, before anybody decided what the status means. */
interface Answer {
  readonly status: number;
  readonly text: string;
}

/** An organisation has a few hundred control planes or accounts; beyond this, a server makes pages up. */
const MOST_PAGES = 200;
const MOST_ITEMS = 100 * MOST_PAGES;

/** The texts of a request, which its answer may repeat. */
function sentTexts({ path, query = {}, body }: Call): readonly string[] {
  const texts: string[] = [decodeURIComponent(path), ...Object.values(query)];
  // Values of the body, whatever it is; JSON's own way through a value visits each once.
  JSON.stringify(body ?? null, (_key, value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  return texts;
}

/** Talks to Konnect: authentication, time-outs, retries, clear sentences. It knows no resource by name. */
export class KonnectClient {
  constructor(
    private readonly options: {
      readonly token: SecretText;
      readonly region: KonnectRegion;
      readonly surroundings: GuardedSurroundings;
      /** Reads are sent, changes are only shown. */
      readonly dryRun: boolean;
      readonly policy?: RetryPolicy;
    },
  ) {}

  get region(): KonnectRegion {
    return this.options.region;
  }

  get dryRun(): boolean {
    return this.options.dryRun;
  }

  /** Reads one thing; undefined when it does not exist, or when a dry run would only just have created it. */
  async get<T>(call: Omit<Call, 'method' | 'body'>, shape: z.ZodType<T>): Promise<T | undefined> {
    const full: Call = { ...call, method: 'GET' };
    this.show(full, false);
    if (this.dryRun && isPlanned(call)) return undefined;
    const answer = await this.send(full);
    return answer.status === 404 ? undefined : this.parse(full, answer, shape);
  }

  /** Reads a collection page by page (`page[size]`, `page[number]`). Empty for what a dry run would only just create. */
  async list<T>(call: Omit<Call, 'method' | 'body'>, item: z.ZodType<T>): Promise<T[]> {
    const size = 100;
    const shape = z.object({
      data: z.array(item).default([]),
      meta: z.object({ page: z.object({ total: z.number().optional() }).optional() }).optional(),
    });
    const items: T[] = [];
    for (let number = 1; ; number += 1) {
      const page: Call = {
        ...call,
        method: 'GET',
        query: { ...call.query, 'page[size]': String(size), 'page[number]': String(number) },
      };
      this.show(page, false);
      if (this.dryRun && isPlanned(call)) return [];
      const answer = await this.send(page);
      if (answer.status === 404) throw this.refused(page, answer, 1);
      const { data, meta } = this.parse(page, answer, shape);
      items.push(...data);
      const total = meta?.page?.total;
      if (data.length === 0 || (total === undefined ? data.length < size : items.length >= total))
        return items;
      if (number >= MOST_PAGES || items.length >= MOST_ITEMS)
        throw new KonnectFailure(
          `Cannot ${call.purpose}: ${call.path} has more than ${items.length.toLocaleString('en')} entries, and still more pages. Is KONNECT_API_URL right?`,
          { status: answer.status, uncertain: false },
        );
    }
  }

  /**
   * Makes a change; undefined in a dry run, which only shows the call.
   *
   * A POST whose outcome is unknown (no answer, 5xx) is not repeated here, since it may have taken effect: the failure
   * has `uncertain` set, and `findOrCreate` looks again first.
   */
  async change<T>(
    call: Omit<Call, 'method'> & { method: 'POST' | 'PUT' },
    shape: z.ZodType<T>,
  ): Promise<T | undefined> {
    this.show(call, this.dryRun);
    if (this.dryRun) return undefined;
    const answer = await this.send(call);
    if (answer.status === 404) throw this.refused(call, answer, 1);
    return this.parse(call, answer, shape);
  }

  /** Deletes; what is gone already counts as deleted. */
  async delete(call: Omit<Call, 'method' | 'body'>): Promise<void> {
    const full: Call = { ...call, method: 'DELETE' };
    this.show(full, this.dryRun);
    if (!this.dryRun) await this.send(full);
  }

  /** Whether a path answers 200 in another region; used to say where something is. Never fails, never retries. */
  async existsIn(region: KonnectRegion, path: string): Promise<boolean> {
    const override = this.options.surroundings.environment.KONNECT_API_URL;
    if (override !== undefined && !override.includes('{region}')) return false;
    try {
      const address = `${apiAddress(region, override)}${path}`;
      return (await this.attempt(address, { method: 'GET' }, 5_000)).status === 200;
    } catch {
      return false;
    }
  }

  /** Waits as the policy says for the given attempt (1 after the first failure). */
  async backOff(attempt: number, retryAfter?: number): Promise<void> {
    const { surroundings } = this.options;
    const wait = waitBefore(attempt, this.policy, surroundings.random(), retryAfter);
    surroundings.progress(
      `  waiting ${(wait / 1000).toFixed(1)} s before attempt ${attempt + 1} of ${this.policy.attempts}`,
    );
    await surroundings.sleep(wait);
  }

  get policy(): RetryPolicy {
    return this.options.policy ?? defaultRetryPolicy;
  }

  private address(call: Call): string {
    const region = call.where === 'global' ? 'global' : this.region;
    const base = apiAddress(region, this.options.surroundings.environment.KONNECT_API_URL);
    const query = call.query === undefined ? '' : `?${new URLSearchParams(call.query)}`;
    return `${base}${call.path}${query}`;
  }

  private show(call: Call, unsent: boolean): void {
    const { query, ...rest } = call;
    const words = Object.entries(query ?? {}).map(([key, value]) => `${key}=${value}`);
    const line = `${call.method} ${this.address(rest)}${words.length === 0 ? '' : `?${words.join('&')}`}`;
    if (!this.dryRun) {
      this.options.surroundings.progress(`  ${line}`);
      return;
    }
    const body = call.body === undefined ? '' : ` ${JSON.stringify(call.body)}`;
    const verb = unsent ? 'would send' : isPlanned(call) ? 'would read' : 'reads';
    this.options.surroundings.print(`${verb}: ${line}${body}`);
  }

  private async send(call: Call): Promise<Answer> {
    const address = this.address(call);
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const repeatable = call.method !== 'POST';
    for (let attempt = 1; ; attempt += 1) {
      let retryAfter: number | undefined;
      try {
        const answer = await this.attempt(address, {
          method: call.method,
          ...(body === undefined ? {} : { body }),
        });
        retryAfter = answer.retryAfter;
        const busy = answer.status === 429;
        if (!busy && answer.status < 500) {
          if (answer.status < 300 || answer.status === 404) return answer;
          throw this.refused(call, answer, attempt);
        }
        const tooLong = retryAfter !== undefined && retryAfter > this.policy.longestRetryAfter;
        if (attempt >= this.policy.attempts || tooLong || (!busy && !repeatable)) {
          throw this.refused(call, answer, attempt, retryAfter);
        }
      } catch (error) {
        if (error instanceof KonnectFailure) throw error;
        if (error instanceof TooLarge) throw this.tooLarge(call, error);
        if (attempt >= this.policy.attempts || !repeatable) throw this.unanswered(call, error, attempt);
      }
      await this.backOff(attempt, retryAfter);
    }
  }

  private async attempt(
    address: string,
    request: { method: string; body?: string },
    timeout = this.policy.timeout,
  ): Promise<Answer & { readonly retryAfter: number | undefined }> {
    const { surroundings, token } = this.options;
    const response = await surroundings.fetch(address, {
      ...request,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token.reveal()}`,
        'user-agent': 'meshwright',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      // Following a redirect could carry the token to another host.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    const text = await limitedText(response);
    const retryAfter = parseRetryAfter(response.headers.get('retry-after'), surroundings.now());
    return { status: response.status, text, retryAfter };
  }

  private parse<T>(call: Call, answer: Answer, shape: z.ZodType<T>): T {
    let value: unknown;
    try {
      value = answer.text === '' ? {} : JSON.parse(answer.text);
    } catch {
      value = undefined;
    }
    const parsed = shape.safeParse(value);
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    // The answer itself is not shown: it may hold a token.
    throw new KonnectFailure(
      `Cannot ${call.purpose}: the answer of ${call.method} ${this.address(call)} is not what Konnect's API describes${where === '' ? '' : ` (at ${where})`}. Is KONNECT_API_URL right?`,
      { status: answer.status, uncertain: false },
    );
  }

  private refused(call: Call, answer: Answer, attempts: number, retryAfter?: number): KonnectFailure {
    const refusal = {
      ...this.refusal(call, attempts),
      detail: this.options.surroundings.quote(detailOf(answer.text), sentTexts(call)),
    };
    return new KonnectFailure(explainStatus(answer.status, refusal), {
      status: answer.status,
      uncertain: answer.status >= 500,
      retryAfter,
    });
  }

  private unanswered(call: Call, error: unknown, attempts: number): KonnectFailure {
    const host = new URL(this.address(call)).host;
    return new KonnectFailure(explainSilence(codeOf(error), host, this.refusal(call, attempts)), {
      uncertain: true,
    });
  }

  private tooLarge(call: Call, { status }: TooLarge): KonnectFailure {
    const size = `${MOST_BYTES / 1024 / 1024} MiB`;
    return new KonnectFailure(
      `Cannot ${call.purpose}: the answer of ${call.method} ${this.address(call)} is larger than ${size}, which none of Konnect's is. Is KONNECT_API_URL right?`,
      { status, uncertain: call.method === 'POST' },
    );
  }

  private refusal(call: Call, attempts: number): Refusal {
    const { purpose, needs } = call;
    return { call: `${call.method} ${this.address(call)}`, purpose, needs, detail: '', attempts };
  }
}
