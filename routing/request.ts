/** One request, as a caller makes it. */
export interface Request {
  /** The name that it is made to, without the port: of a Service in any form that cluster DNS takes, or outside. */
  readonly host: string;
  readonly port: number;
  /** The path, with what follows a `?` as the query. A gRPC call's is `/service/method`, its method POST. */
  readonly path: string;
  readonly method: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Pods that call, by the workload (or Helm release) that makes them. */
export interface Caller {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
}

/** Part of the requests that nobody answers. */
export interface Refusal {
  /** Of 1. */
  readonly share: number;
  readonly reason: string;
}

/** Who gets a request. The shares of an answer and its refusals make 1. */
export interface Answer {
  /** Shares of 1 by workload (`namespace/name`), or by `host:port` outside the cluster. */
  readonly shares: Readonly<Record<string, number>>;
  readonly refused: readonly Refusal[];
  /** The path that the workload sees, which a gateway may have rewritten. */
  readonly path: string;
  /** The objects and rules that decided, in the order in which they were asked. */
  readonly by: readonly string[];
  /** Set where upstream's documents leave open which of several routes is taken: why. The answer is then one of them. */
  readonly unsure?: string;
}

/** What a mesh does with requests, read from its objects. */
export interface Routing {
  /** Every workload of the objects, as a caller. */
  readonly callers: readonly Caller[];
  /** Who gets a request of a caller. */
  readonly answer: (caller: Caller, request: Request) => Answer;
}

/** A name and a port that requests are made to. */
export type Host = Pick<Request, 'host' | 'port'>;

/** What becomes of a part of the requests: somebody gets it, or nobody and why. */
export type Part = { readonly weight: number } & ({ readonly to: string } | { readonly reason: string });

/** How a decision came about, beside its parts. */
export interface Course {
  readonly path: string;
  readonly by: readonly string[];
  readonly unsure?: string;
}

/** An answer from weights in any unit; parts that weigh nothing are left out. */
export function answerOf(parts: readonly Part[], course: Course): Answer {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const shares: Record<string, number> = {};
  const refused = new Map<string, number>();
  for (const part of parts) {
    if (part.weight <= 0) continue;
    const share = part.weight / total;
    if ('to' in part) shares[part.to] = (shares[part.to] ?? 0) + share;
    else refused.set(part.reason, (refused.get(part.reason) ?? 0) + share);
  }
  return { shares, refused: [...refused].map(([reason, share]) => ({ share, reason })), ...course };
}

/** An answer that refuses everything. */
export function refusal(reason: string, course: Course): Answer {
  return answerOf([{ weight: 1, reason }], course);
}

/** The same parts, which together weigh what is given. */
export function weighing(weight: number, parts: readonly Part[]): readonly Part[] {
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  return total === 0 ? [] : parts.map((part) => ({ ...part, weight: (weight * part.weight) / total }));
}

const none: ReadonlyMap<string, string> = new Map();

/** A path without its query, and the query's values by name; of a name that stands twice the first counts, as Envoy has it. */
export function splitPath(path: string): {
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
} {
  const at = path.indexOf('?');
  if (at < 0) return { path, query: none };
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(path.slice(at + 1))) {
    if (!query.has(name)) query.set(name, value);
  }
  return { path: path.slice(0, at), query };
}

const expressions = new Map<string, RegExp | undefined>();

/**
 * Whether a regular expression matches a whole text, as Envoy asks. Expressions are RE2's, which JavaScript reads alike
 * where they are met in routes; one that it cannot read matches nothing, as Envoy refuses it.
 */
export function matchesWhole(expression: string, text: string): boolean {
  if (!expressions.has(expression)) expressions.set(expression, compiled(expression));
  return expressions.get(expression)?.test(text) ?? false;
}

function compiled(expression: string): RegExp | undefined {
  const [, flags = '', rest = ''] = /^(?:\(\?([ims]+)\))?(.*)$/s.exec(expression) ?? [];
  for (const mode of ['u', '']) {
    try {
      return new RegExp(`^(?:${rest})$`, `${flags}${mode}`);
    } catch {
      // RE2 escapes more than JavaScript does where it reads whole characters: the second mode takes those.
    }
  }
  return undefined;
}
