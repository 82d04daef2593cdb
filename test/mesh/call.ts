/** One call, as a caller makes it. */
export interface Call {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Pods that call, by the Deployment (or Helm release) that makes them. */
export interface Caller {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
}

/**
 * Who gets a call, and in what shares of 1: Deployments as `namespace/name`, hosts outside the cluster as
 * `host:port`. Empty where nobody gets it, for whatever reason.
 */
export type Answer = Readonly<Record<string, number>>;

export const nobody: Answer = {};

/** What a mesh does with each call, read from its objects. */
export type Routing = (caller: Caller, call: Call) => Answer;

/** Shares of 1, from weights; those of `undefined` are lost, so that what remains is less than 1. */
export function shares(weights: readonly (readonly [string | undefined, number])[]): Answer {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  const answer: Record<string, number> = {};
  for (const [name, weight] of weights) {
    if (weight > 0 && name !== undefined) {
      answer[name] = (answer[name] ?? 0) + weight / total;
    }
  }
  return answer;
}

const expressions = new Map<string, RegExp>();

/** Whether a regular expression matches a whole text, as Envoy asks. */
export function matchesWhole(expression: string, text: string): boolean {
  const compiled = expressions.get(expression) ?? new RegExp(`^(?:${expression})$`, 'u');
  expressions.set(expression, compiled);
  return compiled.test(text);
}
