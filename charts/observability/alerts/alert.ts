/** An alert of Prometheus. */
export interface Alert {
  readonly alert: string;
  readonly expr: string;
  /** How long the expression has to hold. */
  readonly for: string;
  /** `critical`: callers notice, or will within the day. `warning`: within weeks, or only perhaps. */
  readonly severity: 'critical' | 'warning';
  /** Labels that tell it from others of the same name. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** What is wrong, in one line; with labels of the series as `{{ $labels.name }}`. */
  readonly summary: string;
  /** What to do. */
  readonly description: string;
}

/** From when on something is said. */
export interface Limits {
  /** Percent of answers that are errors. */
  readonly errorPercent: number;
  /** Milliseconds within which 95 of 100 calls are answered. */
  readonly latencyMilliseconds: number;
  /** Days before something expires. */
  readonly expiryDays: number;
}

/** PromQL for a time that comes within so many days, and is known. */
export function expiresWithin(timestamp: string, days: number): string {
  return `${timestamp} - time() < ${days} * 86400`;
}
