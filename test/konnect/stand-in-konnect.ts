import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import type { Faults } from './faults';
import { type Operation, operations } from './konnect-api';
import { type Answer, KonnectState, notFound, problem } from './konnect-state';

const ajv = addFormats(new Ajv({ strict: false }));
const compiled = operations.map((operation) => ({
  operation,
  matches: new RegExp(`^${operation.path.replace(/[.+]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  body: operation.body === undefined ? undefined : ajv.compile(operation.body),
  answer: operation.answer === undefined ? undefined : ajv.compile(operation.answer),
}));

/**
 * Konnect on loopback. Every request is held against the operations of the public OpenAPI (path, region, query, body,
 * token); one that does not fit is answered 400 and kept in `wrong`, which a test expects to be empty. So is an answer of its own
 * that the OpenAPI does not describe.
 */
export class StandInKonnect extends KonnectState {
  readonly wrong: string[] = [];
  /** Answers these instead, for tests of single errors. */
  refuse: { readonly path: RegExp; readonly answer: Answer } | undefined;
  #server: Server | undefined;

  constructor(
    private readonly token: string,
    private readonly faults: Faults,
    now: () => Date,
  ) {
    super(now);
  }

  /** Starts it; the result goes to KONNECT_API_URL. */
  async start(): Promise<string> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://127.0.0.1');
        const method = request.method ?? '';
        const text = Buffer.concat(chunks).toString('utf8');
        const run = () => this.answer(method, url, request.headers.authorization, text);
        const seen = {
          service: 'konnect',
          what: `${method} ${url.pathname}`,
          change: method !== 'GET',
        } as const;
        // Something that echoes what it was sent, as a bad proxy would.
        const echo = JSON.stringify({ title: 'fault', detail: request.headers.authorization });
        if (this.faults.handle(seen, response, run, echo)) return;
        const { status, body } = run();
        response.writeHead(status, {
          'content-type': status < 400 ? 'application/json' : 'application/problem+json',
        });
        response.end(status === 204 ? '' : JSON.stringify(body));
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/{region}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  private answer(method: string, url: URL, authorization: string | undefined, text: string): Answer {
    if (authorization !== `Bearer ${this.token}`) return problem(401, 'Unauthorized', 'Invalid credentials');
    const [, region = '', path = ''] = /^\/([a-z]+)(\/.*)$/.exec(url.pathname) ?? [];
    if (this.refuse?.path.test(`${method} ${path}`) === true) return this.refuse.answer;
    for (const { operation, matches, body, answer } of compiled) {
      const match = matches.exec(path);
      if (match === null || operation.method !== method) continue;
      const input: unknown = text === '' ? undefined : JSON.parse(text);
      const fault = this.misfit(operation, region, url, input, body);
      if (fault !== undefined) {
        this.wrong.push(`${method} ${url.pathname}: ${fault}`);
        return problem(400, 'Bad Request', fault);
      }
      const served = this.serve(
        operation,
        region,
        { ...match.groups },
        url.searchParams,
        (input ?? {}) as Record<string, unknown>,
      );
      if (answer !== undefined && served.status < 300)
        for (const thing of thingsIn(served.body))
          if (!answer(thing))
            this.wrong.push(`answer of ${method} ${path}: ${ajv.errorsText(answer.errors)}`);
      return served;
    }
    this.wrong.push(`${method} ${url.pathname}: no such operation`);
    return notFound;
  }

  private misfit(
    operation: Operation,
    region: string,
    url: URL,
    input: unknown,
    body: ReturnType<typeof ajv.compile> | undefined,
  ): string | undefined {
    if ((operation.where === 'global') !== (region === 'global')) return `asked of ${region}`;
    for (const key of url.searchParams.keys()) {
      if (!(operation.query ?? []).includes(key)) return `unknown query parameter ${key}`;
    }
    if (body === undefined) return input === undefined ? undefined : 'a body where none is taken';
    return body(input) ? undefined : ajv.errorsText(body.errors);
  }
}

/** The things of an answer as they are on the way: those of a page, or the one. */
function thingsIn(body: unknown): readonly unknown[] {
  const written: unknown = JSON.parse(JSON.stringify(body));
  return typeof written === 'object' && written !== null && 'data' in written && Array.isArray(written.data)
    ? written.data
    : [written];
}
