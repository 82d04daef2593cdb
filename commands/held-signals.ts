import { setImmediate as turn } from 'node:timers/promises';

/** What asks a run to end, and the exit status that says so: 128 and the signal's number. */
const STATUSES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

type Signal = keyof typeof STATUSES;

/** The part of the process that signals come from. */
export interface SignalSource {
  on(signal: Signal, hear: (signal: Signal) => void): unknown;
  off(signal: Signal, hear: (signal: Signal) => void): unknown;
}

/** A run that was asked to end has put everything back as it was. */
export class Stopped extends Error {
  constructor(readonly signal: Signal) {
    super(signal);
  }

  /** The exit status. */
  get status(): number {
    return STATUSES[this.signal];
  }
}

/**
 * Signals that would end the process at once, held back while it changes files: it ends by itself as soon as they are whole.
 * They are heard only when the event loop turns, so that nothing is ever interrupted between two of its steps.
 */
export class HeldSignals {
  private first: Signal | undefined;
  private holding = false;
  private readonly hear = (signal: Signal) => {
    this.first ??= signal;
    this.heard();
  };

  /** @param heard called with each signal that is held back */
  constructor(
    private readonly source: SignalSource,
    private readonly heard: () => void = () => {},
  ) {}

  hold(): void {
    if (this.holding) return;
    this.holding = true;
    for (const signal of SIGNALS) this.source.on(signal, this.hear);
  }

  release(): void {
    this.holding = false;
    for (const signal of SIGNALS) this.source.off(signal, this.hear);
  }

  /** What has come so far, if anything has; nothing is asked of the event loop while no signal is held back. */
  async stopped(): Promise<Stopped | undefined> {
    if (!this.holding) return undefined;
    // Signals are looked for between these two, wherever in its turn the loop was.
    await turn();
    await turn();
    return this.first && new Stopped(this.first);
  }
}

const SIGNALS: readonly Signal[] = ['SIGHUP', 'SIGINT', 'SIGTERM'];
