/** A program that took part, at the version that was run. */
export interface Program {
  readonly name: string;
  readonly version: string;
}

/** What could not be shown, and why not. */
export interface Gap {
  readonly what: string;
  readonly why: string;
}

/** What one part of the lane found. */
export interface PartResult {
  readonly title: string;
  /** How it was shown, and which part of it is a stand-in. */
  readonly note?: string;
  readonly programs: readonly Program[];
  /** Sentences that the run has shown to be true, with their counts. */
  readonly shown: readonly string[];
  /** One line for each thing that was not as it should be; a part with any has failed. */
  readonly misses: readonly string[];
  readonly gaps: readonly Gap[];
  /** A table or another piece of Markdown that the run made. */
  readonly details?: string;
  /** Whether something ended it halfway: the page keeps what an earlier run has shown. */
  readonly stopped?: boolean;
}

/** Collects what a part shows: every claim is either shown, with its count, or missed. */
export class Findings {
  readonly shown: string[] = [];
  readonly misses: string[] = [];
  readonly gaps: Gap[] = [];

  /** States what is true if `misses` is empty, and the misses otherwise. */
  claim(sentence: string, misses: readonly string[]): void {
    if (misses.length === 0) this.shown.push(sentence);
    this.misses.push(...misses);
  }

  /** States what could not be shown. */
  gap(what: string, why: string): void {
    this.gaps.push({ what, why });
  }

  result(
    title: string,
    programs: readonly Program[],
    texts: Pick<PartResult, 'note' | 'details'> = {},
  ): PartResult {
    const { shown, misses, gaps } = this;
    return { title, programs, shown, misses, gaps, ...texts };
  }
}
